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
_BEGIN: Final = _PAGE << 40
"""What is taken from the first number of a list, so that it is below all others."""
_END: Final = "\n"


class _Pieces(dict[int, str]):
    """What a list says of a place, by the distance from the page before and the place; below 0 the end of a list."""

    def __missing__(self, key: int) -> str:
        if key < 0:
            return _END
        told = self[key] = piece(*divmod(key % _BEGIN, _PAGE))
        return told


class Lists:
    """The lists of all terms, of which each page adds to the ends."""

    def __init__(self) -> None:
        self._new: defaultdict[str, list[int]] = defaultdict(lambda: [-_BEGIN])
        """Numbers of pages with their places, behind one for the page up to which a list is written."""
        self._pieces = _Pieces()
        self._count = 0
        self._texts: dict[str, str] = {}
        self._last: dict[str, int] = {}

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
            lists = self._written(list(map(self._new.__getitem__, ordered)))
        return cut(ordered, lists, least, last=True)[0]

    def _write(self) -> None:
        """Write as text what was added."""
        new = self._new
        for term in new.keys() & self._last.keys():
            new[term][0] += self._last[term]
        for (term, entries), text in zip(new.items(), self._written(new.values()), strict=True):
            self._texts[term] = self._texts.get(term, "") + text
            self._last[term] = entries[-1] & -_PAGE
        new.clear()
        self._pieces.clear()
        self._count = 0

    def _written(self, lists: Iterable[list[int]]) -> list[str]:
        """Return what each list says."""
        # Of all lists in one, since there are more of them than pages: what begins one ends the one before.
        entries = [*chain.from_iterable(lists), -_BEGIN]
        before = map(and_, entries, repeat(-_PAGE))
        whole = "".join(map(self._pieces.__getitem__, map(sub, islice(entries, 1, None), before)))
        return whole.split(_END)[:-1]
