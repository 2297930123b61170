"""The terms in the header of a post lead to their pages."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.lists.publication import lists_of
from koushu.lists.taxonomy import term_url
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of
from koushu.posts.nodes import post_header
from koushu.posts.permalinks import document_name

_ROWS: Final = {"post-tags": "tags", "post-categories": "categories"}


class LinkTerms(SphinxPostTransform):
    """Makes a link of each term of the header, where the site has a page for it."""

    default_priority = 9
    builders = tuple(SITES)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Link the terms of this page."""
        post = catalogue_of(self).by_docname.get(self.env.docname)
        lists = lists_of(self)
        plurals = {taxonomy.plural for taxonomy in lists.taxonomies}
        if post is None or post.tree not in lists.rules:
            return
        for header in self.document.findall(post_header):
            for row in header.findall(nodes.inline):
                plural = next((_ROWS[name] for name in row["classes"] if name in _ROWS), "")
                if plural in plurals:
                    self._link(row, plural, post.tree)

    def _link(self, row: nodes.inline, plural: str, tree: str) -> None:
        for term in [node for node in row.findall(nodes.inline) if "post-term" in node["classes"]]:
            url = term_url(plural, term.astext(), lists_of(self).rules[tree])
            if url:
                way = self.app.builder.get_relative_uri(self.env.docname, document_name(url))
                link = nodes.reference("", "", internal=True, refuri=way)
                link.extend(term.children)
                term.replace_self(nodes.inline("", "", link, classes=term["classes"]))
