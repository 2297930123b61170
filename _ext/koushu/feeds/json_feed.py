"""A feed as JSON Feed 1.1.

Source: jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from koushu.feeds.records import Entry, Feed

NAME: Final = "feed.json"
MEDIA_TYPE: Final = "application/feed+json"


def write_json_feed(feed: Feed, address: str) -> str:
    """Return the feed as a JSON document; `address` is its own."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": address,
        "description": feed.subtitle,
        "authors": [{"name": feed.author}] if feed.author else [],
        "language": feed.language,
    }
    head = json.dumps(_filled(whole), ensure_ascii=False, indent=1).removesuffix("\n}")
    items = ",\n  ".join(entry_text(entry, feed) for entry in feed.entries)
    return f'{head},\n "items": [\n  {items}\n ]\n}}\n'


def entry_text(entry: Entry, _feed: Feed) -> str:
    """Return the text of a post, the same in all feeds."""
    known = entry.texts.get((NAME, ""))
    if known is None:
        text = json.dumps(_fields(entry), ensure_ascii=False, indent=1).replace("\n", "\n  ")
        known = entry.texts[NAME, ""] = text
    return known


def _fields(entry: Entry) -> dict[str, Any]:
    # An item has its text in one of two forms, even if that is the summary alone.
    post = entry.post
    words = {"content_text": post.description or post.title}
    text = {"content_html": entry.content} if entry.content else words
    item = {
        "id": post.identifier,
        "url": post.address,
        "title": post.title,
        "summary": post.description,
        "image": entry.picture,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in post.authors],
        "tags": list(post.subjects),
        "language": post.language,
    }
    return _filled({**item, **text})


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the fields that hold nothing."""
    return {key: value for key, value in record.items() if value not in ("", [])}
