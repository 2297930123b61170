"""The permanent anchor of each turn: `t-<speaker>-<marks>`, from who speaks and how the turn opens.

The marks are a sketch, not one hash: two characters for every four letters of the opening, so that a link
whose words have changed since can still be matched, by `assets/dialogue.js`, with the turn that is most like
it. Turns are named from the last to the first and apart from equals by what follows them, so nothing that
comes in above a turn changes its anchor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from koushu.dialogue.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE: Final = 4
"""Letters that make one mark."""
_PIECES: Final = ((72, 6), (36, 3), (0, 2))
"""From so many letters of a turn on, so many marks of its opening: an edit in its middle lies beyond them."""
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_SLACK: Final = 12
"""How much longer or shorter a turn may become and still answer to the anchor that it had."""
_ENOUGH: Final = 400
"""Characters of a turn that are looked at first; letters may join at their end, far behind those that count."""
_FOLLOWING: Final = 3
"""How many of the following turns keep two equal openings apart, before they are counted."""


class Said(NamedTuple):
    """What an anchor is made from."""

    speaker: str
    """The id of who speaks."""
    text: str
    """The words, without the lead."""


def anchors(turns: Sequence[Said]) -> list[list[str]]:
    """Return the anchors of each turn, the permanent one first; no anchor is given twice.

    Further anchors are those that the turn would have, or had, if it were a little longer or shorter.
    """
    letters = [_opening(turn.text) for turn in turns]
    given: list[list[str]] = [[] for _ in turns]
    taken: set[str] = set()
    for place in reversed(range(len(turns))):
        start = f"t-{turns[place].speaker}-"
        name = start + _marks(letters[place], len(letters[place]))
        following = [_marks(one, 0) for one in letters[place + 1 : place + 1 + _FOLLOWING]]
        given[place] = [_free(name, following, taken)]
        taken.add(given[place][0])
    for place in reversed(range(len(turns))):
        for length in (len(letters[place]) - _SLACK, len(letters[place]) + _SLACK):
            name = f"t-{turns[place].speaker}-{_marks(letters[place], length)}"
            if name not in taken:
                given[place].append(name)
                taken.add(name)
    return given


def _opening(text: str) -> str:
    """Return the letters of a text, of a long one at least as many as anything is asked of."""
    letters = fold(text[:_ENOUGH])
    return fold(text) if len(text) > _ENOUGH and len(letters) < _PIECES[0][0] + 4 * _SLACK else letters


def _marks(letters: str, length: int) -> str:
    """Return the marks of an opening, as many as a turn of this length has."""
    count = next(count for least, count in _PIECES if length >= least or not least)
    pieces = [letters[at : at + _PIECE] for at in range(0, count * _PIECE, _PIECE)]
    return "".join(_mark(piece) for piece in pieces if piece) or "00"


def _mark(piece: str) -> str:
    """Return two digits of base 36 that stand for a few letters."""
    high, low = divmod(crc32(piece.encode()) % len(_DIGITS) ** 2, len(_DIGITS))
    return _DIGITS[high] + _DIGITS[low]


def _free(name: str, following: Sequence[str], taken: set[str]) -> str:
    """Return a name that is not taken: as it is, with the openings of the turns that follow, or counted."""
    apart = name
    for end in range(1, len(following) + 1):
        if apart not in taken:
            return apart
        apart = f"{name}.{''.join(following[:end])}"
    number = 1
    while apart in taken:
        number += 1
        apart = f"{name}.{number}"
    return apart
