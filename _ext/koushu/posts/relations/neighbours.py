"""Which posts stand on both sides of each, in the section that it lies in.

Source: Hugo, "NextInSection" and "PrevInSection", seen with Hugo 0.168: the first is the page above in the list of the
section, the second the page below. In the default order, the newest first, these are the newer and the older post;
where most posts of a section have a weight of their own, as the chapters of a book have, they are the one before and
the one after.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from koushu.posts.records import Post


@record
class Neighbours:
    """The posts on both sides of one in the list of its section."""

    above: Post | None = None
    """Hugo's `.NextInSection`."""
    below: Post | None = None
    """Hugo's `.PrevInSection`."""
    read_down: bool = False
    """Whether the section is read from the top of its list, as a book is; else the newest post stands on top."""


def neighbours(posts: Iterable[Post], folders: Collection[str] = ()) -> dict[str, Neighbours]:
    """Return the neighbours of each post by its document name; `posts` stand in the order of lists.

    `folders` are the folders with a page of their own (`section_folders`).
    """
    sections: dict[str, list[Post]] = {}
    for post in posts:
        sections.setdefault(current_section(post, folders), []).append(post)
    found = {}
    for members in sections.values():
        above, below = [None, *members[:-1]], [*members[1:], None]
        # One way for all of a section, or two posts would each be the next of the other.
        is_book = 2 * len({post.meta.weight for post in members} - {0}) > len(members)
        for post, before, after in zip(members, above, below, strict=True):
            found[post.docname] = Neighbours(before, after, is_book)
    return found


def section_folders(pages: Iterable[Post]) -> frozenset[str]:
    """Return the folders that have a page of their own (`_index.md`), below the content root."""
    return frozenset(_folder(page) for page in pages if page.is_section)


def current_section(post: Post, folders: Collection[str]) -> str:
    """Return the folder that is a post's section: the nearest with a page of its own, else the first one.

    Empty for a page at the root. Hugo: only a folder with `_index.md`, or one right below the root, is a section.
    """
    path = PurePosixPath(_folder(post))
    # The folder of a bundle is no section, but its page.
    if PurePosixPath(post.content_path or post.path).stem == "index":
        path = path.parent
    for folder in (path, *path.parents):
        if str(folder) != "." and str(folder) in folders:
            return str(folder)
    return path.parts[0] if path.parts else ""


def _folder(post: Post) -> str:
    return str(PurePosixPath(post.content_path or post.path).parent)
