"""The posts of each year, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.posts.records import Post


@dataclass(frozen=True, slots=True)
class Year:
    """One year and its posts, the newest first."""

    year: int
    posts: tuple[Post, ...]


def read_archive(posts: Iterable[Post]) -> list[Year]:
    """Return the years that have posts; those without a date are in none."""
    dated = [(post.meta.date, post) for post in posts if post.meta.date and not post.is_section]
    dated.sort(key=lambda pair: (-pair[0].timestamp(), pair[1].docname))
    by_year = groupby(dated, key=lambda pair: pair[0].year)
    return [Year(year, tuple(post for _, post in pairs)) for year, pairs in by_year]
