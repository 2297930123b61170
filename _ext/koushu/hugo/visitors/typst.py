"""Typst; the functions stand in assets/hugo.typ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.qr_codes import draw_qr

if TYPE_CHECKING:
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
    from koushu.typst_builder.translator import TypstTranslator

_FUNCTIONS: Final = {"del": "strike", "ins": "underline", "mark": "marked"}


def visit_thematic_break(self: TypstTranslator, _node: thematic_break) -> None:
    """Set a short line between two blocks."""
    self.add_call("thematic-break")
    raise nodes.SkipNode


def visit_hard_break(self: TypstTranslator, _node: hard_break) -> None:
    """End the line."""
    self.add_call("linebreak")
    raise nodes.SkipNode


def visit_flat_heading(self: TypstTranslator, node: flat_heading) -> None:
    """Begin a heading that stands in no table of contents."""
    self.begin_call("flat-heading", level=node["level"])


def visit_tagged(self: TypstTranslator, node: tagged) -> None:
    """Begin an edit."""
    self.begin_call(_FUNCTIONS.get(node["tag"], "text"))


def visit_task_box(self: TypstTranslator, node: task_box) -> None:
    """Draw a box."""
    self.add_call("task-box", checked=node["checked"])
    raise nodes.SkipNode


def visit_details(self: TypstTranslator, _node: details) -> None:
    """Begin a part that stands apart from the text."""
    self.begin_call("details-block")


def visit_summary(self: TypstTranslator, _node: summary) -> None:
    """Begin the part's first line."""
    self.begin_call("details-summary")


def depart_call(self: TypstTranslator, _node: nodes.Element) -> None:
    """End what a visitor above began."""
    self.end_call()


def visit_embed(self: TypstTranslator, node: embed) -> None:
    """Show a card with title, site and address, and the address as a QR code for a reader on paper."""
    code = draw_qr(node["url"])
    runs = " ".join(",".join(map(str, run)) for run in code.runs) if code else ""
    size = code.size if code else 0
    self.add_call(
        "embed-card", provider=node["provider"], url=node["url"], title=node["title"], size=size, runs=runs
    )
    raise nodes.SkipNode


def visit_ruby(self: TypstTranslator, node: ruby) -> None:
    """Begin a word with its reading above it."""
    if node["reading"]:
        self.begin_call("ruby", self.book.printable(node["reading"]))


def depart_ruby(self: TypstTranslator, node: ruby) -> None:
    """End the word."""
    if node["reading"]:
        self.end_call()
