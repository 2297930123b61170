"""Plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.text import TextTranslator

    from koushu.hugo.nodes import (
        details,
        embed,
        flat_heading,
        hard_break,
        ruby,
        summary,
        tagged,
        task_box,
        thematic_break,
    )

_MARKS: Final = {"del": "~~", "ins": "++", "mark": "=="}


def visit_thematic_break(self: TextTranslator, _node: thematic_break) -> None:
    """Draw a short line."""
    self.new_state(0)
    self.add_text("* * *")
    self.end_state()
    raise nodes.SkipNode


def visit_hard_break(self: TextTranslator, _node: hard_break) -> None:
    """End the line."""
    self.add_text("\n")
    raise nodes.SkipNode


def visit_flat_heading(self: TextTranslator, _node: flat_heading) -> None:
    """Begin a heading on a line of its own."""
    self.new_state(0)


def depart_flat_heading(self: TextTranslator, _node: flat_heading) -> None:
    """End the heading."""
    self.end_state()


def visit_tagged(self: TextTranslator, node: tagged) -> None:
    """Put the marks of Markdown around an edit."""
    self.add_text(_MARKS.get(node["tag"], ""))


depart_tagged = visit_tagged


def visit_task_box(self: TextTranslator, node: task_box) -> None:
    """Show a box."""
    self.add_text("[x]" if node["checked"] else "[ ]")
    raise nodes.SkipNode


def visit_details(_self: TextTranslator, _node: details) -> None:
    """Show the whole part."""


def depart_details(_self: TextTranslator, _node: details) -> None:
    """End the part."""


def visit_summary(self: TextTranslator, _node: summary) -> None:
    """Begin the part's first line."""
    self.new_state(0)


def depart_summary(self: TextTranslator, _node: summary) -> None:
    """End the line."""
    self.end_state()


def visit_embed(self: TextTranslator, node: embed) -> None:
    """Show title, site and address."""
    self.new_state(0)
    self.add_text(f"{node['title']} ({node['provider']}): {node['url']}")
    self.end_state()
    raise nodes.SkipNode


def visit_ruby(_self: TextTranslator, _node: ruby) -> None:
    """Begin a word."""


def depart_ruby(self: TextTranslator, node: ruby) -> None:
    """Add the reading in brackets."""
    self.add_text(f"（{node['reading']}）")
