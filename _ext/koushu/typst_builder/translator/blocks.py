"""Paragraphs, quotes, groups and the other blocks of running text."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import alike, blocks, calls, passes

# A paragraph of emphasis longer than this is set in another face: dots under every character tire the eye.
LONG_EMPHASIS = 36


@passes("compound", "compact_paragraph", "only", "decoration", "header", "footer", "glossary")
@calls(definition_list="definition-list", definition="definition")
@blocks(rubric="rubric", caption="rubric", centered="centered", attribution="attribution", line="text-line")
@alike(sidebar="topic")
class BlockVisitors(BaseTranslator):
    """Visitors of blocks of text."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Start a paragraph; one that is all emphasis is set apart as a whole."""
        if not _opens_note(node):
            self.paragraph_break()
        if is_long_emphasis(node):
            self.begin_call("set-apart")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """End the paragraph."""
        if is_long_emphasis(node):
            self.end_call()
        self.paragraph_break()

    def visit_transition(self, node: nodes.transition) -> None:
        """Print an ornament between two passages; before footnotes, which leave the place, there is no second."""
        following = node.parent.children[self.siblings.place(node) + 1 :]
        if not all(isinstance(other, nodes.footnote) for other in following):
            self.add_call("scene-break")
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Indent a quote; epigraphs, highlights and pull-quotes have a form of their own."""
        kind = next(
            (name for name in ("epigraph", "highlights", "pull-quote") if name in node["classes"]), ""
        )
        self.begin_call("quotation", kind=kind)

    def depart_block_quote(self, _node: nodes.block_quote) -> None:
        """Close the quote."""
        self.end_call()

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Keep the lines of a verse or an address; a block inside a block is indented."""
        self.begin_call("line-block", nested=isinstance(node.parent, nodes.line_block))

    def depart_line_block(self, _node: nodes.line_block) -> None:
        """Close the lines."""
        self.end_call()

    def visit_topic(self, node: nodes.Element) -> None:
        """Print a titled aside in a frame; so is a list of contents that the author put into a page."""
        self.begin_call("aside", kind=node.__class__.__name__)

    def depart_topic(self, _node: nodes.Element) -> None:
        """Close the aside."""
        self.end_call()


def is_long_emphasis(paragraph: nodes.Element) -> bool:
    """Return whether a paragraph is emphasis as a whole, and long; narration has a face of its own."""
    if paragraph.parent is not None and paragraph.parent.tagname == "narration":
        return False
    parts = [child for child in paragraph.children if child.astext().strip()]
    return len(parts) == 1 and isinstance(parts[0], nodes.emphasis) and len(parts[0].astext()) > LONG_EMPHASIS


def _opens_note(paragraph: nodes.paragraph) -> bool:
    """Return whether a paragraph is the first of a footnote, where it stands beside the number."""
    note = paragraph.parent
    if not isinstance(note, nodes.footnote):
        return False
    return next(child for child in note.children if not isinstance(child, nodes.label)) is paragraph
