"""Gathers for each term the list of the pages that hold it, page by page."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import chain, repeat
from operator import and_, sub
from typing import TYPE_CHECKING, Final

from koushu.search.blocks import cut, in_order
from koushu.search.postings import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    Tail = tuple[int, str]

_PAGE: Final = 1 << 24
"""What a page counts in a whole number that holds it and its tail."""
_MANY: Final = 3_000_000
"""Pages in all lists from which on they are written as text, which takes an eighth of the memory."""


class _Pieces(dict[int, str]):
    """What a list says of a page, by its distance from the one before and its tail."""

    def __init__(self) -> None:
        self.tails: dict[Tail, int] = {}
        self._named: list[Tail] = []

    def place(self, tail: Tail) -> int:
        """Return a number for a tail."""
        if tail not in self.tails:
            self.tails[tail] = len(self._named)
            self._named.append(tail)
        return self.tails[tail]

    def __missing__(self, key: int) -> str:
        distance, place = divmod(key, _PAGE)
        added, following = self._named[place]
        piece = self[key] = number((distance - 1) * 6 + added) + following
        return piece


class Lists:
    """The lists of all terms, of which each page adds to the ends."""

    def __init__(self) -> None:
        self._new: defaultdict[str, list[int]] = defaultdict(list)
        self._pieces = _Pieces()
        self._count = 0
        self._texts: dict[str, str] = {}
        self._last: dict[str, int] = {}

    def add(self, page: int, groups: Iterable[tuple[Tail, list[str]]]) -> None:
        """Add a page, whose number is above those of all before, with its terms by their tails."""
        for tail, group in groups:
            entry = page * _PAGE + self._pieces.place(tail)
            # No loop of Python's own, since a page has some thousand terms.
            deque(map(list.append, map(self._new.__getitem__, group), repeat(entry)), maxlen=0)
            self._count += len(group)
        if self._count > _MANY:
            self._write()

    def blocks(self, least: int) -> list[dict[str, str]]:
        """Return the lists in blocks."""
        texts, new = self._texts, self._new
        ordered = sorted({*texts, *new}, key=in_order)
        lists = ((term, texts.get(term, "") + (self._text(term) if term in new else "")) for term in ordered)
        return cut(lists, least, last=True)[0]

    def _write(self) -> None:
        """Write as text what was added."""
        for term, entries in self._new.items():
            self._texts[term] = self._texts.get(term, "") + self._text(term)
            self._last[term] = entries[-1] & -_PAGE
        self._new.clear()
        self._pieces = _Pieces()
        self._count = 0

    def _text(self, term: str) -> str:
        """Return what was added to the list of a term."""
        entries = self._new[term]
        before = self._last.get(term, -_PAGE) if self._last else -_PAGE
        if len(entries) == 1:
            return self._pieces[entries[0] - before]
        pages = chain((before,), map(and_, entries, repeat(-_PAGE)))
        return "".join(map(self._pieces.__getitem__, map(sub, entries, pages)))
