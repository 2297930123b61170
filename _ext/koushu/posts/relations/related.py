"""Which posts are related to which, for all posts at once.

Source: Hugo, "Related content" (settings) and the ranking that Hugo 0.168 computes: each keyword that two pages
share adds the weight of its index; a page counts when the mean weight of what it shares, as a percentage of the
greatest weight, reaches the threshold divided by how much it shares.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

Key: TypeAlias = "tuple[int, str]"
"""Number of an index, and a keyword in it."""


@record
class Index:
    """One field of front matter that pages are compared by."""

    name: str
    """In lower case; `date` and the other dates are compared by `pattern`."""
    weight: int
    kind: str = "basic"
    """`basic`, or `fragments` for the ids of a page's headings."""
    pattern: str = ""
    """Layout of dates, as Go writes them; empty for the year."""
    to_lower: bool = False
    cardinality_threshold: int = 0
    """Keywords of more than this percentage of the pages that have any do not count; 0 for no bound."""


@record
class Rules:
    """By what, and how closely, pages must be alike."""

    indices: tuple[Index, ...]
    threshold: int = 80
    include_newer: bool = False


HUGO_RULES: Final = Rules((Index("keywords", 100), Index("date", 10), Index("tags", 80)))
"""What Hugo 0.168 compares by where a site says nothing."""
WIDER_RULES: Final = Rules(
    (
        Index("series", 100),
        Index("keywords", 100),
        Index("tags", 80),
        Index("categories", 60),
        Index("date", 10),
    ),
    threshold=60,
    include_newer=True,
)
"""What is compared by where Hugo's own rules find nothing for a post: newer posts, and more of what it says of itself.

Only there, since a page that shows newer posts changes whenever one is written.
"""


@record
class Document:
    """What is known of one page."""

    name: str
    published: float
    """Seconds since 1970; minus infinity for a page without a date."""
    keywords: tuple[tuple[str, ...], ...]
    """Keywords for each index of the rules, in their order."""
    title: str = ""
    """Decides between pages that are equal otherwise."""


def related(
    documents: Sequence[Document], rules: Rules, limit: int, wanted: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the names of at most `limit` related pages, the closest first, for each page (or those `wanted`).

    Keywords that few pages have are followed to those pages. A keyword of many pages is a number with a bit for each
    page, so that 10,000 pages that share it cost a few machine instructions per word, and not 10,000 steps.
    """
    index = _InvertedIndex(documents, rules)
    names = [one.name for one in index.ordered]
    return {
        name: tuple(names[other] for other in islice(index.closest(place), limit))
        for place, name in enumerate(names)
        if wanted is None or name in wanted
    }


@dataclass(slots=True)
class _Scores:
    """What one page shares with each of those that share a rare keyword with it."""

    weight: dict[int, int] = field(default_factory=dict)
    matches: dict[int, int] = field(default_factory=dict)

    def add(self, place: int, weight: int, times: int) -> None:
        self.weight[place] = self.weight.get(place, 0) + weight * times
        self.matches[place] = self.matches.get(place, 0) + times


class _InvertedIndex:
    """Keywords with the places of their pages in `ordered`: newest first, which is also what decides between equals."""

    def __init__(self, documents: Sequence[Document], rules: Rules) -> None:
        self.ordered = sorted(documents, key=lambda one: (-one.published, one.title, one.name))
        self._rules = rules
        self._weights = [index.weight for index in rules.indices]
        self._low, self._high = min(0, *self._weights, 0), max(0, *self._weights, 0)
        places: defaultdict[Key, list[int]] = defaultdict(list)
        for place, document in enumerate(self.ordered):
            for key in _keys(document, self._weights):
                places[key].append(place)
        self._filled = [
            sum(1 for document in documents if document.keywords[number])
            for number in range(len(rules.indices))
        ]
        kept = {key: found for key, found in places.items() if not self._is_common(key, len(found))}
        # A number with a bit for each page is worth its size from some share of all pages on.
        frequent = max(64, len(self.ordered) // 128)
        self._rare = {key: found for key, found in kept.items() if len(found) <= frequent}
        self._bits = {key: _bits_by_times(found) for key, found in kept.items() if len(found) > frequent}
        self._keys = [
            Counter(key for key in _keys(document, self._weights) if key in kept) for document in self.ordered
        ]

    def _is_common(self, key: Key, count: int) -> bool:
        bound = self._rules.indices[key[0]].cardinality_threshold
        return bool(bound) and int(count / self._filled[key[0]] * 100) > bound

    def closest(self, place: int) -> Iterator[int]:
        """Yield the places of the pages related to one, the closest first."""
        first = self._first_allowed(place)
        scores = self._scores(place, first)
        exact = sorted((-weight, other) for other, weight in scores.weight.items())
        waiting = (pair for pair in exact if self._reaches(-pair[0], scores.matches[pair[1]]))
        one = next(waiting, None)
        for weight, bits in self._frequent(place, first):
            for other in _places(bits):
                if other in scores.weight:
                    continue
                while one is not None and one < (-weight, other):
                    yield one[1]
                    one = next(waiting, None)
                yield other
        if one is not None:
            yield one[1]
        yield from (other for _, other in waiting)

    def _first_allowed(self, place: int) -> int:
        """Return the first place of a page that is not newer than this one, unless newer ones count as well."""
        published = self.ordered[place].published
        if self._rules.include_newer or published == -math.inf:
            return 0
        while place and self.ordered[place - 1].published == published:
            place -= 1
        return place

    def _scores(self, place: int, first: int) -> _Scores:
        """Return what is shared with every page that shares a rare keyword."""
        scores = _Scores()
        own = self._keys[place]
        for key, times in own.items():
            for other in self._rare.get(key, ()):
                if other >= first and other != place:
                    scores.add(other, self._weights[key[0]], times)
        frequent = [key for key in own if key in self._bits]
        for other in list(scores.weight):
            for key in frequent:
                if key in self._keys[other]:
                    scores.add(other, self._weights[key[0]], own[key] * self._keys[other][key])
        return scores

    def _frequent(self, place: int, first: int) -> list[tuple[int, int]]:
        """Return total weights, the greatest first, with the pages that share frequent keywords of that weight."""
        allowed = ((1 << len(self.ordered)) - 1) >> first << first
        allowed &= ~(1 << place)
        groups = {(0, 0): allowed}
        own = self._keys[place]
        for key in own:
            for times, bits in self._bits.get(key, {}).items():
                groups = _divided(groups, bits, self._weights[key[0]], own[key] * times)
        totals: defaultdict[int, int] = defaultdict(int)
        for (weight, matches), bits in groups.items():
            if matches and self._reaches(weight, matches):
                totals[weight] |= bits
        return sorted(totals.items(), reverse=True)

    def _reaches(self, weight: int, matches: int) -> bool:
        """Return whether what is shared reaches the threshold; Go's whole numbers are cut off towards zero."""
        if self._low == self._high:
            return False
        mean = math.trunc(weight / matches)
        share = math.floor((mean - self._low) / (self._high - self._low) * 100 + 0.5)
        return share >= self._rules.threshold // matches


def _keys(document: Document, weights: Sequence[int]) -> Iterator[Key]:
    for number, words in enumerate(document.keywords):
        if weights[number]:
            for word in words:
                yield number, word


def _bits_by_times(places: Sequence[int]) -> dict[int, int]:
    """Return the pages that have a keyword once, those that have it twice, and so on; Hugo counts each."""
    by_times: defaultdict[int, list[int]] = defaultdict(list)
    for place, times in Counter(places).items():
        by_times[times].append(place)
    return {times: _bits(found) for times, found in by_times.items()}


def _bits(places: Sequence[int]) -> int:
    """Return a number in which the bit of each place is set."""
    data = bytearray(places[-1] // 8 + 1)
    for place in places:
        data[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(data, "little")


def _places(bits: int) -> Iterator[int]:
    """Yield the place of each bit that is set, from the lowest on."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _divided(
    groups: dict[tuple[int, int], int], bits: int, weight: int, times: int
) -> dict[tuple[int, int], int]:
    """Return groups of pages by what they share, `(weight, matches)`, with one more keyword taken into account."""
    divided: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (total, matches), group in groups.items():
        having = group & bits
        if having:
            divided[total + weight * times, matches + times] |= having
        rest = group & ~bits
        if rest:
            divided[total, matches] |= rest
    return dict(divided)
