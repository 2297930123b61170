"""The index: for each term the pages that hold it, in blocks of neighbouring terms, of which a query reads few.

Pages are numbered from the newest on. Their numbers stand in lists of differences, each written in digits of 64,
the lowest first; a digit of 32 and more says that another follows.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from koushu.search.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from koushu.search.records import Page

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
OFTEN: Final = 4
"""From how many times on a term is held to matter to a page."""
_SMALLEST: Final = 2_500
"""Characters of a block at least; of a large index more, since every question reads the list of blocks."""
_MOST_BLOCKS: Final = 1_500
_ONE_IN: Final = 8
_MOST_VALUES: Final = 200
_PAGES_IN_FOLDER: Final = 200
_HEADS_IN_FILE: Final = 500
_CLASSES: Final = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """The terms of one page by how much they say of it."""

    title: frozenset[str]
    stressed: frozenset[str]
    """In a heading, or often in the text."""
    other: frozenset[str]


def weigh(page: Page) -> Weights:
    """Return the terms of a page, each in the highest class that it has."""
    named = " ".join(value for values in page.facets.values() for value in values)
    title = frozenset(terms(f"{page.title}\n{named}"))
    counts = Counter(term for passage in page.passages for term in terms(passage.text))
    headings = frozenset(term for heading in page.headings for term in terms(heading))
    stressed = headings | {term for term, count in counts.items() if count >= OFTEN}
    return Weights(title, stressed - title, frozenset(counts) - stressed - title)


def write_index(entries: Iterable[tuple[Page, Weights]]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files of the index: one for each page, heads, blocks of terms, facets, `manifest.js`.

    Each entry is let go of before the next is asked for: of a page only its numbers in the lists are kept.
    """
    version = hashlib.sha256()
    blocks: list[tuple[str, str]] = []
    heads: list[list[str]] = []
    lists: dict[str, list[int]] = {}
    facets: dict[str, dict[str, list[int]]] = {}
    for number, (page, weights) in enumerate(entries):
        heads.append([page.url, page.title, page.date])
        _add_terms(lists, number, weights)
        _add_facets(facets, number, page)
        text = script("page", _page(page))
        version.update(text.encode())
        yield page_path(number), text
    for block in _blocks(_postings(lists)):
        text = script("block", block)
        name = hashlib.sha256(text.encode()).hexdigest()[:10]
        blocks.append((next(iter(block)), name))
        version.update(text.encode())
        yield f"terms/{name}.js", text
    for path, text in (*_head_files(heads), ("facets.js", script("facets", _facets(facets)))):
        version.update(text.encode())
        yield path, text
    known = {"pages": len(heads), "version": version.hexdigest()[:10], "blocks": blocks}
    yield "manifest.js", script("manifest", known)


def _head_files(heads: Sequence[list[str]]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(heads), _HEADS_IN_FILE):
        part = heads[start : start + _HEADS_IN_FILE]
        yield f"heads/{start // _HEADS_IN_FILE}.js", script("heads", part)


def page_path(number: int) -> str:
    """Return where the text of a page lies in the index; no folder holds more than a few hundred files."""
    return f"pages/{number // _PAGES_IN_FOLDER}/{number}.js"


def encode(numbers: Iterable[int]) -> str:
    """Return rising numbers as text: the difference to the one before, in digits of 64."""
    last, written = -1, []
    for number in numbers:
        rest = number - last - 1
        last = number
        while rest >= 32:
            written.append(DIGITS[32 + rest % 32])
            rest //= 32
        written.append(DIGITS[rest])
    return "".join(written)


def _add_terms(lists: dict[str, list[int]], number: int, weights: Weights) -> None:
    """Add a page to the list of each of its terms, as three times its number and the class of the term."""
    for place, group in enumerate((weights.title, weights.stressed, weights.other)):
        # One number for all terms of the page: a list of its own for each class would be most of the memory.
        entry = number * _CLASSES + place
        for term in group:
            lists.setdefault(term, []).append(entry)


def _postings(lists: dict[str, list[int]]) -> dict[str, str]:
    """Return term -> its three lists of pages, in the order in which a page compares strings."""
    ordered = sorted(lists, key=lambda term: term.encode("utf-16-be"))
    return {term: _posting(lists[term]) for term in ordered}


def _posting(entries: Sequence[int]) -> str:
    parts = (
        [entry // _CLASSES for entry in entries if entry % _CLASSES == place] for place in range(_CLASSES)
    )
    return "|".join(map(encode, parts)).rstrip("|")


def _blocks(postings: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the index in pieces; where one ends depends on its terms alone, so that an edit changes few of them."""
    sizes = {term: len(lists) + len(term) + 6 for term, lists in postings.items()}
    smallest = max(_SMALLEST, sum(sizes.values()) // _MOST_BLOCKS)
    block: dict[str, str] = {}
    size = 0
    for term, lists in postings.items():
        block[term] = lists
        size += sizes[term]
        if size > 3 * smallest or (size > smallest and _ends_block(term)):
            yield block
            block, size = {}, 0
    if block:
        yield block


def _ends_block(term: str) -> bool:
    return hashlib.sha256(term.encode()).digest()[0] % _ONE_IN == 0


def _page(page: Page) -> dict[str, Any]:
    passages = [[one.anchor, one.speaker, one.text] for one in page.passages]
    named = [value for values in page.facets.values() for value in values]
    also = [*page.headings, *named]
    return {"also": also, "passages": passages}


def _add_facets(found: dict[str, dict[str, list[int]]], number: int, page: Page) -> None:
    for kind, values in page.facets.items():
        for value in dict.fromkeys(values):
            found.setdefault(kind, {}).setdefault(value, []).append(number)


def _facets(found: dict[str, dict[str, list[int]]]) -> dict[str, list[tuple[str, str]]]:
    """Return kind -> the values that most pages have, each with its pages."""
    return {
        kind: [
            (value, encode(numbers))
            for value, numbers in sorted(values.items(), key=_most_first)[:_MOST_VALUES]
        ]
        for kind, values in sorted(found.items())
    }


def _most_first(entry: tuple[str, list[int]]) -> tuple[int, str]:
    return (-len(entry[1]), entry[0])


def script(name: str, data: object) -> str:
    """Return a script that hands data over; a script, so that a site opened as files can be searched too."""
    whole = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line separators end a line in old scripts.
    return f"koushuSearch.{name}({whole});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
