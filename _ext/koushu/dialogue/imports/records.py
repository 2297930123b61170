"""What a transcript says, before it is a post."""

from __future__ import annotations

from koushu.record import record


class TranscriptError(ValueError):
    """A file is no transcript of the form that it seems to have: what was found, and what was expected."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        """1-based line of the file; 0 when the fault has no place."""


@record
class Segment:
    """Some words of one voice."""

    speaker: str
    """Empty where the file does not say who it is."""
    text: str
    """A line for each paragraph."""
    start: float | None = None
    """Seconds from the start of the recording."""
    end: float | None = None
    whole: bool = False
    """Whether it is a turn by itself, and no part of one."""


@record
class Transcript:
    """A file as it was read."""

    segments: tuple[Segment, ...]
    title: str = ""
    language: str = ""
    opening: str = ""
    """Words before the first speaker."""
