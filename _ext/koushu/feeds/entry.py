"""The way from the page of a list to its feed (`koushu-entry-points`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import FeedsSettings, settings
from koushu.feeds.lists import FORMATS, feed_groups
from koushu.messages import message
from koushu.page_store import SITES
from koushu.posts.entry_points import EntryPoint
from koushu.posts.publication import site_address

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def feed_entry(app: Sphinx, docname: str) -> list[EntryPoint]:
    """Return the feed of the list that a page shows, in the first of the formats that the site has."""
    formats = settings(app.config, FeedsSettings).formats
    if app.builder.name not in SITES or not site_address(app.config) or not formats:
        return []
    group = feed_groups(app).get(docname)
    if group is None:
        return []
    return [EntryPoint(message("feed", group.language), file=group.folder + FORMATS[formats[0]].NAME)]
