"""Which pages are the same page in another language."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.posts.records import Post

_SUFFIXES = re.compile(r"(?:\.[a-z]{2,3}(?:-[a-z0-9]{2,8})*)?\.(?:md|markdown|html?)\Z", re.IGNORECASE)


def translations(posts: Iterable[Post]) -> Mapping[str, tuple[Post, ...]]:
    """Return document name -> the page in every language it has, itself included; pages in one language are left out.

    Two pages are translations of each other when they have the same `translationKey`, else when their files have
    the same name but for the language. Source: Hugo documentation, "Multilingual mode".
    """
    groups: dict[str, dict[str, Post]] = {}
    for post in posts:
        groups.setdefault(_key(post), {}).setdefault(post.language, post)
    return {
        post.docname: tuple(sorted(group.values(), key=lambda one: one.language))
        for group in groups.values()
        if len(group) > 1
        for post in group.values()
    }


def _key(post: Post) -> str:
    if post.meta.translation_key:
        return f":{post.meta.translation_key}"
    path = post.content_path or post.path
    folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
    return f"{folder}/{_SUFFIXES.sub('', name)}".lower()
