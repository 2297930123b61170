"""Which posts a list holds: chosen by folder, language and term from an index that is made once for each build."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from koushu.posts.catalogue import catalogue_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docutils import nodes
    from sphinx.config import Config

    from koushu.posts.catalogue import Configured
    from koushu.posts.records import Catalogue, Post

# Layouts of pages that themes make for something else than their words.
_NO_POSTS: Final = frozenset({"archive", "archives", "search"})
STYLES: Final = ("cards", "list")
ORDERS: Final = ("default", "newest", "oldest", "title")
"""`default` is the order of the catalogue, in which `weight` comes before the date."""


@record
class Selection:
    """What a list asks for, as `{post-list}` says it."""

    section: str = ""
    """Folder below the source folder, or below the content folder of a Hugo site; empty for all."""
    limit: int = 0
    """How many; 0 for all."""
    tree: str = ""
    """Key of a language of a multilingual site; empty for all."""
    term: str = ""
    """A term of any taxonomy, or `tags/term` for one of that taxonomy; empty for all."""
    style: str = "cards"
    """One of `STYLES`."""
    order: str = "default"
    """One of `ORDERS`."""


@dataclass(slots=True)
class _Index:
    """Posts by (language or nothing, folder), and the document names of each term's posts."""

    catalogue: Catalogue
    folders: dict[tuple[str, str], list[Post]] = field(default_factory=dict)
    terms: dict[str, set[str]] = field(default_factory=dict)
    """Filled by the first list that asks for a term."""


_indexes: weakref.WeakKeyDictionary[Config, _Index] = weakref.WeakKeyDictionary()


def selection_of(node: nodes.Element) -> Selection:
    """Return what the place of a list asks for."""
    return Selection(
        node.get("section", ""),
        node.get("limit", 0),
        node.get("tree", ""),
        node.get("term", ""),
        node.get("style", "cards"),
        node.get("order", "default"),
    )


def select_posts(owner: Configured, selection: Selection) -> list[Post]:
    """Return the posts of a list in their order."""
    index = _index(owner)
    posts = index.folders.get((selection.tree, selection.section.strip("/")), [])
    if selection.term:
        named = _by_term(index).get(_folded(selection.term), set())
        posts = [post for post in posts if post.docname in named]
    if selection.order != "default":
        posts = sorted(posts, key=_KEYS[selection.order])
    return posts[: selection.limit or None]


def _instant(post: Post) -> float:
    return post.meta.date.timestamp() if post.meta.date else 0.0


_KEYS: Final[Mapping[str, Callable[[Post], Any]]] = {
    "newest": lambda post: (post.meta.date is None, -_instant(post)),
    "oldest": lambda post: (post.meta.date is None, _instant(post)),
    "title": lambda post: (post.title.casefold(), post.path),
}


def _index(owner: Configured) -> _Index:
    """Return the index of this catalogue, made at the first list that needs it."""
    catalogue = catalogue_of(owner)
    known = _indexes.get(owner.config)
    if known is None or known.catalogue is not catalogue:
        known = _Index(catalogue)
        for post in catalogue.posts:
            if not post.is_section and post.is_listed and post.meta.layout.lower() not in _NO_POSTS:
                _add(known, post)
        _indexes[owner.config] = known
    return known


def _add(index: _Index, post: Post) -> None:
    for folder in _above(post.content_path or post.path):
        for tree in {"", post.tree}:
            index.folders.setdefault((tree, folder), []).append(post)


def _above(path: str) -> Iterator[str]:
    """Yield the folders in which a source lies, from the inmost to the root, which has no name."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _by_term(index: _Index) -> Mapping[str, set[str]]:
    for post in () if index.terms else index.folders.get(("", ""), ()):
        for plural, terms in _terms(post).items():
            for term in terms:
                for key in (_folded(term), f"{plural}/{_folded(term)}"):
                    index.terms.setdefault(key, set()).add(post.docname)
    return index.terms


def _terms(post: Post) -> dict[str, tuple[str, ...]]:
    known = {"tags": post.meta.tags, "categories": post.meta.categories, "authors": post.meta.authors}
    return {**known, **post.terms}


def _folded(term: str) -> str:
    return " ".join(term.split()).casefold()
