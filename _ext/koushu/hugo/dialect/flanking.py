"""Whether a run of marks may open or close, beside Chinese, Japanese and Korean writing too.

CommonMark lets `**` close after punctuation only where blank or punctuation follows; so `**记者：**您` stays
literal there and in Hugo, since no blank stands between the words. Here full-width punctuation counts as
writing, and ASCII punctuation beside such writing as a boundary.

Two designs were weighed. Rewriting the text before parsing moves every column and can touch code; deciding
only here whether a run may open or close leaves the pairing to markdown-it. The second was taken.
Source: CommonMark 0.31.2, "Emphasis and strong emphasis"; the markdown-cjk-friendly specification for the idea.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from koushu.hugo.dialect.wide import is_cjk

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

# Marks that end a phrase open nothing, and marks that begin one close nothing: a stray `**）` stays as written.
_ENDING: Final = frozenset(",.;:!?…，。、．：；！？")


class Run(NamedTuple):
    """A run of one mark: its length, what it may do, and what of that CommonMark would not let it do."""

    length: int
    can_open: bool
    can_close: bool
    repaired: tuple[bool, bool]


def scan_run(state: StateInline, *, repair_cjk: bool) -> Run:
    """Return the run of marks at the parser's place."""
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    end = state.pos + scanned.length
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    if not repair_cjk or not (is_cjk(before) or is_cjk(after)):
        return Run(scanned.length, scanned.can_open, scanned.can_close, (False, False))
    opens = not scanned.can_open and _touches(before, after) and not _ends_phrase(after)
    closes = not scanned.can_close and _touches(after, before) and not _begins_phrase(before)
    return Run(scanned.length, scanned.can_open or opens, scanned.can_close or closes, (opens, closes))


def _touches(outside: str, inside: str) -> bool:
    """Return whether a run belongs to the text on its inside, full-width punctuation counted as writing."""
    if isWhiteSpace(ord(inside)):
        return False
    if is_cjk(inside) or not _is_punctuation(inside):
        return True
    return isWhiteSpace(ord(outside)) or _is_punctuation(outside) or is_cjk(outside)


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _ends_phrase(character: str) -> bool:
    return character in _ENDING or category(character) in {"Pe", "Pf"}


def _begins_phrase(character: str) -> bool:
    return category(character) in {"Ps", "Pi"}
