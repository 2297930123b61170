"""The terms in the header of a post lead to their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.lists.publication import lists_of
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of
from koushu.posts.nodes import post_header
from koushu.posts.permalinks import document_name

if TYPE_CHECKING:
    from koushu.lists.taxonomy import Taxonomy
    from koushu.posts.permalinks import AddressRules

_ROWS: Final = {"post-tags": "tags", "post-categories": "categories"}


class LinkTerms(SphinxPostTransform):
    """Makes a link of each term of the header, where the site has a page for it."""

    default_priority = 9
    builders = tuple(SITES)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Link the terms of this page."""
        post = catalogue_of(self).by_docname.get(self.env.docname)
        lists = lists_of(self)
        taxonomies = {one.plural: one for one in lists.taxonomies if post and one.tree == post.tree}
        if post is None or post.tree not in lists.rules:
            return
        for header in self.document.findall(post_header):
            for row in header.findall(nodes.inline):
                plural = next((_ROWS[name] for name in row["classes"] if name in _ROWS), "")
                if plural in taxonomies:
                    self._link(row, taxonomies[plural], lists.rules[post.tree])

    def _link(self, row: nodes.inline, taxonomy: Taxonomy, rules: AddressRules) -> None:
        for term in [node for node in row.findall(nodes.inline) if "post-term" in node["classes"]]:
            found = taxonomy.find(term.astext(), rules)
            if found:
                way = self.app.builder.get_relative_uri(self.env.docname, document_name(found.url))
                link = nodes.reference("", "", internal=True, refuri=way)
                link.extend(term.children)
                term.replace_self(nodes.inline("", "", link, classes=term["classes"]))
