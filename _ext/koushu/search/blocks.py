"""Blocks of neighbouring terms, of which a question loads few.

A block lies in a file named after its first term, so that a page needs to know the first terms only. Where a block
ends depends on the terms since it began, so that an edit changes few.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from koushu.search.postings import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Block = dict[str, str]
    Edits = Mapping[str, Mapping[int, tuple[int, str] | None]]

_ONE_IN: Final = 8
_TIMES: Final = 3
_PAGES: Final = 2_500


def smallest(pages: int) -> int:
    """Return how many characters a block has at least; more in a large site, whose list of blocks is long."""
    size = 2_000
    while pages > _PAGES:
        size, pages = size * 2, pages // 4
    return size


def in_order(term: str) -> bytes:
    """Return what sorts terms as a page does, which compares halves of long characters."""
    return term.encode("utf-16-be")


def path_of(first: str) -> str:
    """Return where the block that begins with this term lies in the index."""
    codes = [f"{ord(char):x}" for char in first]
    return f"terms/{codes[0][:-2] or 0}/{'-'.join(codes)}.js"


def cut(terms: Iterable[tuple[str, str]], least: int, *, last: bool) -> tuple[list[Block], Block]:
    """Return the blocks that end among these terms, and what begins another one; nothing if they are the last."""
    blocks: list[Block] = []
    block: Block = {}
    size = 0
    for term, postings in terms:
        block[term] = postings
        size += len(term) + len(postings) + 6
        if size > _TIMES * least or (size > least and zlib.crc32(term.encode()) % _ONE_IN == 0):
            blocks.append(block)
            block, size = {}, 0
    if last and block:
        blocks.append(block)
        block = {}
    return blocks, block


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
        ordered = (
            sorted(terms.items(), key=lambda entry: in_order(entry[0])) if place in places else terms.items()
        )
        blocks, rest = cut(ordered, least, last=place == len(firsts) - 1)
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
