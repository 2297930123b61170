"""Links to pages: asked of whoever knows pages, else kept as the author wrote them, with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.config import HugoSettings, settings
from koushu.hugo.sites.context import site_context
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref


class ResolvePageLinks(SphinxPostTransform):
    """Replace each link to a page of this site by the reference that a feature answers, or by the address as written.

    The question is Sphinx's own event `missing-reference`. It is asked here and not by Sphinx's resolver,
    since a last answer given by a listener would be heard even where an earlier one knew the page.
    """

    # Before ReferencesResolver at 10, which would drop the address of a link that nobody answers.
    default_priority = 9

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Answer every link to a page in this document, and name those after their targets that have no words."""
        for link in list(self.document.findall(nodes.reference)):
            if link.get("named_by_target"):
                link.append(nodes.Text(_name_of(self.document, link["refuri"].removeprefix("#"))))
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("reftype") == "hugo":
                found = self._answer(node)
                if "reftitle" in node and isinstance(found, nodes.reference):
                    found["reftitle"] = node["reftitle"]
                if len(node) == 1 and isinstance(node[0], nodes.image) and isinstance(found, nodes.reference):
                    # Writers take a linked image in a figure only right below its link.
                    found.children = []
                    found += node[0].deepcopy()
                node.replace_self(found)

    def _answer(self, node: pending_xref) -> nodes.Element:
        content = nodes.inline("", "", *(child.deepcopy() for child in node.children))
        try:
            found = self.env.events.emit_firstresult(
                "missing-reference", self.env, node, content, allowed_exceptions=(NoUri,)
            )
        except NoUri:
            # A manual page has no addresses; the words stay.
            return content
        return cast("nodes.Element | None", found) or self._keep(node, content)

    def _keep(self, node: pending_xref, content: nodes.TextElement) -> nodes.reference:
        """Return a reference with the address as written, and report it."""
        href = node["refuri_as_written"]
        strict = settings(self.config, HugoSettings).addresses == "source"
        message = f"found a link to {href!r}, which is no page of this site; the address is kept as it is"
        source = node.source or str(self.env.doc2path(node["refdoc"]))
        report(Problem(Kind.LINK_TARGET, node.line or 0, message), source)
        if "refcall" in node:
            # Hugo gives a page that it does not find no address, or the one that the site has for that.
            context = site_context(self.config)
            href = (context.site.ref_links_not_found_url if context else "") or ("" if strict else href)
        return nodes.reference("", "", content, refuri=href)


def _name_of(document: nodes.document, identifier: str) -> str:
    """Return the title or the caption of the element with this identifier, else the identifier."""
    for element in document.findall(nodes.Element):
        if identifier in element.get("ids", ()):
            named = element.next_node(lambda node: isinstance(node, nodes.title | nodes.caption))
            return named.astext() if named is not None else identifier
    return identifier
