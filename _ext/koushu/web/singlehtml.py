"""The whole publication on one page: Sphinx's `singlehtml` builder with every post of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from koushu.posts.book import assemble_book

if TYPE_CHECKING:
    from docutils import nodes


class SinglePageBuilder(SingleFileHTMLBuilder):
    """Writes all posts in the order of the book, since no toctree names them."""

    def assemble_doctree(self) -> nodes.document:
        """Return the tree of the book, references resolved."""
        root = self.config.root_doc
        tree = assemble_book(self, root)
        self.env.resolve_references(tree, root, self)
        return tree
