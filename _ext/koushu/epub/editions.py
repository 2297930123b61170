"""Editions: the book of the whole publication, and one of each part that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.epub.edition import Edition
from koushu.posts.catalogue import catalogue_of
from koushu.posts.chosen_parts import is_whole, wanted_parts
from koushu.posts.downloads import FOLDER, file_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.builders.epub3 import Epub3Builder

    from koushu.posts.records import Post


def editions(builder: Epub3Builder, order: dict[str, str]) -> Iterator[Edition]:
    """Yield the whole book, whose pages are `order`, then those of the parts that are wanted."""
    posts = catalogue_of(builder).by_docname
    if is_whole(builder.app):
        yield Edition(f"{builder.config.epub_basename}.epub", order, _posts(order, posts))
    for part in wanted_parts(builder.app):
        pages = {name: order[name] for name in part.docnames if name in order}
        if pages:
            yield Edition(f"{FOLDER}/{file_at(part.url, 'epub')}", pages, _posts(pages, posts), part)


def _posts(pages: dict[str, str], posts: Mapping[str, Post]) -> tuple[Post, ...]:
    return tuple(posts[name] for name in pages if name in posts)
