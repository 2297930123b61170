"""Editions: the book of the whole publication, and one of each part that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.posts.catalogue import catalogue_of
from koushu.posts.chosen_parts import is_whole, wanted_parts
from koushu.posts.downloads import FOLDER, file_at
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koushu.epub.builder import EpubBuilder
    from koushu.posts.parts import BookPart
    from koushu.posts.records import Post

WHOLE_COVER: Final = 1600
PART_COVER: Final = 800


@record
class Edition:
    """One EPUB to bind."""

    path: str
    """Where it is written below the output folder."""
    pages: dict[str, str]
    """Document name -> page in the output folder, in the order of reading."""
    posts: tuple[Post, ...]
    """Those of the catalogue that it holds, in the order of reading."""
    part: BookPart | None = None
    """The part of the publication that it is; none for the whole."""

    @property
    def single(self) -> Post | None:
        """Return the post that the book is, for the book of a post."""
        return self.posts[0] if self.part and self.part.kind == "post" and self.posts else None

    @property
    def cover_width(self) -> int:
        """Return how wide a drawn cover is, in pixels."""
        return PART_COVER if self.part else WHOLE_COVER


def editions(builder: EpubBuilder, order: dict[str, str]) -> Iterator[Edition]:
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
