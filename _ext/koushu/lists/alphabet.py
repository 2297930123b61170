"""Terms by their first letter, Chinese ones by that of their reading.

Pure. The characters of GB 2312, level 1, stand in the order of their readings (pinyin); they are those in common
use, so their place in the standard tells the letter. Others go below no letter, in the order of Unicode.
Source: GB/T 2312-1980, 3.1.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
OTHER: Final = ""
"""The letter of what has none."""

# The first character of each letter in level 1; no reading begins with i, u or v.
_FIRST: Final = (
    *(("啊", "A"), ("芭", "B"), ("擦", "C"), ("搭", "D"), ("蛾", "E"), ("发", "F"), ("噶", "G"), ("哈", "H")),
    *(("击", "J"), ("喀", "K"), ("垃", "L"), ("妈", "M"), ("拿", "N"), ("哦", "O"), ("啪", "P"), ("期", "Q")),
    *(("然", "R"), ("撒", "S"), ("塌", "T"), ("挖", "W"), ("昔", "X"), ("压", "Y"), ("匝", "Z")),
)
_STARTS: Final = tuple(one.encode("gb2312") for one, _ in _FIRST)
_LAST: Final = "座".encode("gb2312")


def letter(title: str) -> str:
    """Return the capital letter below which a title is looked for, `0–9` for a digit, else `OTHER`."""
    for char in title:
        bare = unicodedata.normalize("NFKD", char)[0]
        if bare.isascii() and bare.isalpha():
            return bare.upper()
        if bare.isdecimal():
            return "0–9"
        if char.isalpha():
            code = _code(char)
            capital = bare.upper() if bare.upper() != bare.lower() else OTHER
            return _FIRST[bisect_right(_STARTS, code) - 1][1] if code else capital
    return OTHER


def _code(char: str) -> bytes:
    """Return the place of a character in level 1 of the standard; nothing for any other."""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return b""
    return code if _STARTS[0] <= code <= _LAST else b""


def reading_order(title: str) -> tuple[tuple[int, bytes], ...]:
    """Return a key that sorts titles as readers look for them: Latin letters first, then Chinese by reading."""
    key: list[tuple[int, bytes]] = []
    for char in unicodedata.normalize("NFKC", title).casefold():
        code = _code(char)
        bare = unicodedata.normalize("NFKD", char)[0]
        key.append((1, code) if code else (0 if bare.isascii() else 2, bare.encode("utf-16-be", "replace")))
    return tuple(key)


def by_letter(things: Iterable[T], title: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """Return things below their letters, digits first and those without a letter last, each group in order."""
    groups: dict[str, list[T]] = {}
    for thing in sorted(things, key=lambda one: (reading_order(title(one)), title(one))):
        groups.setdefault(letter(title(thing)), []).append(thing)
    return sorted(groups.items(), key=lambda group: (group[0] == OTHER, group[0]))
