"""A feed as RSS 2.0, with the whole text, the authors and the feed's own address by the usual modules.

Source: RSS 2.0.11 (rssboard.org); RSS Best Practices Profile; modules `content`, `dc`, and Atom's `link`.
"""

from __future__ import annotations

from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from koushu.feeds.xml import GENERATOR, add, content_text, element, element_text, text_with
from koushu.version import __version__

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from koushu.feeds.records import Entry, Feed

NAME: Final = "index.xml"
"""As Hugo names it."""
MEDIA_TYPE: Final = "application/rss+xml"
_MODULES: Final = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write_rss(feed: Feed, address: str) -> str:
    """Return the feed as an RSS document; `address` is its own."""
    root = element("rss", _MODULES)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.url)
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language.lower())
    if feed.rights:
        add(channel, "copyright", feed.rights)
    add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(channel, "generator", f"{GENERATOR} {__version__}")
    add(channel, "atom:link", rel="self", type=MEDIA_TYPE, href=address)
    return text_with(root, channel, 1, (entry_text(entry, feed) for entry in feed.entries))


def entry_text(entry: Entry, feed: Feed) -> str:
    """Return the text of a post in a feed; it is the same in all feeds of a language."""
    told = entry.post.language if entry.post.language != feed.language else ""
    known = entry.texts.get((NAME, told))
    if known is None:
        content = f"<content:encoded>{content_text(entry)}</content:encoded>" if entry.content else ""
        fill = partial(_fill, entry=entry, language=told)
        known = entry.texts[NAME, told] = element_text("item", 2, {}, fill, content)
    return known


def _fill(item: ET.Element, *, entry: Entry, language: str) -> None:
    post = entry.post
    add(item, "title", post.title)
    add(item, "link", post.address)
    add(item, "guid", post.identifier, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    if language:
        add(item, "dc:language", language)
    for name in post.authors:
        add(item, "dc:creator", name)
    for person in post.contributors:
        add(item, "dc:contributor", person.name)
    for subject in post.subjects:
        add(item, "category", subject)
    if post.license.name:
        add(item, "dc:rights", post.license.url or post.license.name)
    if post.description:
        add(item, "description", post.description)
