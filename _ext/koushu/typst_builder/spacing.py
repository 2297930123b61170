"""Blanks and quotation marks in running text where Chinese and Latin meet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts that are written without blanks between words, with their punctuation and full-width forms.
# Hangul is not among them: Korean separates words by blanks.
CJK = (
    r"\u2e80-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U0001b000-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
_CJK_CHARACTER = re.compile(f"[{CJK}]")
# No-break and other fixed blanks are content; only what HTML collapses is collapsed.
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
# Marks that Chinese fonts draw as wide as a character, though Latin text uses the same code points.
_SHARED = "\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2025\u2026"
_SHARED_RUN = re.compile(f"[{_SHARED}]+")
_PAIR = re.compile(r"(?<![A-Za-z])‘[^‘’\n]{1,200}’(?![A-Za-z])|“[^“”\n]{1,400}”")


LONG_WORD = 28
"""How many characters a word may have that is never broken: any line, but that of a narrow cell, has room for it."""
_DELIMITED = re.compile(r"[^/.?&=_:;,#%+@|~-]*[/.?&=_:;,#%+@|~-]*")
_LONGEST_PIECE = 12
_WORDS = re.compile(rf"(\s+|[{CJK}]+)")


def breakable(text: str, longest: int = LONG_WORD) -> list[str]:
    """Return a text in the pieces between which a line may break though there is no blank; most texts are one piece.

    Only words of more than `longest` characters are cut: behind the marks of addresses and names of programs, and
    where those stand too far apart, anywhere.
    """
    if len(text) <= longest:
        return [text]
    pieces: list[str] = []
    # What the piece now begun is made of.
    begun: list[str] = []
    for word in _WORDS.split(text):
        if len(word) <= longest or word.isspace() or is_cjk(word[0]):
            begun.append(word)
            continue
        first, *others = _pieces(word)
        begun.append(first)
        for other in others:
            pieces.append("".join(begun))
            begun = [other]
    return [*pieces, "".join(begun)]


def _pieces(word: str) -> Iterator[str]:
    """Yield the pieces of one long word; none begins with a mark or is very short."""
    piece = ""
    for part in _DELIMITED.findall(word):
        for start in range(0, max(1, len(part) - _LONGEST_PIECE // 2), _LONGEST_PIECE):
            last = start + _LONGEST_PIECE * 3 // 2 >= len(part)
            piece += part[start:] if last else part[start : start + _LONGEST_PIECE]
            if len(piece) > 3:
                yield piece
                piece = ""
            if last:
                break
    if piece:
        yield piece


def is_cjk(character: str) -> bool:
    """Return whether a character belongs to a script written without blanks between words."""
    return _CJK_CHARACTER.match(character) is not None


def collapse(text: str, before: str, after: str) -> str:
    """Return a text with each run of blanks made one, and none where a line broke between two CJK characters.

    `before` and `after` are the characters that stand next to the text; `before` is a blank or empty
    at the start of a block, and a leading blank is then dropped.
    """

    def one(match: re.Match[str]) -> str:
        left = text[match.start() - 1] if match.start() else before
        right = text[match.end()] if match.end() < len(text) else after
        if not match.start() and (not left or left.isspace()):
            return ""
        if "\n" in match[0] and left and right and is_cjk(left) and is_cjk(right):
            return ""
        return " "

    return _BLANKS.sub(one, text)


def latin_runs(text: str, before: str = "", after: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces; a piece marked true has shared marks that belong to Latin text.

    A pair of quotation marks is Latin when nothing in or around it is CJK; any other mark when both its
    neighbours are Latin.
    """
    latin: set[int] = set()
    for pair in _PAIR.finditer(text):
        around = _at(text, pair.start() - 1, before) + _at(text, pair.end(), after)
        if not _CJK_CHARACTER.search(around + pair[0]) and re.search(r"[A-Za-z0-9]", pair[0]):
            latin.update((pair.start(), pair.end() - 1))
    for marks in _SHARED_RUN.finditer(text):
        around = _at(text, marks.start() - 1, before) + _at(text, marks.end(), after)
        if len(around) == 2 and all(map(_is_latin, around)):
            latin.update(range(*marks.span()))
    start = 0
    for position in sorted(latin):
        if position > start:
            yield text[start:position], False
        yield text[position], True
        start = position + 1
    if start < len(text):
        yield text[start:], False


def _at(text: str, index: int, outside: str) -> str:
    return text[index] if 0 <= index < len(text) else outside


def _is_latin(character: str) -> bool:
    return character.isalnum() and ord(character) < 0x2E80
