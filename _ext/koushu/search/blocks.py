"""Blocks of neighbouring terms, of which a question loads few.

A block lies in a file named after its first term, so that a page needs to know the first terms only. Where a block
ends depends on the terms since it began, so that an edit changes few.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from koushu.search.postings import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Block = dict[str, str]
    Edits = Mapping[str, Mapping[int, tuple[int, str] | None]]

_ONE_IN: Final = 8
_TIMES: Final = 3
_PAGES: Final = 10_000
_HEAD, _FOOT = "koushuSearch.block(`", "`);\n"


def smallest(pages: int) -> int:
    """Return how many characters a block has at least; more in a large site, whose list of blocks is long."""
    size = 16_000
    while pages > _PAGES:
        size, pages = size * 2, pages // 4
    return size


def in_order(term: str) -> bytes:
    """Return what sorts terms as a page does, which compares halves of long characters."""
    return term.encode("utf-16-be")


def sorted_terms(terms: Iterable[str]) -> list[str]:
    """Return terms in this order."""
    some = sorted(terms)
    # Without long characters the order is that of Python.
    return sorted(some, key=in_order) if max("".join(some), default="") > "\uffff" else some


def path_of(first: str) -> str:
    """Return where the block that begins with this term lies in the index."""
    codes = [f"{ord(char):x}" for char in first]
    return f"terms/{codes[0][:-3] or 0}/{'-'.join(codes)}.js"


def block_text(block: Block) -> str:
    """Return a block as the script that hands it over: a line for each term, of letters and digits alone."""
    return _HEAD + "\n".join(map(" ".join, block.items())) + _FOOT


def block_of(text: str) -> Block:
    """Return the block that a script hands over; raises `ValueError` for another script."""
    return dict(line.split(" ") for line in text.removeprefix(_HEAD).removesuffix(_FOOT).split("\n"))


def cut(terms: Sequence[str], lists: Sequence[str], least: int, *, last: bool) -> tuple[list[Block], Block]:
    """Return the blocks that end among these terms, and what begins another one; nothing if they are the last."""
    # How many characters there are before each term.
    sizes = [0, *accumulate(len(term) + len(told) + 2 for term, told in zip(terms, lists, strict=True))]
    blocks: list[Block] = []
    start = 0
    while start < len(terms):
        # The first term with which the block is large enough, and the one with which it is too large.
        end = bisect_right(sizes, sizes[start] + least)
        most = bisect_right(sizes, sizes[start] + _TIMES * least)
        while end < most and zlib.crc32(terms[end - 1].encode()) % _ONE_IN:
            end += 1
        if end > len(terms) and not last:
            break
        blocks.append(dict(zip(terms[start:end], lists[start:end], strict=True)))
        start = end
    return blocks, dict(zip(terms[start:], lists[start:], strict=True))


def changed(
    firsts: list[str], load: Callable[[str], Block], edits: Edits, least: int
) -> Iterator[tuple[str, Block | None]]:
    """Yield for each block that stays or comes its first term, and its terms unless it stays as it is.

    `edits` are, for a term, the pages of which something else is to be told, or nothing any more.
    """
    places: dict[int, list[str]] = {}
    keys = [in_order(first) for first in firsts]
    for term in edits:
        places.setdefault(max(bisect_right(keys, in_order(term)) - 1, 0), []).append(term)
    rest: Block = {}
    for place, first in enumerate(firsts):
        if not rest and place not in places:
            yield first, None
            continue
        terms = {**rest, **_edited(load(first), {term: edits[term] for term in places.get(place, ())})}
        ordered = sorted_terms(terms) if place in places else list(terms)
        lists = [terms[term] for term in ordered]
        blocks, rest = cut(ordered, lists, least, last=place == len(firsts) - 1)
        for block in blocks:
            yield next(iter(block)), block


def _edited(block: Block, edits: Edits) -> Block:
    """Return a block with changed lists; a term that no page holds any more is left out."""
    whole = dict(block)
    for term, pages in edits.items():
        postings = {**decode(whole.pop(term, "")), **pages}
        left = {page: tail for page, tail in sorted(postings.items()) if tail is not None}
        if left:
            whole[term] = encode(left.items())
    return whole
