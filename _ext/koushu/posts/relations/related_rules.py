"""What posts are compared by: the `related` table of a Hugo site, and the keywords that a post has for each index.

Source: Hugo, "Related content"; casts as Hugo 0.168 makes them.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from koushu.hugo.metadata.casts import to_flag, to_number, to_text, to_texts
from koushu.hugo.shortcodes.templates.times import go_time
from koushu.posts.relations.related import Document, Index, Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from koushu.hugo.metadata.fields import Value
    from koushu.posts.records import Post

_DATES = {"date": "date", "lastmod": "lastmod", "publishdate": "publish_date", "expirydate": "expiry_date"}
# Go's date of what has none: pages without a date share it.
_ZERO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_FIELDS = {
    "title": "title",
    "linktitle": "link_title",
    "description": "description",
    "keywords": "keywords",
    "tags": "tags",
    "categories": "categories",
    "aliases": "aliases",
    "slug": "slug",
    "type": "type",
    "layout": "layout",
}


def read_rules(given: Mapping[str, Value]) -> tuple[Rules, tuple[str, ...]]:
    """Return the rules of a `related` table and a sentence on each value that cannot be used.

    As in Hugo the table stands for itself: what it leaves out is off, and does not come from the defaults.
    """
    table = _lowered(given)
    wrong: list[str] = []
    threshold = _number(table, "threshold", wrong)
    lower = bool(to_flag(table.get("tolower")))
    entries = table.get("indices")
    indices = [
        index
        for entry in (entries if isinstance(entries, list) else [])
        if (index := _index(entry, lower, wrong))
    ]
    return Rules(tuple(indices), threshold, bool(to_flag(table.get("includenewer")))), tuple(wrong)


def _index(entry: Value, lower: bool, wrong: list[str]) -> Index | None:
    table = _lowered(entry) if isinstance(entry, dict) else {}
    name = (to_text(table.get("name")) or "").lower()
    kind = (to_text(table.get("type")) or "basic").lower()
    if not name or kind not in {"basic", "fragments"}:
        wrong.append(
            f"found {entry!r} among the indices of `related`; expected a `name`, and `type` `basic` or `fragments`"
        )
        return None
    return Index(
        name,
        _number(table, "weight", wrong),
        kind,
        to_text(table.get("pattern")) or "",
        lower or bool(to_flag(table.get("tolower"))),
        _number(table, "cardinalitythreshold", wrong),
    )


def _number(table: Mapping[str, Value], key: str, wrong: list[str]) -> int:
    number = to_number(table.get(key))
    if number is None:
        wrong.append(f"found {table[key]!r} as `{key}` of `related`; expected a whole number")
    return number or 0


def _lowered(table: Mapping[str, Value]) -> dict[str, Value]:
    return {key.lower(): value for key, value in table.items()}


def document_of(post: Post, rules: Rules, fragments: Callable[[str], tuple[str, ...]]) -> Document:
    """Return what a post is compared by; `fragments` gives the ids of the headings of a document."""
    moment = post.meta.publish_date or post.meta.date
    return Document(
        post.docname,
        moment.timestamp() if moment else -math.inf,
        tuple(_keywords(post, index, fragments) for index in rules.indices),
        post.meta.title,
    )


def _keywords(post: Post, index: Index, fragments: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    if index.kind == "fragments":
        return fragments(post.docname)
    if index.name in _DATES:
        moment: dt.datetime | None = getattr(post.meta, _DATES[index.name])
        return (go_time(moment or _ZERO, index.pattern or "2006"),)
    words = _words(post, index.name)
    return tuple(word.lower() for word in words) if index.to_lower else words


def _words(post: Post, name: str) -> tuple[str, ...]:
    if name in _FIELDS:
        value = getattr(post.meta, _FIELDS[name])
        return (value,) if isinstance(value, str) else tuple(value)
    if name == "section":
        return (post.section,)
    if name in {"authors", "author"}:
        return post.meta.authors
    given = post.meta.params.get(name)
    return (to_texts(given) or ()) if given is not None else tuple(post.terms.get(name, ()))
