"""A conversation as data: who says what, in order. Pages, lists, exports and imports meet in these records."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from koushu.dialogue.cast.speakers import Speaker

UtteranceKind = Literal["turn", "narration", "break"]

# A character of a script without blanks is a word, here taken in runs; so is a run of other letters and digits.
_WORDS: Final = re.compile(
    r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    r"|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’.-]\w+)*"
)


@record
class Utterance:
    """One turn, one piece of narration, or one break."""

    kind: UtteranceKind
    id: str = ""
    """The permanent anchor on the page; empty for what has none."""
    number: int = 0
    """Which turn of the page it is, from 1; 0 for what is no turn."""
    speakers: tuple[str, ...] = ()
    """Ids of who speaks: none for narration, several for a joint turn."""
    label: str = ""
    """The name as it is printed."""
    time: str | None = None
    """`HH:MM:SS` or `HH:MM:SS.mmm` from the start of the recording."""
    end: str | None = None
    language: str = ""
    """BCP 47 tag; empty for the conversation's."""
    text: str = ""
    """The words without the label, a line for each paragraph."""
    words: int = 0
    line: int = 0
    """1-based line of the source on which it begins."""
    end_line: int = 0
    pair: str = ""
    """Permanent anchor of the turn that this one translates."""

    def __reduce__(self) -> tuple[type[Utterance], tuple[object, ...]]:
        # Hundreds are kept of each post, and a class with slots tells its fields slowly.
        return Utterance, _values_of(self)


_values_of: Final[Callable[[Utterance], tuple[object, ...]]] = attrgetter(
    *(field.name for field in fields(Utterance))
)


@record
class Conversation:
    """All that is said on one page."""

    docname: str
    title: str
    language: str
    """BCP 47 tag of the page."""
    style: str = ""
    """`interview`, `oral-history`, `play` or `log`; empty where nobody says."""
    audio: str = ""
    """Address of the recording, as the author wrote it."""
    utterances: tuple[Utterance, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    """Who speaks, in order of the first turn."""

    @property
    def turns(self) -> tuple[Utterance, ...]:
        """Return the turns alone."""
        return tuple(one for one in self.utterances if one.kind == "turn")

    @property
    def is_timed(self) -> bool:
        """Return whether a turn tells its time."""
        return any(one.time for one in self.utterances if one.kind == "turn")

    def speaker(self, identifier: str) -> Speaker | None:
        """Return the speaker with an id."""
        return next((one for one in self.speakers if one.id == identifier), None)


@lru_cache(maxsize=1024)
def count_words(text: str) -> int:
    """Return how many words a text has; each character of Chinese and Japanese is one, as Hugo counts."""
    return sum(len(run) or 1 for run in _WORDS.findall(text))
