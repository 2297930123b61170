"""The posts as a reader of one language meets them: each once, in that language where it has a version in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.posts.records import Post

Edition: TypeAlias = "tuple[str, str]"
"""Key of the part of a multilingual site, and BCP 47 tag; the tag is empty where no page has a translation."""


def editions(
    posts: Iterable[Post], translated: Mapping[str, tuple[Post, ...]]
) -> dict[Edition, tuple[Post, ...]]:
    """Return the posts of each edition in the order of the catalogue, pages of sections left out.

    `translated` gives the versions of a page, itself among them, for pages that have several. A Hugo site keeps its
    languages apart; in another publication the posts of all languages stand together, each of them once.
    """
    parts: dict[str, list[Post]] = {}
    for post in posts:
        if not post.is_section:
            parts.setdefault(post.tree, []).append(post)
    found: dict[Edition, tuple[Post, ...]] = {}
    for tree, members in parts.items():
        mixed = any(_versions(post, translated) for post in members)
        for language in dict.fromkeys(post.language for post in members) if mixed else ("",):
            found[tree, language] = tuple(post for post in members if _is_met(post, language, translated))
    return found


def edition_of(post: Post, known: Mapping[Edition, tuple[Post, ...]]) -> Edition:
    """Return the edition that a post belongs to."""
    return (post.tree, "") if (post.tree, "") in known else (post.tree, post.language)


def _versions(post: Post, translated: Mapping[str, tuple[Post, ...]]) -> list[Post]:
    """Return the other versions of a page in the same part of the site."""
    return [one for one in translated.get(post.docname, ()) if one.tree == post.tree and one is not post]


def _is_met(post: Post, language: str, translated: Mapping[str, tuple[Post, ...]]) -> bool:
    others = _versions(post, translated)
    if not others:
        return True
    chosen = min(
        (post, *others), key=lambda one: (one.language != language, not _is_near(one, language), one.path)
    )
    return chosen is post


def _is_near(post: Post, language: str) -> bool:
    """Return whether a reader of a language reads a post, as one of `zh` does one of `zh-CN`."""
    return post.language.partition("-")[0] == language.partition("-")[0]
