"""The posts of each year and month, the latest first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.posts.records import Post


@record
class Month:
    """One month of a year, from 1 on, and its posts, the newest first."""

    year: int
    month: int
    posts: tuple[Post, ...]

    @property
    def anchor(self) -> str:
        """Return the name of its place on a page."""
        return f"y{self.year}-{self.month:02}"


@record
class Year:
    """One year and its posts, the newest first."""

    year: int
    posts: tuple[Post, ...]

    @property
    def anchor(self) -> str:
        """Return the name of its place on a page."""
        return f"y{self.year}"

    @property
    def months(self) -> tuple[Month, ...]:
        """Return the months that have posts, the latest first."""
        by_month = groupby(self.posts, key=lambda post: post.meta.date.month if post.meta.date else 0)
        return tuple(Month(self.year, month, tuple(posts)) for month, posts in by_month)


def read_archive(posts: Iterable[Post]) -> list[Year]:
    """Return the years that have posts; those without a date are in none."""
    dated = [(post.meta.date, post) for post in posts if post.meta.date and not post.is_section]
    # By the days that are printed: dates of several zones may stand in another order than their instants.
    dated.sort(key=lambda pair: (-pair[0].year, -pair[0].month, -pair[0].timestamp(), pair[1].docname))
    by_year = groupby(dated, key=lambda pair: pair[0].year)
    return [Year(year, tuple(post for _, post in pairs)) for year, pairs in by_year]


def undated(posts: Iterable[Post]) -> list[Post]:
    """Return the posts without a date, by title."""
    found = [post for post in posts if post.meta.date is None and not post.is_section]
    return sorted(found, key=lambda post: (post.title, post.docname))
