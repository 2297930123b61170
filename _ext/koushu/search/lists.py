"""Gathers for each term the list of the places that hold it, page by page."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import chain, islice, repeat
from operator import and_, sub
from typing import TYPE_CHECKING, Final

from koushu.search.blocks import cut, sorted_terms
from koushu.search.postings import piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.search.blocks import Block

_PAGE: Final = 1 << 13
"""What a page counts in a whole number that holds it and a place; small, since Python is fast below 2 ** 30."""
_MANY: Final = 3_000_000
"""Places in all lists from which on they are written as text, which takes an eighth of the memory."""
_END: Final = "\n"


class _Pieces(dict[int, str]):
    """What a list says of a place, by the distance from the page before and the place; below 0 the end of a list."""

    def __missing__(self, key: int) -> str:
        if key < 0:
            return _END
        told = self[key] = piece(*divmod(key, _PAGE))
        return told


class Lists:
    """The lists of all terms, of which each page adds to the ends."""

    def __init__(self) -> None:
        self._new: defaultdict[str, list[int]] = defaultdict(lambda: [0])
        """Numbers of pages with their places, behind one that begins the list."""
        self._pieces = _Pieces()
        self._count = 0
        self._texts: dict[str, str] = {}
        self._last: dict[str, int] = {}
        """The last page of each list that is written."""

    def add(self, page: int, groups: Iterable[tuple[int, list[str]]]) -> None:
        """Add a page, whose number is above those of all before, with its terms by their places."""
        for place, group in groups:
            entry = (page + 1) * _PAGE + place
            # No loop of Python's own, since a page has some thousand terms.
            deque(map(list.append, map(self._new.__getitem__, group), repeat(entry)), maxlen=0)
            self._count += len(group)
        if self._count > _MANY:
            self._write()

    def blocks(self, least: int) -> list[Block]:
        """Return the lists in blocks."""
        if self._texts:
            self._write()
            ordered = sorted_terms(self._texts)
            lists = list(map(self._texts.__getitem__, ordered))
        else:
            ordered = sorted_terms(self._new)
            lists = self._written(map(self._new.__getitem__, ordered))
        return cut(ordered, lists, least, last=True)[0]

    def _write(self) -> None:
        """Write as text what was added."""
        for (term, entries), text in zip(self._new.items(), self._written(self._new.values()), strict=True):
            self._texts[term] = self._texts.get(term, "") + self._behind(
                self._last.get(term, 0), entries[1], text
            )
            self._last[term] = entries[-1] & -_PAGE
        self._new.clear()
        self._pieces.clear()
        self._count = 0

    def _behind(self, page: int, first: int, text: str) -> str:
        """Return a list with this first entry as it goes on behind a page."""
        pieces = self._pieces
        return pieces[first - page] + text.removeprefix(pieces[first]) if page else text

    def _written(self, lists: Iterable[list[int]]) -> list[str]:
        """Return what each list says."""
        # Of all lists in one, since there are more of them than pages: what begins one ends the one before.
        entries = [*chain.from_iterable(lists), 0]
        pages = map(and_, entries, repeat(-_PAGE))
        differences = map(sub, islice(entries, 1, None), pages)
        return "".join(map(self._pieces.__getitem__, differences)).split(_END)[:-1]
