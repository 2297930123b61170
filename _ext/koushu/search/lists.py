"""Gathers for each term the list of the pages that hold it, page by page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from koushu.search.blocks import cut, in_order
from koushu.search.postings import number

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lists:
    """The lists of all terms, of which each page adds to the ends."""

    def __init__(self) -> None:
        # The pieces are mostly one of a thousand texts: a list takes eight bytes for a page.
        self._pieces: defaultdict[str, list[str]] = defaultdict(list)
        self._last: dict[str, int] = {}

    def add(self, page: int, tails: Mapping[str, tuple[int, str]]) -> None:
        """Add a page, whose number is above those of all before, with the tail of each of its terms."""
        pieces, last = self._pieces, self._last
        written: dict[tuple[int, tuple[int, str]], str] = {}
        for term, tail in tails.items():
            place = page - last.get(term, -1) - 1, tail
            piece = written.get(place)
            if piece is None:
                piece = written[place] = number(place[0] * 6 + tail[0]) + tail[1]
            pieces[term].append(piece)
        last.update(dict.fromkeys(tails, page))

    def blocks(self, least: int) -> list[dict[str, str]]:
        """Return the lists in blocks."""
        ordered = sorted(self._pieces, key=in_order)
        return cut(((term, "".join(self._pieces[term])) for term in ordered), least, last=True)[0]
