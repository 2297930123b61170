"""The order of posts in lists and in the book."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from koushu.posts.collation import collation_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from koushu.posts.collation import Key
    from koushu.posts.records import Post


def list_order(
    posts: Iterable[Post], language: str = "en", first: Callable[[Post], int] | None = None
) -> list[Post]:
    """Return posts as Hugo lists them: weight (0 last), newest first, link title, path.

    `language` is that of a publication whose posts lie in no tree of their own; what `first` returns goes before all.
    Source: Hugo documentation, "Quick reference: page collections", default sort order; instants count in seconds.
    """

    def rank(post: Post) -> tuple[int, tuple[bool, int], float]:
        return (first(post) if first else 0, _weight(post), -_instant(post))

    ranked = sorted(((rank(post), post) for post in posts), key=itemgetter(0))
    return [post for _, group in groupby(ranked, itemgetter(0)) for post in _by_title(group, language)]


def book_order(posts: Iterable[Post], rule: str) -> list[Post]:
    """Return posts as a reader meets them in the book.

    `date`: weight (0 last), oldest first, undated last; `newest`: as in lists; `path`: by folder and file name.
    """
    if rule == "path":
        return sorted(posts, key=lambda post: post.path)
    if rule == "newest":
        return list_order(posts)
    return sorted(posts, key=lambda post: (_weight(post), post.meta.date is None, _instant(post), post.path))


def _by_title(ranked: Iterator[tuple[object, Post]], language: str) -> list[Post]:
    """Return posts of one rank; the most have one of their own, and need no title to be looked at."""
    group = [post for _, post in ranked]
    return sorted(group, key=lambda post: _title_key(post, language)) if len(group) > 1 else group


def _title_key(post: Post, language: str) -> tuple[Key, str]:
    return collation_key(post.meta.link_title, post.tree or language), (
        post.content_path or post.path
    ).lower()


def _weight(post: Post) -> tuple[bool, int]:
    return (post.meta.weight == 0, post.meta.weight)


def _instant(post: Post) -> float:
    return float(int(post.meta.date.timestamp())) if post.meta.date else float("-inf")
