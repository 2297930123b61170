"""Series: posts that are to be read one after the other.

A series is what posts name in `series`, a term of Hugo's taxonomy of that name or a plain field. Its order is by
`series_weight`, 0 last, then by `weight`, and then from the oldest to the newest: Hugo lists the newest first, which
is not how a series is read.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from koushu.hugo.metadata.casts import to_number, to_texts
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.posts.records import Post

FIELD: Final = "series"


@record
class Series:
    """One series and its posts in the order in which they are read."""

    name: str
    posts: tuple[Post, ...]
    places: Mapping[str, int]
    """Document name -> place in the series, from 1 on."""

    def place(self, post: Post) -> int:
        """Return the place of a post, from 1 on."""
        return self.places[post.docname]


def read_series(posts: Iterable[Post]) -> dict[str, tuple[Series, ...]]:
    """Return the series that each post stands in, by its document name; a post alone is no series.

    Names that differ in case or blanks alone are one; the oldest post that names a series spells it.
    """
    members: dict[str, dict[str, Post]] = {}
    for post in posts:
        for name in series_of(post):
            members.setdefault(_key(name), {}).setdefault(post.docname, post)
    found: dict[str, tuple[Series, ...]] = {}
    for key, named in members.items():
        if len(named) > 1:
            ordered = tuple(sorted(named.values(), key=_reading_order))
            first = min(ordered, key=lambda one: (_instant(one), one.path))
            name = next(name for name in series_of(first) if _key(name) == key)
            places = {post.docname: place for place, post in enumerate(ordered, 1)}
            series = Series(name, ordered, places)
            for post in ordered:
                found[post.docname] = (*found.get(post.docname, ()), series)
    return found


def series_of(post: Post) -> tuple[str, ...]:
    """Return the names of the series that a post names."""
    given = post.terms.get(FIELD) or to_texts(post.meta.params.get(FIELD)) or ()
    return tuple(name.strip() for name in given if name.strip())


def _key(name: str) -> str:
    return " ".join(name.split()).lower()


def _reading_order(post: Post) -> tuple[object, ...]:
    weight = to_number(post.meta.params.get(f"{FIELD}_weight")) or 0
    own = post.meta.weight
    return (not weight, weight, not own, own, _instant(post), post.title, post.path)


def _instant(post: Post) -> float:
    return post.meta.date.timestamp() if post.meta.date else math.inf
