"""Typographic quotes, dashes and ellipses, by goldmark's rules.

Source: Hugo documentation, "Configure markup", `typographer`; the behaviour at each quote was taken from what
Hugo prints of the case files.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final, cast
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKS: Final = {"---": "—", "--": "–", "...": "…", "<<": "«", ">>": "»"}
_PAIRS: Final = ("--", "...", "<<", ">>")
"""What one of them begins with, which is seen sooner than which of them."""
_mark_pattern: Final = re.compile("|".join(map(re.escape, _MARKS)))

# After the apostrophe, up to the end of the line.
_decade: Final = re.compile(r"\d\ds(?:[\s!-/:-@\[-`{-~]|$)").match
_shortened: Final = re.compile(r"[tenl]").match
_contraction: Final = re.compile(r"(?:[mtsd]|ve|ll|re)(?:[\s!-/:-@\[-`{-~]|$)").match

_QUOTES: Final = ("'", '"')
# Where a block's open quotes are counted in `StateInline.cache`, whose other keys are places in the text.
_OPEN: Final = -1
_LONG_RUN: Final = 40
# More letters than any rule for quotes asks for.
_AHEAD: Final = 40


def typographer_plugin(md: MarkdownIt, *, across_blocks: bool) -> None:
    """Add the rules: quotes where their neighbours are still in sight, the other marks in the finished text.

    goldmark counts quotes that are open over the whole text, so that one that is never closed turns a later one of
    another block; `across_blocks` says whether that is to be so here.
    """
    for quote in _QUOTES:
        md.inline.add_terminator_char(quote)
    md.inline.ruler.push("typographer_quotes", partial(_quotes, across_blocks=across_blocks))
    # After raw HTML, which goldmark looks for first at the same character.
    md.inline.ruler.push("typographer_guillemets", _guillemets)
    md.core.ruler.after("inline", "typographer_marks", _replace_marks)


def _replace_marks(state: StateCore) -> None:
    for block in state.tokens:
        if block.children:
            _replace_in(block.children)


def _replace_in(tokens: Iterable[Token]) -> None:
    inside_url = False
    for token in tokens:
        if token.info == "auto":
            inside_url = token.nesting > 0
        elif token.type == "text" and not inside_url and any(mark in token.content for mark in _PAIRS):
            token.content = _mark_pattern.sub(lambda found: _MARKS[found[0]], token.content)
        elif token.type == "image" and token.children:
            _replace_in(token.children)


def _guillemets(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos : state.pos + 2]
    if mark not in {"<<", ">>"}:
        return False
    if not silent:
        state.append_pending(_MARKS[mark])
    state.pos += 2
    return True


def _quotes(state: StateInline, silent: bool, *, across_blocks: bool) -> bool:
    quote = state.src[state.pos]
    # Within a long run nobody means a quotation, and each would be looked through anew.
    if quote not in _QUOTES or state.src.startswith(quote * _LONG_RUN, max(0, state.pos - _LONG_RUN // 2)):
        return False
    ahead = min(state.pos + _AHEAD, state.posMax)
    end = state.src.find("\n", state.pos, ahead)
    rest = state.src[state.pos + 1 : end + 1 if end >= 0 else ahead]
    before = state.src[state.pos - 1] if state.pos else "\n"
    opened = _opened(state, across_blocks=across_blocks)
    turn = _single if quote == "'" else _double
    curly = "" if silent else turn(state, before, rest, opened)
    if not curly and not silent:
        return False
    if not silent:
        state.append_pending(curly)
    state.pos += 1
    return True


def _opened(state: StateInline, *, across_blocks: bool) -> Counter[str]:
    """Return how many quotes of each kind are open."""
    if across_blocks:
        return cast("Counter[str]", state.env.setdefault("open_quotes", Counter()))
    return cast("dict[int, Counter[str]]", state.cache).setdefault(_OPEN, Counter())


def _single(state: StateInline, before: str, rest: str, opened: Counter[str]) -> str:
    """Return the curly form of an apostrophe or single quote, or nothing when it stays straight."""
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    only_opens = scanned.can_open and not scanned.can_close
    if _is_apostrophe(before, rest, only_opens=only_opens):
        return "’"
    if only_opens:
        opened["'"] += 1
        return "‘"
    if _ends_word(rest):
        # Whatever was opened stays open, as in goldmark.
        return "’"
    if opened["'"] and _closes(scanned.can_open, scanned.can_close, rest):
        opened["'"] -= 1
        return "’"
    return ""


def _ends_word(rest: str) -> bool:
    """Return whether a blank or punctuation mark follows, and more behind it; the end of a line is no blank here."""
    return len(rest) > 1 and (rest[0].isspace() or _is_punctuation(rest[0]))


def _is_apostrophe(before: str, rest: str, *, only_opens: bool) -> bool:
    """Return whether letters were left out here: `'90s`, `'net`, `don't`, `'s`."""
    if not rest:
        return False
    if only_opens and (_decade(rest) or _contraction(rest)):
        return True
    if (before.isspace() or _is_punctuation(before)) and _shortened(rest):
        return True
    return (before.isalpha() or before.isdecimal()) and rest[0].isalpha()


def _double(state: StateInline, before: str, rest: str, opened: Counter[str]) -> str:
    """Return the curly form of a double quote, or nothing when it stays straight: an inch, or none is open."""
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    if scanned.can_open and not scanned.can_close:
        opened['"'] += 1
        return "“"
    if not opened['"'] or not _closes(scanned.can_open, scanned.can_close, rest):
        return ""
    if rest.startswith('"') and before.isdecimal():
        return ""
    opened['"'] -= 1
    return "”"


def _closes(can_open: bool, can_close: bool, rest: str) -> bool:
    """Return whether a quote closes: it only may, or punctuation stands between it and the end of the phrase."""
    if not can_close or not can_open:
        return can_close
    return bool(rest) and _is_punctuation(rest[0]) and (len(rest) == 1 or not rest[1].isalnum())


def _is_punctuation(character: str) -> bool:
    return category(character).startswith("P")
