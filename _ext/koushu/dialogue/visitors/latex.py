"""LaTeX: the environments and commands of `dialogue.sty`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.visitors.cast_list import members_of
from koushu.dialogue.visitors.margin import continued, is_play, number_of, take_time, turn_of
from koushu.dialogue.visitors.plain import Visitors, passing

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator


def visit_dialogue(self: LaTeXTranslator, _node: own.dialogue) -> None:
    """Begin the environment."""
    self.body.append("\n\\begin{dialogue}\n")


def depart_dialogue(self: LaTeXTranslator, _node: own.dialogue) -> None:
    """End the environment."""
    self.body.append("\n\\end{dialogue}\n")


def visit_turn(self: LaTeXTranslator, node: own.turn) -> None:
    """Begin a turn with the colour of its speaker, what a page says on which it goes on, and its anchor."""
    options = [name for name in ("second", "play") if _is(node, name)]
    said = self.encode(continued(node, self.config))
    self.body.append(f"\n\\begin{{dialogueturn}}[{','.join(options)}]{{{node.get('slot', 0)}}}{{{said}}}")
    self.body.extend(self.hypertarget(anchor) for anchor in node["ids"][:1])
    self.body.append("%\n")


def _is(turn: own.turn, option: str) -> bool:
    return is_play(turn) if option == "play" else turn.get("beside") == option


def depart_turn(self: LaTeXTranslator, _node: own.turn) -> None:
    """End the turn."""
    self.body.append("\n\\end{dialogueturn}\n")


def visit_narration(self: LaTeXTranslator, _node: own.narration) -> None:
    """Begin narration."""
    self.body.append("\n\\begin{dialoguenarration}\n")


def depart_narration(self: LaTeXTranslator, _node: own.narration) -> None:
    """End narration."""
    self.body.append("\n\\end{dialoguenarration}\n")


def visit_scenebreak(self: LaTeXTranslator, _node: own.scenebreak) -> None:
    """Print the ornament."""
    self.body.append("\n\\scenebreak\n")


def visit_lead(self: LaTeXTranslator, node: own.lead) -> None:
    """Begin what opens the turn; one that has a line of its own is kept with what follows."""
    turn = turn_of(node)
    time = take_time(node, turn) if turn is not None else ""
    number = number_of(turn) if turn is not None else 0
    if time or number:
        beside = [self.encode(time)] if time else []
        beside += [str(number)] if number else []
        self.body.append(f"\\turnaside{{{' · '.join(beside)}}}")
    self.body.append(r"\turncue{" if "cue" in node.parent["classes"] else r"\turnlead{")


def visit_speaker(self: LaTeXTranslator, _node: own.speaker) -> None:
    """Begin the printed name."""
    self.body.append(r"\speaker{")


def visit_vocal(self: LaTeXTranslator, _node: own.vocal) -> None:
    """Begin what is heard and is no word."""
    self.body.append(r"\vocal{")


def depart_group(self: LaTeXTranslator, _node: own.lead | own.speaker | own.vocal) -> None:
    """Close the argument."""
    self.body.append("}")


def visit_cast(self: LaTeXTranslator, node: own.cast) -> None:
    """Print a line for each person, when they tell more than names."""
    members = members_of(node)
    if members:
        self.body.append("\n\\begin{dialoguecast}\n")
        for one in members:
            name, description = self.encode(one.name), self.encode(one.description)
            self.body.append(f"\\castmember{{{one.slot}}}{{{name}}}{{{description}}}\n")
        self.body.append("\\end{dialoguecast}\n")
    raise nodes.SkipNode


VISITORS: Visitors = {
    own.dialogue: (visit_dialogue, depart_dialogue),
    own.turn: (visit_turn, depart_turn),
    own.narration: (visit_narration, depart_narration),
    own.scenebreak: (visit_scenebreak, passing),
    own.lead: (visit_lead, depart_group),
    own.speaker: (visit_speaker, depart_group),
    own.colon: (passing, passing),
    own.vocal: (visit_vocal, depart_group),
    own.editorial: (passing, passing),
    own.mention: (passing, passing),
}
PARTS: Visitors = {own.cast: (visit_cast, passing), own.member: (passing, passing)}
