"""Where the pages of the printed book begin in the EPUB: found by their words, and marked where they stand.

A page whose first words are not found exactly where they must be (it opens with a picture or a formula) has no mark,
so that every mark is true.
Sources: EPUB 3.3, 7.4.3 (page list); EPUB Accessibility 1.1, 4.1.3 (page break markers); DPUB-ARIA 1.1.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from koushu.epub.navigation import Landmark
from koushu.epub.vocabulary import HEADINGS, PHRASING
from koushu.xhtml import EPUB_TYPE, MATHML, SVG, XHTML, local_name, namespace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koushu.epub.links import BookPage
    from koushu.epub.printed_pages import PrintedPage

_XHTML: Final = f"{{{XHTML}}}"
_BLANKS: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_HEAD_LINES: Final = 4
"""How many lines may stand above the text of a page: the running head, and who goes on speaking."""
_WORDS: Final = (80, 40, 20)
"""How many characters must agree: titles stand in lists as well, so many are tried first."""
_FEWEST: Final = 4
_SLACK: Final = 3000
"""By how many characters a page may lie from where the length of the one before puts it: notes stand elsewhere."""


@dataclass(slots=True)
class _Stream:
    """The text of the book without blanks, and where each piece of it stands."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: list[tuple[BookPage, ET.Element, bool]] = field(default_factory=list)
    """Page, element, and whether the piece stands behind it and not in it."""
    length: int = 0

    def add(self, page: BookPage, element: ET.Element, *, tail: bool) -> None:
        text = squeeze((element.tail if tail else element.text) or "")
        if text:
            self.pieces.append(text)
            self.starts.append(self.length)
            self.places.append((page, element, tail))
            self.length += len(text)


def squeeze(text: str) -> str:
    """Return a text without anything that takes no ink."""
    return _BLANKS.sub("", text)


def mark_page_breaks(pages: Sequence[BookPage], printed: Sequence[PrintedPage]) -> list[Landmark]:
    """Mark the beginning of each printed page in place, and return the marks in order, as a page list has them."""
    stream = _read(pages)
    found = list(_find("".join(stream.pieces), printed))
    marks = [_place(stream, start, label) for label, start in reversed(found)]
    return [Landmark("pagebreak", label, target) for label, target in reversed(marks)]


def _read(pages: Sequence[BookPage]) -> _Stream:
    stream = _Stream()
    for page in pages:
        body = page.root.find(_XHTML + "body")
        if body is not None:
            _walk(stream, page, body)
    return stream


def _walk(stream: _Stream, page: BookPage, element: ET.Element) -> None:
    # A list of posts says what these say, and in print they stand in its place.
    is_list = "post-list" in element.get("class", "").split()
    if namespace(element) not in {SVG, MATHML} and local_name(element) != "rt" and not is_list:
        stream.add(page, element, tail=False)
        for child in element:
            _walk(stream, page, child)
            stream.add(page, child, tail=True)


def _find(text: str, printed: Sequence[PrintedPage]) -> Iterator[tuple[str, int]]:
    """Yield label and place in the text of each page whose first words stand there, in the order of both."""
    at, expected = 0, 0
    for page in printed:
        start = _first_words(text, page.lines, at, expected)
        if start is not None:
            yield page.label, start
            at = expected = start
            at += 1
        expected += sum(len(squeeze(line)) for line in page.lines)


def _first_words(text: str, lines: Sequence[str], at: int, expected: int) -> int | None:
    lowest, highest = max(at, expected - _SLACK), expected + _SLACK
    for count in _WORDS:
        for skipped in range(min(_HEAD_LINES, len(lines))):
            words = squeeze("".join(lines[skipped:]))[:count]
            places = list(_all(text, words, lowest, highest)) if len(words) >= _FEWEST else []
            if places:
                return min(places, key=lambda place: abs(place - expected))
    return None


def _all(text: str, words: str, lowest: int, highest: int) -> Iterator[int]:
    place = text.find(words, lowest, highest)
    while place >= 0:
        yield place
        place = text.find(words, place + 1, highest)


def _place(stream: _Stream, start: int, label: str) -> tuple[str, str]:
    """Put a mark before the character of this number; return its label and its address."""
    index = bisect.bisect_right(stream.starts, start) - 1
    page, element, tail = stream.places[index]
    name = f"page-{label}"
    while name in page.identifiers.values():
        name += "-"
    page.identifiers[name] = name
    mark = ET.Element(_XHTML + "span", {"id": name, EPUB_TYPE: "pagebreak", "role": "doc-pagebreak"})
    mark.set("aria-label", label)
    parents = {child: parent for parent in page.root.iter() for child in parent}
    _insert(mark, element, parents, start - stream.starts[index], tail=tail)
    return label, f"{page.path}#{name}"


def _insert(
    mark: ET.Element, element: ET.Element, parents: dict[ET.Element, ET.Element], offset: int, *, tail: bool
) -> None:
    text = (element.tail if tail else element.text) or ""
    cut = _cut(text, offset)
    if tail:
        parent = parents[element]
        parent.insert(list(parent).index(element) + 1, mark)
        element.tail, mark.tail = text[:cut], text[cut:]
        return
    outer = element
    while not text[:cut].strip() and _opens_block(outer, parents):
        outer = parents[outer]
    if not text[:cut].strip() and local_name(outer) in HEADINGS | {"p", "pre"}:
        # Before the block, so that the number is no part of what the block says.
        parents[outer].insert(list(parents[outer]).index(outer), mark)
        return
    element.text, mark.tail = text[:cut], text[cut:]
    element.insert(0, mark)


def _opens_block(element: ET.Element, parents: dict[ET.Element, ET.Element]) -> bool:
    """Return whether nothing stands before an inline element in its parent, which may have the mark before it."""
    parent = parents.get(element)
    return (
        parent is not None
        and local_name(element) in PHRASING
        and parent[0] is element
        and not (parent.text or "").strip()
    )


def _cut(text: str, offset: int) -> int:
    """Return where in a text its character of this number stands, blanks not counted."""
    count = 0
    for index, char in enumerate(text):
        if squeeze(char):
            if count == offset:
                return index
            count += 1
    return len(text)
