"""Which lists of posts have a feed: the site's in each language, and each section's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from koushu.posts.records import Post


@dataclass(frozen=True, slots=True)
class Home:
    """The front page of the site, or of one of its languages."""

    docname: str
    title: str
    language: str
    """BCP 47 tag."""
    tree: str = ""
    """Key of the language, as the posts have it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The posts of one list."""

    docname: str
    """The page that lists them."""
    title: str
    language: str
    posts: tuple[Post, ...]
    tree: str = ""

    @property
    def folder(self) -> str:
        """Return where the feeds of the list lie: empty for the site's own, else with a slash at its end."""
        name = self.docname.removesuffix("_index").removesuffix("index").removesuffix(".html").rstrip("/")
        return f"{name}/" if name else ""


def groups(
    posts: Collection[Post], homes: Iterable[Home], section_page: Callable[[str, str], tuple[str, str]]
) -> list[Group]:
    """Return the lists that have dated posts, which come newest first.

    `section_page` gives, for a tree and a section, the document that lists its posts and its title; both are
    empty where there is none.
    """
    dated = newest_first(posts)
    found: list[Group] = []
    for home in homes:
        own = [post for post in dated if post.tree == home.tree]
        found.append(Group(home.docname, home.title, home.language, tuple(own), home.tree))
        for section in sorted({post.section for post in own if post.section}):
            docname, title = section_page(home.tree, section)
            inside = tuple(post for post in own if post.section == section)
            if docname:
                found.append(Group(docname, f"{title} · {home.title}", home.language, inside, home.tree))
    return [group for group in found if group.posts]


def newest_first(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts that have a date, the newest first."""
    return tuple(sorted((post for post in posts if post.meta.date and not post.is_section), key=_by_date))


def _by_date(post: Post) -> tuple[float, str]:
    return (-post.meta.date.timestamp() if post.meta.date else 0.0, post.docname)
