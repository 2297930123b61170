"""Reads transcripts in JSON: Podcasting 2.0, and those of Whisper and its relatives.

Source: Podcasting 2.0, "Transcript File Formats"; the outputs of openai-whisper, whisper.cpp and WhisperX.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from koushu.dialogue.clock import seconds_of
from koushu.dialogue.exports.podcast import GENERATOR
from koushu.dialogue.imports.records import Segment, Transcript, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LISTS: Final = ("segments", "transcription", "chunks")


def read_data(text: str) -> Transcript:
    """Return the segments of a JSON transcript. Raises `TranscriptError`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise TranscriptError(error.lineno, f"found no JSON: {error.msg.lower()}") from error
    except RecursionError as error:
        raise TranscriptError(1, "found lists within lists without end; expected a transcript") from error
    key = next((name for name in _LISTS if isinstance(data, dict) and isinstance(data.get(name), list)), None)
    if key is None:
        raise TranscriptError(1, "found no list `segments`; expected a transcript of a podcast or of Whisper")
    own = data.get("generator") == GENERATOR
    lines = _Lines(text, key)
    segments = [
        segment
        for index, item in enumerate(data[key])
        if (segment := _segment(item, index, lines, own=own)) is not None
    ]
    if not segments:
        raise TranscriptError(1, f"found no words in `{key}`; expected at least one segment with a text")
    language = data.get("language") or _mapping(data.get("result")).get("language")
    return Transcript(tuple(segments), _text(data.get("title")), _text(language))


def _segment(item: object, index: int, lines: _Lines, *, own: bool) -> Segment | None:
    fields = _mapping(item)
    words = fields.get("body", fields.get("text"))
    if not isinstance(words, str):
        found = "no text" if words is None else f"`{words}`"
        raise TranscriptError(
            lines.line(index), f"segment {index + 1}: found {found}; expected `body` or `text`"
        )
    start, end = _times(fields, index, lines)
    paragraphs = [" ".join(line.split()) for line in words.split("\n")]
    text = ("\n" if own else " ").join(line for line in paragraphs if line)
    who = _text(fields.get("speaker"))
    return Segment(who, text, start, end, own) if text or own else None


def _times(fields: Mapping[str, Any], index: int, lines: _Lines) -> tuple[float | None, float | None]:
    pair = fields.get("timestamp")
    stamps, offsets = _mapping(fields.get("timestamps")), _mapping(fields.get("offsets"))
    if isinstance(pair, list) and len(pair) == 2:
        start, end = pair
    elif offsets:
        start, end = (_thousandth(offsets.get(name)) for name in ("from", "to"))
    else:
        start = fields.get("startTime", fields.get("start", stamps.get("from")))
        end = fields.get("endTime", fields.get("end", stamps.get("to")))
    return tuple(_moment(value, index, lines) for value in (start, end))  # type: ignore[return-value]


def _thousandth(value: object) -> object:
    return value / 1000 if isinstance(value, int | float) else value


def _moment(value: object, index: int, lines: _Lines) -> float | None:
    if value is None:
        return None
    seconds = seconds_of(value) if isinstance(value, str) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    elif isinstance(value, str) and seconds is None:
        seconds = float(value) if value.replace(".", "", 1).isdigit() else None
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        message = f"segment {index + 1}: found `{value}` as a time; expected seconds, or `00:00:01.5`"
        raise TranscriptError(lines.line(index), message)
    return seconds


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


class _Lines:
    """Tells on which line a segment of the file begins."""

    def __init__(self, text: str, key: str) -> None:
        self._text = text
        self._key = key

    def line(self, index: int) -> int:
        """Return the 1-based line of a segment, counted from 0."""
        place = next((offset for number, offset in self._offsets() if number == index), 0)
        return 1 + self._text.count("\n", 0, place)

    def _offsets(self) -> Iterator[tuple[int, int]]:
        decoder = json.JSONDecoder()
        place = self._text.find("[", self._text.find(f'"{self._key}"')) + 1
        for number in range(len(self._text)):
            while place < len(self._text) and self._text[place] in " \t\r\n,":
                place += 1
            try:
                _, following = decoder.raw_decode(self._text, place)
            except json.JSONDecodeError:
                return
            yield number, place
            place = following
