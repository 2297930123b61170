"""Feeds of the site and of its sections, the map of the site, and what else programs read of it.

All is made from the catalogue and from the written bodies of posts when the pages are done, so no page depends
on any list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import FeedsSettings, register
from koushu.feeds.bodies import keep_body
from koushu.feeds.entry import feed_entry
from koushu.feeds.lists import announce_feeds, announcement_facts
from koushu.feeds.making import make_feeds
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register values and the steps at each page and at the end."""
    app.setup_extension("koushu.lists")
    app.setup_extension("koushu.speakers")
    register(app, FeedsSettings)
    # After the page is complete, its own `meta` elements included (priority 900).
    app.connect("html-page-context", keep_body, priority=950)
    app.connect("html-page-context", announce_feeds, priority=950)
    app.connect("koushu-page-facts", announcement_facts)
    app.connect("koushu-entry-points", feed_entry)
    # After the site's own files are copied.
    app.connect("build-finished", make_feeds, priority=900)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
