"""A net below the writing of pages: one that cannot be written as it should be is written as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from koushu.hugo.rendering.net import FAULTS
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.builders.html import StandaloneHTMLBuilder

    Base = StandaloneHTMLBuilder
else:
    Base = object


class PlainPages(Base):
    """For a builder of pages: one page never stops the writing of all others."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages of documents, without those that were taken away after they had been read."""
        super().write_documents(docnames & self.env.found_docs)

    def write_doc(self, docname: str, doctree: nodes.document, *more: Any) -> None:  # noqa: ANN401 - the builder's
        """Write a page, or its text where that fails."""
        try:
            super().write_doc(docname, doctree, *more)
        except FAULTS as error:
            message = (
                f"the page could not be written ({type(error).__name__}: {error}); its text is shown plainly"
            )
            report(Problem(Kind.PAGE, 1, message), str(self.env.doc2path(docname)))
            super().write_doc(docname, _as_text(doctree), *more)


def _as_text(doctree: nodes.document) -> nodes.document:
    """Return a document of the same title, with the text of each block in a paragraph."""
    plain = doctree.copy()
    title = next(iter(doctree.findall(nodes.title)), None)
    name = title.astext() if title is not None else ""
    section = nodes.section("", nodes.title(name, name), ids=["page"])
    for block in doctree.findall(nodes.TextElement):
        inside = isinstance(block.parent, nodes.TextElement) or block is title
        if not inside and not isinstance(block, nodes.Invisible) and block.astext().strip():
            section += nodes.paragraph("", block.astext())
    plain += section
    return plain
