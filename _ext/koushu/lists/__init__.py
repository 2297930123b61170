"""Pages of tags, categories and other terms, and the archive: made for the web site from the catalogue alone.

They are no documents, so no book holds them, and no post depends on them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.assets import ship
from koushu.config import ListsSettings, register
from koushu.lists.filling import FillCards, list_facts
from koushu.lists.links import LinkTerms, term_facts
from koushu.lists.missing import make_missing_page, name_from_root, offer_search, settle_page
from koushu.lists.pages import make_lists
from koushu.lists.pictures import note_pictures
from koushu.lists.redirecting import first_pages
from koushu.posts.site import publishing as site_publishing
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the values, the links and the steps that make pages."""
    app.setup_extension("koushu.posts")
    register(app, ListsSettings)
    app.add_post_transform(FillCards)
    app.add_post_transform(LinkTerms)
    app.connect("koushu-page-facts", term_facts)
    app.connect("koushu-page-facts", list_facts)
    app.connect("html-collect-pages", make_lists)
    app.connect(site_publishing.EVENT, first_pages)
    app.connect("html-collect-pages", make_missing_page)
    app.connect("build-finished", note_pictures)
    # When all files of the site are written.
    app.connect("build-finished", settle_page)
    # Before any feature takes addresses from the context.
    app.connect("html-page-context", name_from_root, priority=100)
    # When it is known whether there is a page of search.
    app.connect("html-page-context", offer_search, priority=200)
    ship(app, Path(__file__).parent / "assets")
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
