"""Indexes of authors and tags, which end a book, with the places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.posts.book_matter import indexed_terms
from koushu.typst_builder.indexing import IndexLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.builders import Builder

    from koushu.typst_builder.book import Targets


def term_indexes(
    builder: Builder, docnames: Collection[str], targets: Targets, kinds: Collection[str]
) -> Iterator[tuple[str, list[IndexLine]]]:
    """Yield the key of the title and the lines of the indexes of `authors` and `tags`, where a book is large enough."""
    for kind, terms in indexed_terms(builder, docnames, kinds):
        places = {
            name: tuple(label for docname in members if (label := targets.find(docname, "")) is not None)
            for name, members in terms
        }
        yield kind, [IndexLine(1, name, labels) for name, labels in places.items() if labels]
