"""HTML and EPUB: paragraphs and punctuation, as the HTML Standard asks (4.14.3, Conversations).

Names and colons are text. EPUB pages come from the same visitors, without links to turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from koushu.added import ADDED
from koushu.dialogue import nodes as own
from koushu.dialogue.clock import seconds_of
from koushu.dialogue.page.data import data_block
from koushu.dialogue.visitors.cards import colour_style
from koushu.dialogue.visitors.player import player, short_clock

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from koushu.dialogue.visitors.plain import Visitors

_NO_NODE: Final[Any] = {}
"""Stands for the node of a tag that has none, as in docutils."""
RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}
)


def _is_book(self: HTML5Translator) -> bool:
    """Tell whether the page is one of an EPUB, which has none of the tools."""
    return bool(self.builder.name == "epub")


def _is_numbered(turn: own.turn) -> bool:
    parent = turn.parent
    return isinstance(parent, own.dialogue) and bool(parent.get("numbered"))


def visit_dialogue(self: HTML5Translator, node: own.dialogue) -> None:
    """Begin a labelled section."""
    classes = ["dialogue", node.get("style", ""), "numbered" if node.get("numbered") else ""]
    attributes: Any = {"aria-label": node.get("label") or node.get("announced", "")}
    if node.get("questions") and _is_book(self):
        attributes.update({"epub:type": "qna", "role": "doc-qna"})
    self.body.append(self.starttag(node, "section", CLASS=" ".join(filter(None, classes)), **attributes))
    if node.get("media") and not _is_book(self):
        self.body.append(player(self, node["media"]))


def depart_dialogue(self: HTML5Translator, node: own.dialogue) -> None:
    """End the section; the first of a page holds what the script needs to know."""
    if node.get("first") and not _is_book(self):
        self.body.append(data_block(self.builder.env, self.docnames[-1]))
    self.body.append("</section>\n")


def visit_turn(self: HTML5Translator, node: own.turn) -> None:
    """Begin a turn."""
    if node.get("beside") == "first":
        self.body.append('<div class="pair">\n')
    attributes: Any = {
        "data-speaker": " ".join(node.get("speakers", [])),
        **colour_style(node.get("colour", "")),
    }
    language = node.get("lang", "")
    if language:
        attributes["lang"] = language
    if language.partition("-")[0].lower() in RIGHT_TO_LEFT:
        attributes["dir"] = "rtl"
    if "seconds" in node:
        attributes["data-time"] = f"{node['seconds']:g}"
    if seconds_of(node.get("end", "")) is not None:
        attributes["data-end"] = f"{seconds_of(node['end']):g}"
    if _is_numbered(node):
        attributes["data-number"] = node["number"]
    classes = [f"turn sp-{node['slot']}" if node.get("slot") else "turn unnamed"]
    classes += [name for name in ("again", "thin") if node.get(name)]
    told: Any = {"classes": node["classes"], "ids": list(node["ids"])}
    self.body.append(self.starttag(told, "div", CLASS=" ".join(classes), **attributes))


def depart_turn(self: HTML5Translator, node: own.turn) -> None:
    """End the turn, after its link to itself."""
    if self.config.html_permalinks and not _is_book(self) and node["ids"]:
        attributes: Any = {"href": f"#{node['ids'][0]}", "aria-label": node.get("announced", "")}
        self.body.append(self.starttag(_NO_NODE, "a", "", CLASS="permalink", **attributes))
        self.body.append("</a>")
    self.body.append("</div>\n")
    if node.get("beside") == "second":
        self.body.append("</div>\n")


def visit_narration(self: HTML5Translator, node: own.narration) -> None:
    """Begin narration."""
    self.body.append(self.starttag(node, "div", CLASS="narration"))


def depart_narration(self: HTML5Translator, _node: own.narration) -> None:
    """End narration."""
    self.body.append("</div>\n")


def visit_scenebreak(self: HTML5Translator, node: own.scenebreak) -> None:
    """Print a rule; the words of a break that has any follow it."""
    self.body.append(self.starttag(node, "hr", "\n", empty=True, CLASS="scene"))


def depart_scenebreak(_self: HTML5Translator, _node: own.scenebreak) -> None:
    """Nothing to close."""


def visit_lead(self: HTML5Translator, node: own.lead) -> None:
    """Begin what opens the turn; a time that is not printed in it stands first."""
    self.body.append(self.starttag(node, "span", "", CLASS="lead"))
    turn = node.parent.parent
    if "seconds" in turn and not any("timecode" in part["classes"] for part in node.findall(nodes.inline)):
        self.body.append(f'<span class="timecode {ADDED}">{short_clock(turn["seconds"])} </span>')


def visit_speaker(self: HTML5Translator, node: own.speaker) -> None:
    """Begin the printed name."""
    self.body.append(self.starttag(node, "b", "", CLASS="speaker"))


def depart_speaker(self: HTML5Translator, _node: own.speaker) -> None:
    """End the printed name."""
    self.body.append("</b>")


def pass_through(_self: HTML5Translator, _node: own.colon) -> None:
    """Print the mark after the name as the text it is."""


def visit_vocal(self: HTML5Translator, node: own.vocal) -> None:
    """Begin what is heard and is no word; its kind is a class."""
    self.body.append(self.starttag(node, "span", "", CLASS=f"vocal {node.get('kind', '')}".strip()))


def visit_editorial(self: HTML5Translator, node: own.editorial) -> None:
    """Begin what the editor added."""
    self.body.append(self.starttag(node, "span", "", CLASS="editorial"))


def visit_mention(self: HTML5Translator, node: own.mention) -> None:
    """Begin the name of a speaker in running text."""
    self.body.append(self.starttag(node, "span", "", CLASS="mention"))


def depart_span(self: HTML5Translator, _node: nodes.TextElement) -> None:
    """End what is no element of its own."""
    self.body.append("</span>")


VISITORS: Visitors = {
    own.dialogue: (visit_dialogue, depart_dialogue),
    own.turn: (visit_turn, depart_turn),
    own.narration: (visit_narration, depart_narration),
    own.scenebreak: (visit_scenebreak, depart_scenebreak),
    own.lead: (visit_lead, depart_span),
    own.speaker: (visit_speaker, depart_speaker),
    own.colon: (pass_through, pass_through),
    own.vocal: (visit_vocal, depart_span),
    own.editorial: (visit_editorial, depart_span),
    own.mention: (visit_mention, depart_span),
}
