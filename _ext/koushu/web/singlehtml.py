"""The whole publication on one page: Sphinx's `singlehtml` builder with every post of the catalogue."""

from __future__ import annotations

from docutils import nodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from koushu.posts.book import assemble_book


class SinglePageBuilder(SingleFileHTMLBuilder):
    """Writes all posts in the order of the book, since no toctree names them."""

    def assemble_doctree(self) -> nodes.document:
        """Return the tree of the book, references resolved."""
        root = self.config.root_doc
        tree = assemble_book(self, root)
        self.env.resolve_references(tree, root, self)
        for reference in tree.findall(nodes.reference):
            # Sphinx puts the place of a document before the place in it, as if it were another page.
            document, mark, anchor = str(reference.get("refuri", ""))[1:].partition("#")
            if mark and document.startswith("document-"):
                reference["refuri"] = f"#{anchor}"
        return tree
