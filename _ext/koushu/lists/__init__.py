"""Pages of tags, categories and other terms, and the archive: made for the web site from the catalogue alone.

They are no documents, so no book holds them, and no post depends on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import ListsSettings, register
from koushu.lists.links import LinkTerms, term_facts
from koushu.lists.pages import add_posts, make_lists, own_list_facts
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the values, the links and the steps that make pages."""
    app.setup_extension("koushu.posts")
    register(app, ListsSettings)
    app.add_post_transform(LinkTerms)
    app.connect("koushu-page-facts", term_facts)
    app.connect("koushu-page-facts", own_list_facts)
    app.connect("html-collect-pages", make_lists)
    # Before the page's body is kept for feeds (priority 950).
    app.connect("html-page-context", add_posts, priority=930)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
