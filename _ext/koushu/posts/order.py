"""The order of posts in lists and in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.posts.records import Post


def list_order(posts: Iterable[Post]) -> list[Post]:
    """Return posts as Hugo lists them: weight (0 last), newest first, title, path."""
    return sorted(posts, key=lambda post: (_weight(post), -_instant(post), post.title, post.path))


def book_order(posts: Iterable[Post], rule: str) -> list[Post]:
    """Return posts as a reader meets them in the book.

    `date`: weight (0 last), oldest first, undated last; `newest`: as in lists; `path`: by folder and file name.
    """
    if rule == "path":
        return sorted(posts, key=lambda post: post.path)
    if rule == "newest":
        return list_order(posts)
    return sorted(posts, key=lambda post: (_weight(post), post.meta.date is None, _instant(post), post.path))


def _weight(post: Post) -> tuple[bool, int]:
    return (post.meta.weight == 0, post.meta.weight)


def _instant(post: Post) -> float:
    return post.meta.date.timestamp() if post.meta.date else float("-inf")
