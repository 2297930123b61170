"""The terms and authors in the header of a post lead to their pages."""

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
    from sphinx.application import Sphinx

    from koushu.lists.taxonomy import Taxonomy
    from koushu.posts.permalinks import AddressRules

_ROWS: Final = {"post-tags": "tags", "post-categories": "categories", "post-author": "authors"}
_TERMS: Final = frozenset({"post-term", "post-person"})


class LinkTerms(SphinxPostTransform):
    """Makes a link of each term and author of the header, where the site has a page for it."""

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
        for term in [node for node in row.findall(nodes.inline) if not _TERMS.isdisjoint(node["classes"])]:
            found = taxonomy.find(term.astext(), rules)
            if found:
                way = self.app.builder.get_relative_uri(self.env.docname, document_name(found.url))
                link = nodes.reference("", "", internal=True, refuri=way)
                # A tag may be called `go`, which says nothing of where a link leads.
                if taxonomy.plural == "tags":
                    link += nodes.inline("", "#", classes=["visually-hidden"])
                link.extend(term.children)
                term.replace_self(nodes.inline("", "", link, classes=term["classes"]))


def term_facts(app: Sphinx) -> dict[str, str]:
    """Return where the terms in the header of each post lead (`koushu-page-facts`)."""
    if app.builder.name not in SITES:
        return {}
    lists = lists_of(app)
    taxonomies = {(one.tree, one.plural): one for one in lists.taxonomies if one.plural in _ROWS.values()}
    facts: dict[str, str] = {}
    for post in catalogue_of(app).posts:
        rules = lists.rules.get(post.tree)
        rows = (
            ("categories", post.meta.categories),
            ("tags", post.meta.tags),
            ("authors", post.meta.authors),
        )
        for plural, terms in rows if rules and not post.is_section else ():
            if (taxonomy := taxonomies.get((post.tree, plural))) and terms and rules:
                found = [taxonomy.find(term, rules) for term in terms]
                urls = " ".join(one.url if one else "-" for one in found)
                facts[post.docname] = f"{facts.get(post.docname, '')}\n{plural}: {urls}"
    return facts
