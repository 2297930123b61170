"""From the passages of a page to its parts, and to what it has of each term."""

from __future__ import annotations

from collections import defaultdict
from operator import add
from typing import TYPE_CHECKING, Final

from koushu.search.records import Entry, Passage
from koushu.search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koushu.search.records import Page

OFTEN: Final = 4
"""From how many times on a term is held to matter to a page."""
TITLE, STRESSED, OTHER = range(3)
_PART: Final = 6_000
"""Bytes of text after which a part of a page ends."""
_LONGEST: Final = 3_000
"""Bytes after which a passage is divided, where a sentence ends."""
_ENDS: Final = "。！？.!?\n"


def parts_of(passages: Iterable[Passage]) -> tuple[tuple[Passage, ...], ...]:
    """Return the passages of a page in parts of about the same size; at least one, which may be empty."""
    parts: list[tuple[Passage, ...]] = []
    part: list[Passage] = []
    size = 0
    for passage in passages:
        for piece in _pieces(passage):
            if size > _PART:
                parts.append(tuple(part))
                part, size = [], 0
            part.append(piece)
            size += len(piece.text.encode())
    return (*parts, tuple(part)) if part or not parts else tuple(parts)


class _Longer(dict[tuple[int, ...], tuple[int, ...]]):
    """Rows of parts, each with one more part behind it."""

    def __init__(self, part: int) -> None:
        self._part = part

    def __missing__(self, parts: tuple[int, ...]) -> tuple[int, ...]:
        longer = self[parts] = (*parts, self._part)
        return longer


def entries_of(page: Page) -> dict[Entry, list[str]]:
    """Return what a page has of its terms, which for most is the same, with the terms of which it has that."""
    named = " ".join(value for values in page.facets.values() for value in values)
    title = terms(f"{page.title}\n{named}", page.stemmer).keys()
    stressed: set[str] = set()
    counts: dict[str, int] = {}
    places: dict[str, tuple[int, ...]] = {}
    for number, part in enumerate(page.parts):
        headings = "\n".join([passage.heading for passage in part if passage.heading])
        if headings:
            stressed.update(terms(headings, page.stemmer))
        found: dict[str, int] = terms(
            "\n".join([headings, *[passage.text for passage in part]]), page.stemmer
        )
        _add(counts, places, found, number)
    stressed.update([term for term, count in counts.items() if count >= OFTEN])
    for term in title:
        if 0 not in places.get(term, ()):
            places[term] = (0, *places.get(term, ()))
    weighty = ((TITLE, title), (STRESSED, stressed - title))
    groups = {
        Entry(weight, parts): group
        for weight, some in weighty
        for parts, group in _grouped((term, places.pop(term)) for term in some).items()
    }
    return groups | {Entry(OTHER, parts): group for parts, group in _grouped(places.items()).items()}


def _add(
    counts: dict[str, int], places: dict[str, tuple[int, ...]], found: dict[str, int], part: int
) -> None:
    """Add what is found in a part to how often each term stands in the parts before it, and where."""
    here: dict[str, tuple[int, ...]] = dict.fromkeys(found, (part,))
    # No loop of Python's own, since there are some thousand of them on a page.
    both = list(counts.keys() & found.keys())
    earlier = map(places.__getitem__, both)
    here.update(zip(both, map(_Longer(part).__getitem__, earlier), strict=True))
    sums = list(map(add, map(counts.__getitem__, both), map(found.__getitem__, both)))
    counts.update(found)
    counts.update(zip(both, sums, strict=True))
    places.update(here)


def _grouped(placed: Iterable[tuple[str, tuple[int, ...]]]) -> dict[tuple[int, ...], list[str]]:
    groups: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for term, parts in placed:
        groups[parts].append(term)
    return groups


def _pieces(passage: Passage) -> Iterator[Passage]:
    """Yield a passage, in pieces if it is too long; the first has the heading."""
    text, heading = passage.text, passage.heading
    while len(text) * 3 > _LONGEST and len(text.encode()) > _LONGEST:
        cut = _cut(text)
        yield Passage(passage.anchor, passage.speaker, text[:cut].rstrip(), heading)
        text, heading = text[cut:].lstrip(), ""
    if text or heading:
        yield Passage(passage.anchor, passage.speaker, text, heading)


def _cut(text: str) -> int:
    """Return where a text too long is divided: after a sentence, else after a word, else anywhere."""
    longest = len(text.encode()[:_LONGEST].decode(errors="ignore"))
    sentence = max(text.rfind(end, longest // 2, longest) for end in _ENDS)
    end = sentence if sentence >= 0 else text.rfind(" ", longest // 2, longest)
    return end + 1 if end >= 0 else longest
