"""A feed as Atom.

Source: RFC 4287; RFC 4946 (`rel="license"`). RFC 4685 is not needed, since posts do not answer each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.feeds.xml import GENERATOR, add, element, text_of
from koushu.version import __version__

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
    add(root, "generator", GENERATOR, version=__version__)
    for entry in feed.entries:
        _add_entry(root, entry, feed)
    return text_of(root)


def _add_entry(root: ET.Element, entry: Entry, feed: Feed) -> None:
    post = entry.post
    node = add(root, "entry", **{"xml:lang": post.language})
    add(node, "id", post.identifier)
    add(node, "title", post.title)
    add(node, "link", rel="alternate", type="text/html", hreflang=post.language, href=post.address)
    if post.license.url:
        add(node, "link", rel="license", href=post.license.url)
    add(node, "published", entry.published.isoformat())
    add(node, "updated", entry.updated.isoformat())
    # An entry needs an author where its feed has none (4.1.2).
    for name in post.authors or (() if feed.author else (feed.title,)):
        add(add(node, "author"), "name", name)
    for person in post.contributors:
        add(add(node, "contributor"), "name", person.name)
    for subject in post.subjects:
        add(node, "category", term=subject)
    if post.license.name:
        add(node, "rights", post.license.name)
    if post.description:
        add(node, "summary", post.description)
    if entry.content:
        add(node, "content", entry.content, type="html")
