"""Links: to other sites as written, to places of the page, and to pages of this site by name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from koushu.hugo.dialect.addresses import is_dangerous, is_elsewhere
from koushu.hugo.dialect.placeholders import PLACEHOLDER_IN_URL
from koushu.hugo.files import find_attachment
from koushu.hugo.rendering.base import Part, line_of
from koushu.hugo.rendering.shortcodes import find_reference
from koushu.hugo.sites.context import static_paths
from koushu.problems import Kind

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class LinkRendering(Part):
    """Renders links."""

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Add a reference, or for a page of this site a question that `missing-reference` answers."""
        href = str(token.attrs.get("href", ""))
        reference = self._made_by_call(href) or self.make_reference(self.fill_url(href), line_of(token))
        self.add_line_and_source_path(reference, token)
        if token.attrs.get("title"):
            reference["reftitle"] = self.fill_in(str(token.attrs["title"]))
        with self.current_node_context(reference, append=True):
            self.render_children(token)
        if self.post.is_myst and href.startswith("#") and not reference.children:
            # MyST names such a link after its target, which may follow.
            reference["named_by_target"] = True

    def make_reference(self, href: str, line: int) -> nodes.Element:
        """Return the element around a link's text, for an address as it is written.

        Shape: `reference(refuri)`, `pending_xref(reftype="hugo")`, or `inline` where the address is dangerous.
        """
        if is_dangerous(href, self.post.markup.schemes):
            self.post.report(
                Kind.LINK_TARGET,
                line,
                f"found a link to {href[:60]!r}, which is left out; expected one of the web, or its "
                "scheme in `hugo_schemes`",
            )
            return nodes.inline(classes=["unsafe-link"])
        if is_elsewhere(href) or not href:
            return nodes.reference(refuri=href)
        if href.startswith("#"):
            return nodes.reference(refuri=unquote(href), internal=True)
        return self._make_download(href) or self.make_page_reference(href)

    def _make_download(self, href: str) -> nodes.Element | None:
        """Return the link to a file beside the post or among the static files, which travels with the page."""
        env, docname = self.post.env, self.post.docname
        address = unquote(href)
        path = find_attachment(
            env.srcdir, self.post.path, address, static_paths(env.config, docname, address)
        )
        if path is None:
            return None
        return addnodes.download_reference(
            reftarget=f"/{path}", refdoc=self.post.docname, refdomain="", reftype="hugo", refexplicit=True
        )

    def make_page_reference(self, href: str) -> addnodes.pending_xref:
        """Return the question for a page of this site, by the path or address that a post writes."""
        path, _, fragment = href.partition("#")
        return addnodes.pending_xref(
            refdomain="",
            reftype="hugo",
            reftarget=unquote(path),
            reffragment=unquote(fragment),
            refexplicit=True,
            refdoc=self.post.docname,
            refwarn=False,
            refuri_as_written=href,
        )

    def _made_by_call(self, href: str) -> nodes.Element | None:
        """Return the reference that a shortcode in the destination makes: `[text]({{< ref "page" >}})`."""
        found = PLACEHOLDER_IN_URL.fullmatch(href)
        reference = find_reference(self.run_call(int(found[1]))) if found else None
        return None if reference is None else reference.copy()
