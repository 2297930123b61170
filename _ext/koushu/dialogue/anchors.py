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
_LONGEST: Final = _PIECE * _PIECES[0][1]
_PAIRS: Final = tuple(high + low for high in _DIGITS for low in _DIGITS)
"""Two digits of base 36: what may stand for a few letters."""
_ENOUGH: Final = (160, 400)
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
    marks = [_marks(one) for one in letters]
    given: list[list[str]] = [[] for _ in turns]
    taken: set[str] = set()
    counted: dict[str, int] = {}
    for place in reversed(range(len(turns))):
        name = f"t-{turns[place].speaker}-{_cut(marks[place], len(letters[place]))}"
        if name in taken:
            name = _free(
                name, [_cut(one, 0) for one in marks[place + 1 : place + 1 + _FOLLOWING]], taken, counted
            )
        given[place] = [name]
        taken.add(name)
    for place in reversed(range(len(turns))):
        length = len(letters[place])
        count = _count(length)
        for other in (length - _SLACK, length + _SLACK):
            if _count(other) == count:
                # That name is taken.
                continue
            name = f"t-{turns[place].speaker}-{_cut(marks[place], other)}"
            if name not in taken:
                given[place].append(name)
                taken.add(name)
    return given


def _opening(text: str) -> str:
    """Return the letters of a text, of a long one at least as many as anything is asked of."""
    for enough in _ENOUGH:
        letters = fold(text[:enough])
        if len(text) <= enough or len(letters) >= _PIECES[0][0] + 4 * _SLACK:
            return letters
    return fold(text)


def _marks(letters: str) -> str:
    """Return all marks that an opening can have."""
    pieces = [letters[at : at + _PIECE] for at in range(0, min(len(letters), _LONGEST), _PIECE)]
    return "".join([_PAIRS[crc32(piece.encode()) % len(_PAIRS)] for piece in pieces])


def _count(length: int) -> int:
    """Return how many marks a turn of some length has."""
    for least, count in _PIECES:
        if length >= least:
            return count
    return _PIECES[-1][1]


def _cut(marks: str, length: int) -> str:
    """Return the marks of an opening, as many as a turn of this length has."""
    return marks[: 2 * _count(length)] or "00"


def _free(name: str, following: Sequence[str], taken: set[str], counted: dict[str, int]) -> str:
    """Return a name that is not taken: as it is, with the openings of the turns that follow, or counted.

    `counted` tells up to where each name is counted, so that many equal turns are not counted from the first each.
    """
    apart = name
    for end in range(1, len(following) + 1):
        if apart not in taken:
            return apart
        apart = f"{name}.{''.join(following[:end])}"
    number = counted.get(name, 1)
    while apart in taken:
        number += 1
        apart = f"{name}.{number}"
    counted[name] = number
    return apart
