"""The builders of web sites; the pages of a Hugo site are written to the very addresses that Hugo gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.config import PostsSettings, settings
from koushu.hugo.sites.context import site_context
from koushu.posts.catalogue import catalogue_of
from koushu.posts.catalogue_values import of_catalogue
from koushu.posts.rebuilding.exact_pages import ExactPages

if TYPE_CHECKING:
    from sphinx.builders import Builder

NOT_FOUND: Final = "404"
"""Name of the page that servers show where there is none."""
# What means something else in an address than in the name of a page, such as that of the term `C#`.
_ESCAPES: Final = str.maketrans({"%": "%25", "#": "%23", "?": "%3F"})


def is_not_found(builder: Builder, name: str) -> bool:
    """Return whether a page is the file `404.html` at the root; Hugo puts a document of that name into a folder."""
    return builder.get_target_uri(name) == f"{NOT_FOUND}.html"


class PageBuilder(ExactPages, StandaloneHTMLBuilder):
    """Writes a file for each page: Sphinx's own `html`, but for what is written when."""

    name: Final = "html"


class SiteBuilder(ExactPages, DirectoryHTMLBuilder):
    """Writes a folder with `index.html` for each page, and a file for a page whose address is one: `/old/page.html`.

    Anything else is Sphinx's own `dirhtml`.
    """

    name: Final = "dirhtml"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page from the root of the site, what would end its path being escaped."""
        # Asked for each link of each page.
        known: dict[str, str] = self.__dict__.setdefault("_addresses", {})
        if docname not in known:
            uri = self._folder(docname) or self._file(docname) or super().get_target_uri(docname, typ)
            known[docname] = uri.translate(_ESCAPES)
        return known[docname]

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the way from one page to another."""
        # Of one page at a time: those who speak on it are linked in each turn.
        page, known = self.__dict__.get("_ways", ("", {}))
        if page != from_:
            known = {}
            self.__dict__["_ways"] = from_, known
        if to not in known:
            known[to] = super().get_relative_uri(from_, to, typ)
        return str(known[to])

    def page_file(self, page_name: str) -> str:
        """Return the path of the file of a page below the output folder."""
        if folder := self._folder(page_name):
            return f"{folder}index.html"
        if file := self._file(page_name):
            return file
        # That of a folder is its own page; any other page is a folder.
        above, _, last = page_name.rpartition("/")
        own = above if last == "index" else page_name
        return f"{own}/index{self.out_suffix}" if own else f"index{self.out_suffix}"

    def _files(self) -> frozenset[str]:
        """Return the posts whose pages are files."""
        posts = catalogue_of(self)
        return of_catalogue(
            self, "files", lambda: frozenset(post.docname for post in posts.posts if post.is_file)
        )

    def _folder(self, docname: str) -> str:
        """Return the folder of the first language for its front page, where the site has that in one."""
        context = site_context(self.config) if docname == self.config.root_doc else None
        leads = "pages" in settings(self.config, PostsSettings).redirects
        # Without configuration nothing says that the root leads on.
        folder = context.site.default.prefix if context and context.site.configured and leads else ""
        return f"{folder}/" if folder else ""

    def _file(self, docname: str) -> str:
        """Return the file that a page is; empty for one that is a folder with its `index.html`."""
        if docname in catalogue_of(self).by_docname:
            return docname if docname in self._files() else ""
        if docname in {NOT_FOUND, f"{NOT_FOUND}.html"}:
            return f"{NOT_FOUND}.html"
        context = site_context(self.config)
        # Pages of terms are files too where the site has files as pages.
        return docname if context and context.site.ugly_urls and docname.endswith(".html") else ""
