"""Volumes: a book that is too large for one run of the compiler is divided, in the order in which it is read."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.messages import message
from koushu.posts.book import all_below
from koushu.posts.catalogue import site_language
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.builders import Builder

    from koushu.typst_builder.metadata import Entry

# Typst 0.14 takes 300 to 450 bytes of memory for each byte of a post, whatever its language, and two or three
# for each byte of a picture: a volume of this many bytes of text stays below two gigabytes.
LARGEST: Final = 4_000_000
_PICTURE: Final = 150
"""How many bytes of a picture weigh as much as one of text."""


@record
class Volume:
    """One PDF of a book."""

    entry: Entry
    docnames: tuple[str, ...] | None = None
    """The documents below the root; none for a book that is not divided."""
    subtitle: str = ""
    """Which part of the book it is; empty for one that is not divided."""
    opening: bool = True
    """Whether what the root itself says stands here."""

    def subtitle_after(self, given: str) -> str:
        """Return the subtitle that is set for the book, then which part this is."""
        return " · ".join(filter(None, (given, self.subtitle)))


def volumes_of(builder: Builder, entry: Entry, most: int) -> list[Volume]:
    """Return the volumes of a book: one, unless it holds more than `most` posts.

    With 0 their number follows from the size of posts and pictures, in bytes. Only the book of the whole
    publication is divided: what other books hold is the author's own choice.
    """
    if entry.root != builder.config.root_doc:
        return [Volume(entry)]
    names = [name for name in builder.env.found_docs if name != entry.root]
    weights = dict.fromkeys(names, 1) if most else _sizes(builder, names)
    largest = most or LARGEST
    if sum(weights.values()) <= largest:
        return [Volume(entry)]
    parts = list(divide(all_below(builder, entry.root), weights, largest))
    if len(parts) < 2:
        return [Volume(entry)]
    language = site_language(builder.config)
    return [
        Volume(
            replace(entry, name=f"{entry.name}-part-{number}", folder=f"{entry.folder or 'part'}-{number}"),
            tuple(part),
            message("volume", language, number=number, count=len(parts)),
            opening=number == 1,
        )
        for number, part in enumerate(parts, 1)
    ]


def divide(names: Sequence[str], weights: dict[str, int], largest: int) -> Iterator[list[str]]:
    """Yield the names in as few parts as `largest` allows, in order and of about the same weight."""
    rest = sum(weights[name] for name in names)
    parts = math.ceil(rest / largest)
    part: list[str] = []
    size = 0
    for name in names:
        weight = weights[name]
        # The middle of a document says on which side it lies.
        if part and parts > 1 and size + weight / 2 > rest / parts:
            yield part
            rest -= size
            parts = min(parts - 1, math.ceil(rest / largest))
            part, size = [], 0
        part.append(name)
        size += weight
    if part:
        yield part


def _sizes(builder: Builder, names: Iterable[str]) -> dict[str, int]:
    pictures: Counter[str] = Counter()
    for uri, (docnames, _) in builder.env.images.items():
        size = _size(Path(builder.srcdir, uri))
        # A picture that several documents show is printed once in a volume.
        for docname in sorted(docnames)[:1]:
            pictures[docname] += size
    return {name: _size(Path(builder.env.doc2path(name))) + pictures[name] // _PICTURE for name in names}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
