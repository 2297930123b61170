"""Which lists of posts have a feed: the site's in each language, and each section's."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from koushu.posts.records import Post
    from koushu.posts.site.sections import Home, SectionPage


@record
class Group:
    """The posts of one list."""

    docname: str
    """The page that lists them."""
    title: str
    language: str
    """BCP 47 tag."""
    posts: tuple[Post, ...]
    tree: str = ""
    is_home: bool = False
    """Whether it is all that the site has, in one of its languages."""

    @property
    def folder(self) -> str:
        """Return where the feeds of the list lie: empty for the site's own, else with a slash at its end."""
        name = self.docname.removesuffix("_index").removesuffix("index").removesuffix(".html").rstrip("/")
        return f"{name}/" if name else ""


def groups(
    posts: Collection[Post], homes: Iterable[Home], sections: Mapping[tuple[str, str], SectionPage]
) -> list[Group]:
    """Return the lists that have dated posts, which come newest first; `sections` are pages by tree and folder."""
    dated = newest_first(posts)
    inside: dict[tuple[str, str], list[Post]] = {}
    for post in dated:
        for folder in _folders(post):
            if (post.tree, folder) in sections:
                inside.setdefault((post.tree, folder), []).append(post)
    found: list[Group] = []
    for home in homes:
        own = tuple(post for post in dated if post.tree == home.tree)
        found.append(Group(home.docname, home.title, home.language, own, home.tree, is_home=True))
        for (tree, folder), members in sorted(inside.items()):
            if tree == home.tree:
                page = sections[tree, folder]
                title = f"{page.title} · {home.title}"
                found.append(Group(page.docname, title, home.language, tuple(members), tree))
    return [group for group in found if group.posts]


def _folders(post: Post) -> Iterator[str]:
    """Yield the folders that hold a post, its section last."""
    folder = posixpath.dirname(post.content_path or post.path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def newest_first(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts that have a date, the newest first."""
    return tuple(
        sorted(
            (post for post in posts if post.meta.date and post.is_listed and not post.is_section),
            key=_by_date,
        )
    )


def _by_date(post: Post) -> tuple[float, str]:
    return (-post.meta.date.timestamp() if post.meta.date else 0.0, post.docname)
