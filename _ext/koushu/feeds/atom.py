"""A feed as Atom.

Source: RFC 4287; RFC 4685 is not needed, since posts do not answer each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.feeds.xml import add, element, text_of

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from koushu.feeds.records import Entry, Feed

NAME: Final = "atom.xml"
MEDIA_TYPE: Final = "application/atom+xml"


def write_atom(feed: Feed, address: str) -> str:
    """Return the feed as an Atom document; `address` is its own."""
    root = element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    if feed.subtitle:
        add(root, "subtitle", feed.subtitle)
    add(root, "updated", feed.updated.isoformat())
    add(root, "link", rel="alternate", type="text/html", href=feed.url)
    add(root, "link", rel="self", type=MEDIA_TYPE, href=address)
    if feed.author:
        add(add(root, "author"), "name", feed.author)
    if feed.rights:
        add(root, "rights", feed.rights)
    for entry in feed.entries:
        _add_entry(root, entry, feed)
    return text_of(root)


def _add_entry(root: ET.Element, entry: Entry, feed: Feed) -> None:
    node = add(root, "entry", **{"xml:lang": entry.language})
    add(node, "id", entry.id)
    add(node, "title", entry.title)
    add(node, "link", rel="alternate", type="text/html", href=entry.url)
    add(node, "published", entry.published.isoformat())
    add(node, "updated", entry.updated.isoformat())
    # An entry needs an author where its feed has none (4.1.2).
    for name in entry.authors or (() if feed.author else (feed.title,)):
        add(add(node, "author"), "name", name)
    for term in entry.terms:
        add(node, "category", term=term)
    if entry.summary:
        add(node, "summary", entry.summary)
    if entry.content:
        add(node, "content", entry.content, type="html")
