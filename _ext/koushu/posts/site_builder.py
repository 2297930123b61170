"""The web pages of a Hugo site: each written to the very address that Hugo gives it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.dirhtml import DirectoryHTMLBuilder

from koushu.hugo.site_context import site_context
from koushu.posts.catalogue import catalogue_of
from koushu.posts.plain_pages import PlainPages

if TYPE_CHECKING:
    from typing import Final


class SiteBuilder(PlainPages, DirectoryHTMLBuilder):
    """Writes a folder with `index.html` for each page, and a file for a page whose address is one: `/old/page.html`.

    Anything else is Sphinx's own `dirhtml`.
    """

    name: Final = "dirhtml"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page from the root of the site."""
        return docname if self._is_file(docname) else super().get_target_uri(docname, typ)

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the file that a page is written to."""
        if self._is_file(page_name):
            return Path(self.outdir, *page_name.split("/"))
        return super().get_output_path(page_name)

    def _is_file(self, docname: str) -> bool:
        post = catalogue_of(self).by_docname.get(docname)
        if post is not None:
            return post.is_file
        context = site_context(self.config)
        # Pages of terms are files too where the site has files as pages.
        return bool(context and context.site.ugly_urls) and docname.endswith(".html")
