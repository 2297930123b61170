"""From the passages of a page to its parts, and to the places of its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.search.postings import OTHER, STRESSED, TITLE, WEIGHTS
from koushu.search.records import Passage
from koushu.search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koushu.search.records import Page

OFTEN: Final = 4
"""From how many times on a term is held to matter to a part of a page."""
_PART: Final = 12_000
"""Bytes of text after which a part of a page ends."""
_MOST_PARTS: Final = 2_500
"""Parts of a page; all that follows is in the last one."""
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
            if size > _PART and len(parts) < _MOST_PARTS - 1:
                parts.append(tuple(part))
                part, size = [], 0
            part.append(piece)
            size += len(piece.text.encode())
    return (*parts, tuple(part)) if part or not parts else tuple(parts)


def groups_of(page: Page) -> Iterator[tuple[int, Iterable[str]]]:
    """Yield the terms of a page by their places: in which part they stand, and what they say about it there.

    The title and the facets' values count to the first part. Each term has one place in a part.
    """
    named = " ".join(value for values in page.facets.values() for value in values)
    title = terms(f"{page.title}\n{named}", page.stemmer)
    yield TITLE, title
    for number, part in enumerate(page.parts):
        headings = "\n".join([passage.heading for passage in part if passage.heading])
        found = terms("\n".join([headings, *[passage.text for passage in part]]), page.stemmer)
        stressed = [term for term, count in found.items() if count >= OFTEN]
        if headings:
            stressed = [*dict.fromkeys([*terms(headings, page.stemmer), *stressed])]
        if number == 0:
            stressed = [term for term in stressed if term not in title]
            _take(found, title)
        _take(found, stressed)
        yield number * WEIGHTS + STRESSED, stressed
        yield number * WEIGHTS + OTHER, found


def _take(found: dict[str, int], others: Iterable[str]) -> None:
    for term in others:
        found.pop(term, None)


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
