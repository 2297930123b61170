"""Lists of the pages that hold a term, as text.

Pages are numbered from the oldest on. A list is a row of numbers, each written in digits of 64, the lowest first; a
digit of 32 and more says that another follows. Each number is three times what it says plus its kind. Of kind 0 it
says that a page holds the term in its first part: three times the number of pages since the one before, plus the
weight. Of kind 1 it says the same of a later part, whose number less one follows. Of kind 2 it names one more part of
the same page: three times its number less one, plus the weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Tail = tuple[int, str]

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TITLE, STRESSED, OTHER = range(3)
"""What a term says about a part: it stands in the title or a facet, in a heading or often, or elsewhere."""
WEIGHTS: Final = 3
"""The place of a term is its part times these, plus its weight there."""
_KINDS: Final = 3
_PAGE: Final = WEIGHTS * _KINDS
"""What a page counts in the number that names it."""
_IN_FIRST, _IN_LATER, _ONE_MORE = range(_KINDS)
_VALUES: Final = {digit: value for value, digit in enumerate(DIGITS)}
_SMALL: Final = tuple(
    DIGITS[value] if value < 32 else DIGITS[32 + value % 32] + DIGITS[value // 32] for value in range(1024)
)


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


def piece(distance: int, place: int) -> str:
    """Return what a list says of a place of its term, so many pages behind the one before."""
    if not distance:
        return number((place - WEIGHTS) * _KINDS + _ONE_MORE)
    added, following = _first(place)
    return number((distance - 1) * _PAGE + added) + following


def tail(places: Iterable[int]) -> Tail:
    """Return what a page with these places, in rising order, adds to the number that names it, and what follows."""
    first, *others = places
    added, following = _first(first)
    return added, following + "".join([piece(0, place) for place in others])


def _first(place: int) -> Tail:
    part, weight = divmod(place, WEIGHTS)
    added = weight * _KINDS + (_IN_LATER if part else _IN_FIRST)
    return added, number(part - 1) if part else ""


def encode(postings: Iterable[tuple[int, Tail]]) -> str:
    """Return pages with their tails, in rising order, as text."""
    last, written = -1, []
    for page, (added, following) in postings:
        written.append(number((page - last - 1) * _PAGE + added) + following)
        last = page
    return "".join(written)


def decode(text: str) -> dict[int, Tail]:
    """Return page -> its tail."""
    found: dict[int, Tail] = {}
    numbers = _numbers(text)
    page = -1
    for value in numbers:
        kind = value % _KINDS
        if kind == _ONE_MORE:
            added, following = found[page]
            found[page] = added, following + number(value)
        else:
            page += value // _PAGE + 1
            found[page] = value % _PAGE, number(next(numbers)) if kind == _IN_LATER else ""
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
