"""A feed as Atom.

Source: RFC 4287; RFC 4946 (`rel="license"`). RFC 4685 is not needed, since posts do not answer each other.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from koushu.feeds.xml import GENERATOR, add, content_text, element, element_text, text_with
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
    return text_with(root, root, 0, (entry_text(entry, feed) for entry in feed.entries))


def entry_text(entry: Entry, feed: Feed) -> str:
    """Return the text of a post in a feed; it is the same in all that have an author, or where the post has one."""
    # An entry needs an author where its feed has none (4.1.2).
    author = "" if entry.post.authors or feed.author else feed.title
    known = entry.texts.get((NAME, author))
    if known is None:
        fill = partial(_fill, entry=entry, author=author)
        content = f'<content type="html">{content_text(entry)}</content>' if entry.content else ""
        told = {"xml:lang": entry.post.language}
        known = entry.texts[NAME, author] = element_text("entry", 1, told, fill, content)
    return known


def _fill(node: ET.Element, *, entry: Entry, author: str) -> None:
    post = entry.post
    add(node, "id", post.identifier)
    add(node, "title", post.title)
    add(node, "link", rel="alternate", type="text/html", hreflang=post.language, href=post.address)
    if post.license.url:
        add(node, "link", rel="license", href=post.license.url)
    add(node, "published", entry.published.isoformat())
    add(node, "updated", entry.updated.isoformat())
    for name in post.authors or ((author,) if author else ()):
        add(add(node, "author"), "name", name)
    for person in post.contributors:
        add(add(node, "contributor"), "name", person.name)
    for subject in post.subjects:
        add(node, "category", term=subject)
    if post.license.name:
        add(node, "rights", post.license.name)
    if post.description:
        add(node, "summary", post.description)
