"""How the few nodes of the catalogue differ from the standard nodes they are made of, by format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator

    from koushu.typst_builder.translator import TypstTranslator


def visit_post_header_html(self: HTML5Translator, node: nodes.Element) -> None:
    """Open a header element."""
    self.body.append(self.starttag(node, "header"))


def depart_post_header_html(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close the header element."""
    self.body.append("</header>\n")


def visit_post_time_html(self: HTML5Translator, node: nodes.Element) -> None:
    """Open a time element with the date that machines read."""
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def depart_post_time_html(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close the time element."""
    self.body.append("</time>")


def visit_post_header_typst(self: TypstTranslator, _node: nodes.Element) -> None:
    """Open the block below a chapter's title."""
    self.begin_call("post-header")


def depart_post_header_typst(self: TypstTranslator, _node: nodes.Element) -> None:
    """Close the block below a chapter's title."""
    self.end_call()
