"""Lists of the pages that hold a term, as text.

Pages are numbered from the oldest on. A list is a row of numbers, each written in digits of 64, the lowest first; a
digit of 32 and more says that another follows. For each page: six times the difference to the one before, plus twice
the weight, plus one if parts follow. Where none follow, it is the first part alone that holds the term; else the
number of further parts follows, and of each part the difference to the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koushu.search.records import Entry

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES: Final = {digit: value for value, digit in enumerate(DIGITS)}
_SMALL: Final = tuple(
    DIGITS[value] if value < 32 else DIGITS[32 + value % 32] + DIGITS[value // 32] for value in range(1024)
)
_FIRST: Final = (0,)


def number(value: int) -> str:
    """Return one number in digits."""
    if value < 1024:
        return _SMALL[value]
    written = ""
    while value >= 1024:
        written += DIGITS[32 + value % 32]
        value //= 32
    return written + _SMALL[value]


def differences(numbers: Iterable[int]) -> str:
    """Return rising numbers as text."""
    last, written = -1, []
    for value in numbers:
        written.append(number(value - last - 1))
        last = value
    return "".join(written)


def tail(entry: Entry) -> tuple[int, str]:
    """Return what is added to the difference of a page, and what follows it."""
    if entry.parts == _FIRST:
        return 2 * entry.weight, ""
    return 2 * entry.weight + 1, number(len(entry.parts) - 1) + differences(entry.parts)


def encode(postings: Iterable[tuple[int, tuple[int, str]]]) -> str:
    """Return pages with their tails, in rising order, as text."""
    last, written = -1, []
    for page, (added, following) in postings:
        written.append(number((page - last - 1) * 6 + added) + following)
        last = page
    return "".join(written)


def decode(text: str) -> dict[int, tuple[int, str]]:
    """Return page -> its tail."""
    found: dict[int, tuple[int, str]] = {}
    numbers = _numbers(text)
    page = -1
    for value in numbers:
        page += value // 6 + 1
        following = ""
        if value % 2:
            more = next(numbers)
            following = number(more) + "".join(number(next(numbers)) for _ in range(more + 1))
        found[page] = (value % 6, following)
    return found


def _numbers(text: str) -> Iterator[int]:
    value, place = 0, 1
    for char in text:
        digit = _VALUES[char]
        value += digit % 32 * place
        place *= 32
        if digit < 32:
            yield value
            value, place = 0, 1
