"""HTML and EPUB: who speaks, as a list of cards above the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.cast.contrast import readable_pair
from koushu.messages import message

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from koushu.dialogue.page.cards import Card
    from koushu.dialogue.visitors.plain import Visitors

MANY = 8
"""More people than this get a line each, without a circle."""


def visit_cast(self: HTML5Translator, node: own.cast) -> None:
    """Begin the list; a style that takes its bullets away would take its role in some browsers too."""
    classes = "cast many" if len(node.children) > MANY else "cast"
    label: Any = {"aria-label": message("speakers", node["language"]), "role": "list"}
    self.body.append(self.starttag(node, "ul", CLASS=classes, **label))


def depart_cast(self: HTML5Translator, _node: own.cast) -> None:
    """End the list."""
    self.body.append("</ul>\n")


def visit_member(self: HTML5Translator, node: own.member) -> None:
    """Print one card; its portrait is the only child of the node and stands first."""
    card: Card = node["card"]
    classes = f"sp-{node['slot']}" if node["slot"] else "unnamed"
    own_colour: Any = colour_style(card.speaker.hex_colour)
    data: Any = {"data-speaker": card.speaker.id, **own_colour}
    self.body.append(self.starttag(node, "li", "", CLASS=classes, **data))
    if not any(isinstance(child, nodes.image) for child in node.children):
        shown: Any = {"data-initials": card.initials}
        self.body.append(self.starttag(node, "span", "", CLASS="portrait", **shown) + "</span>")


def depart_member(self: HTML5Translator, node: own.member) -> None:
    """Print name, description and share after the portrait."""
    card: Card = node["card"]
    language = node.parent["language"]
    turns = message("turn_count", language, count=card.turns)
    share = message("share_of_talk", language, percent=card.percent)
    name = self.encode(card.name)
    if card.speaker.url and not card.speaker.anonymous:
        link: Any = {"href": card.speaker.url}
        name = self.starttag(nodes.inline(), "a", "", CLASS="reference external", **link) + name + "</a>"
    self.body.append(f'<span class="who"><b>{name}</b>')
    if card.description:
        self.body.append(f' <span class="part">{self.encode(card.description)}</span>')
    bar = f'<span class="bar" style="--share:{card.percent}%"></span>'
    self.body.append(f' <span class="share">{self.encode(turns)} · {self.encode(share)}{bar}</span>')
    self.body.append("</span></li>\n")


def colour_style(colour: str) -> dict[str, str]:
    """Return the attribute that gives a speaker's own colour to the style sheet; none for a palette slot."""
    if not colour:
        return {}
    light, dark = readable_pair(colour)
    return {"style": f"--own:{light};--own-dark:{dark}"}


VISITORS: Visitors = {
    own.cast: (visit_cast, depart_cast),
    own.member: (visit_member, depart_member),
}
