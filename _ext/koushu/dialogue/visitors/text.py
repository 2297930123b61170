"""Plain text: `Name: words`, narration indented, `* * *` for a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.visitors.cast_list import members_of
from koushu.dialogue.visitors.plain import Visitors, passing

if TYPE_CHECKING:
    from sphinx.writers.text import TextTranslator

_INDENT = 4


def visit_narration(self: TextTranslator, _node: own.narration) -> None:
    """Begin an indented block."""
    self.new_state(_INDENT)


def depart_narration(self: TextTranslator, _node: own.narration) -> None:
    """End the indented block."""
    self.end_state()


def visit_scenebreak(self: TextTranslator, _node: own.scenebreak) -> None:
    """Print three asterisks, before the words of a break that has any."""
    self.new_state(0)
    self.add_text("* * *")
    self.end_state()


def visit_cast(self: TextTranslator, node: own.cast) -> None:
    """Print a line for each person, when they tell more than names."""
    for one in members_of(node):
        self.new_state(0)
        self.add_text(f"{one.name} · {one.description}" if one.description else one.name)
        self.end_state()
    raise nodes.SkipNode


VISITORS: Visitors = {
    own.dialogue: (passing, passing),
    own.turn: (passing, passing),
    own.narration: (visit_narration, depart_narration),
    own.scenebreak: (visit_scenebreak, passing),
    own.lead: (passing, passing),
    own.speaker: (passing, passing),
    own.colon: (passing, passing),
    own.vocal: (passing, passing),
    own.editorial: (passing, passing),
    own.mention: (passing, passing),
}
PARTS: Visitors = {own.cast: (visit_cast, passing), own.member: (passing, passing)}
