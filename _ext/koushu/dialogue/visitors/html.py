"""HTML and EPUB: paragraphs and punctuation, as the HTML Standard asks (4.14.3, Conversations).

Names and colons are text. EPUB pages come from the same visitors, without links to turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.dialogue import nodes as own

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator

    from koushu.dialogue.visitors.plain import Visitors


def visit_dialogue(self: HTML5Translator, node: own.dialogue) -> None:
    """Begin a labelled section."""
    classes = f"dialogue {node['style']}" if node.get("style") else "dialogue"
    attributes: Any = {"aria-label": node.get("announced", "")}
    self.body.append(self.starttag(node, "section", CLASS=classes, **attributes))


def depart_dialogue(self: HTML5Translator, _node: own.dialogue) -> None:
    """End the section."""
    self.body.append("</section>\n")


def visit_turn(self: HTML5Translator, node: own.turn) -> None:
    """Begin a turn; a page of many posts keeps permanent anchors only, since counted ones repeat in it."""
    attributes: Any = {"data-speaker": " ".join(node.get("speakers", []))}
    if node.get("lang"):
        attributes["lang"] = node["lang"]
    classes = f"turn sp-{node['slot']}" if node.get("slot") else "turn unnamed"
    ids = node["ids"][:1] if self.builder.name == "singlehtml" else node["ids"]
    like = own.turn(classes=node["classes"], ids=list(ids))
    self.body.append(self.starttag(like, "div", CLASS=classes, **attributes))


def depart_turn(self: HTML5Translator, node: own.turn) -> None:
    """End the turn, after its link to itself."""
    if self.config.html_permalinks and self.builder.name != "epub" and node["ids"]:
        attributes: Any = {"href": f"#{node['ids'][0]}", "aria-label": node.get("announced", "")}
        self.body.append(self.starttag(own.turn(), "a", "", CLASS="permalink", **attributes))
        self.body.append("</a>")
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
    """Begin what opens the turn."""
    self.body.append(self.starttag(node, "span", "", CLASS="lead"))


def visit_speaker(self: HTML5Translator, node: own.speaker) -> None:
    """Begin the printed name."""
    self.body.append(self.starttag(node, "b", "", CLASS="speaker"))


def depart_speaker(self: HTML5Translator, _node: own.speaker) -> None:
    """End the printed name."""
    self.body.append("</b>")


def visit_colon(self: HTML5Translator, node: own.colon) -> None:
    """Begin the mark after the name."""
    self.body.append(self.starttag(node, "span", "", CLASS="colon"))


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
    own.colon: (visit_colon, depart_span),
    own.vocal: (visit_vocal, depart_span),
    own.editorial: (visit_editorial, depart_span),
    own.mention: (visit_mention, depart_span),
}
