"""Time codes: as authors, subtitles and podcasts write them, and as one form."""

from __future__ import annotations

import re
from typing import Final

CLOCK: Final = re.compile(r"(?<![\d:])(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3})\d*)?(?![\d:])")


def seconds_of(text: str) -> float | None:
    """Return the seconds that a time code tells; `4:03` is four minutes and three seconds.

    Source: WebVTT, "WebVTT timestamp"; SubRip writes a comma before the milliseconds.
    """
    found = CLOCK.search(text)
    if found is None:
        return None
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    return hours * 3600 + minutes * 60 + seconds + int((found[4] or "0").ljust(3, "0")) / 1000


def clock(seconds: float, *, exact: bool = False) -> str:
    """Return `HH:MM:SS`, with `.mmm` where there are milliseconds or `exact` asks for them."""
    whole = round(seconds * 1000)
    minutes, milliseconds = divmod(whole, 60_000)
    rest, milliseconds = divmod(milliseconds, 1000)
    text = f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
    return f"{text}.{milliseconds:03}" if milliseconds or exact else text


def normal_time(text: str) -> str | None:
    """Return a time code in its one form, `None` for what is none."""
    seconds = seconds_of(text)
    return None if seconds is None else clock(seconds)
