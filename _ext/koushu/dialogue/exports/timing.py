"""From when to when each turn lasts: as told, or between its neighbours by the number of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.dialogue.clock import seconds_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.dialogue.extract import Utterance

# Slow speech; the end of the last turn is all it decides, and turns before the first time code.
_SECONDS_PER_WORD: Final = 0.4
_LEAST: Final = 1.0


@record
class Timed:
    """A turn with its time in the recording, in seconds."""

    turn: Utterance
    start: float
    end: float


def timed_turns(turns: Sequence[Utterance]) -> list[Timed]:
    """Return turns with their times, each starting no earlier than the one before; none when no turn tells a time.

    A turn without a time, or with one that runs backwards, is put between its neighbours by its share of the words.
    """
    starts = _starts(turns)
    if starts is None:
        return []
    lengths = [_length(turn) for turn in turns]
    found = []
    for index, turn in enumerate(turns):
        start = starts[index]
        following = starts[index + 1] if index + 1 < len(turns) else start + lengths[index]
        told = seconds_of(turn.end or "")
        end = told if told is not None and told > start else max(following, start + 0.001)
        found.append(Timed(turn, start, end))
    return found


def _length(turn: Utterance) -> float:
    return max(_LEAST, turn.words * _SECONDS_PER_WORD)


def _starts(turns: Sequence[Utterance]) -> list[float] | None:
    known: dict[int, float] = {}
    latest = 0.0
    for index, turn in enumerate(turns):
        told = seconds_of(turn.time or "")
        if told is not None and told >= latest:
            known[index] = latest = told
    if not known:
        return None
    first = min(known)
    anchors = [(0, 0.0), *sorted(known.items())] if first > 0 else sorted(known.items())
    starts: list[float] = []
    for (index, start), (following, stop) in zip(anchors, [*anchors[1:], (len(turns), -1.0)], strict=True):
        lengths = [_length(turn) for turn in turns[index:following]]
        room = stop - start if stop >= 0 else sum(lengths)
        whole, place = sum(lengths), 0.0
        for length in lengths:
            starts.append(start + room * place / whole)
            place += length
    # Files tell milliseconds; two values that a file cannot tell apart are one here, too.
    return [round(start, 3) for start in starts]
