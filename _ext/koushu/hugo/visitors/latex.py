"""LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.qr_codes import draw_qr

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator

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

# Commands of assets/koushuhugo.sty.
_COMMANDS: Final = {"del": "\\koushudeleted", "ins": "\\koushuinserted", "mark": "\\koushumarked"}


def visit_thematic_break(self: LaTeXTranslator, _node: thematic_break) -> None:
    """Set a short line between two blocks."""
    self.body.append("\n\n\\koushubreak\n\n")
    raise nodes.SkipNode


def visit_hard_break(self: LaTeXTranslator, _node: hard_break) -> None:
    """End the line; where none is begun, as in an empty cell, do nothing."""
    self.body.append("\\koushulinebreak{}\n")
    raise nodes.SkipNode


def visit_flat_heading(self: LaTeXTranslator, node: flat_heading) -> None:
    """Begin a heading that stands in no table of contents."""
    self.body.append(f"\n\n\\koushuheading{{{node['level']}}}{{")


def depart_flat_heading(self: LaTeXTranslator, node: flat_heading) -> None:
    """End the heading, and set the marks that links lead to."""
    self.body.append("}" + "".join(self.hypertarget(name, anchor=False) for name in node["ids"]) + "\n\n")


def visit_tagged(self: LaTeXTranslator, node: tagged) -> None:
    """Begin an edit."""
    self.body.append(_COMMANDS.get(node["tag"], "") + "{")


def depart_tagged(self: LaTeXTranslator, _node: tagged) -> None:
    """End the edit."""
    self.body.append("}")


def visit_task_box(self: LaTeXTranslator, node: task_box) -> None:
    """Draw a box."""
    self.body.append("\\koushutaskdone{}" if node["checked"] else "\\koushutaskopen{}")
    raise nodes.SkipNode


def visit_details(self: LaTeXTranslator, _node: details) -> None:
    """Begin a part that stands apart from the text."""
    self.body.append("\n\n\\begin{quote}\n")


def depart_details(self: LaTeXTranslator, _node: details) -> None:
    """End the part."""
    self.body.append("\n\\end{quote}\n\n")


def visit_summary(self: LaTeXTranslator, _node: summary) -> None:
    """Begin the part's first line."""
    self.body.append("\\textbf{")


def depart_summary(self: LaTeXTranslator, _node: summary) -> None:
    """End the line."""
    self.body.append("}\\par\\nopagebreak\n")


def visit_embed(self: LaTeXTranslator, node: embed) -> None:
    """Show a card with title and address, and the address as a QR code for a reader on paper."""
    url = self.encode_uri(node["url"])
    self.body.append(f"\n\n\\koushuembed{{{_qr_code(node['url'])}}}{{\\sphinxhref{{{url}}}")
    self.body.append(f"{{{self.encode(node['title'])}}}}}{{{self.encode(node['provider'])}}}")
    self.body.append(f"{{\\sphinxurl{{{url}}}}}\n\n")
    raise nodes.SkipNode


def _qr_code(text: str) -> str:
    """Return a code as rules in a picture, one for each run of dark squares."""
    code = draw_qr(text)
    if code is None:
        return ""
    runs = "".join(f"\\koushuqrrun{{{x}}}{{{code.size - y - 1}}}{{{length}}}" for x, y, length in code.runs)
    return f"\\koushuqr{{{code.size}}}{{{runs}}}"


def visit_ruby(self: LaTeXTranslator, _node: ruby) -> None:
    """Begin a word."""
    self.body.append("\\koushuruby{")


def depart_ruby(self: LaTeXTranslator, node: ruby) -> None:
    """Set the reading above the word."""
    self.body.append(f"}}{{{self.encode(node['reading'])}}}")
