"""LaTeX: the environments and commands of `dialogue.sty`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.dialogue import nodes as own
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
    """Begin a turn with the colour of its speaker and its anchor."""
    self.body.append(f"\n\\begin{{dialogueturn}}{{{node.get('slot', 0)}}}")
    self.body.extend(self.hypertarget(anchor) for anchor in node["ids"][:1])
    self.body.append("%\n")


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


def visit_lead(self: LaTeXTranslator, _node: own.lead) -> None:
    """Begin what opens the turn."""
    self.body.append(r"\turnlead{")


def visit_speaker(self: LaTeXTranslator, _node: own.speaker) -> None:
    """Begin the printed name."""
    self.body.append(r"\speaker{")


def visit_vocal(self: LaTeXTranslator, _node: own.vocal) -> None:
    """Begin what is heard and is no word."""
    self.body.append(r"\vocal{")


def depart_group(self: LaTeXTranslator, _node: own.lead | own.speaker | own.vocal) -> None:
    """Close the argument."""
    self.body.append("}")


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
