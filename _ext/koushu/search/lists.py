"""Gathers for each term the list of the pages that hold it, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.search.blocks import cut, in_order
from koushu.search.postings import number

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lists:
    """The lists of all terms, of which each page adds to the ends."""

    def __init__(self) -> None:
        # The pieces are mostly one of a thousand texts: a list takes eight bytes for a page.
        self._pieces: dict[str, list[str]] = {}
        self._last: dict[str, int] = {}

    def add(self, page: int, tails: Mapping[str, tuple[int, str]]) -> None:
        """Add a page, whose number is above those of all before, with the tail of each of its terms."""
        pieces, last = self._pieces, self._last
        for term, (added, following) in tails.items():
            piece = number((page - last.get(term, -1) - 1) * 6 + added) + following
            last[term] = page
            if term in pieces:
                pieces[term].append(piece)
            else:
                pieces[term] = [piece]

    def blocks(self, least: int) -> list[dict[str, str]]:
        """Return the lists in blocks."""
        ordered = sorted(self._pieces, key=in_order)
        return cut(((term, "".join(self._pieces[term])) for term in ordered), least, last=True)[0]
