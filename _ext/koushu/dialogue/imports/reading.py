"""Reads a transcript in whichever form it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.dialogue.imports.captions import read_captions
from koushu.dialogue.imports.data import read_data
from koushu.dialogue.imports.plain import read_plain
from koushu.dialogue.imports.records import Segment, Transcript, TranscriptError
from koushu.hugo.source import decode_source

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE_FROM: Final = "\u2e80"
_WIDE_MARKS: Final = frozenset("，。、！？；：（）《》「」『』【】")
_DATA: Final = re.compile(r"\s*(?:\{|\[\s*[\[{\]])")


def read_transcript(data: bytes, suffix: str) -> Transcript:
    """Return the turns of a file: WebVTT, SubRip, JSON of podcasts or Whisper, text of Otter, Descript or Rev.

    `suffix` decides (`.vtt`, `.srt`, `.json`); with another the content does. Raises `TranscriptError`.
    """
    source = decode_source(data)
    for problem in source.problems:
        raise TranscriptError(problem.line, problem.message)
    text = source.text
    if not text.strip():
        raise TranscriptError(0, "the file is empty; expected a transcript")
    suffix = suffix.lower()
    if suffix == ".vtt" or text.startswith("WEBVTT"):
        found = read_captions(text, "vtt")
    elif suffix == ".json" or _DATA.match(text):
        found = read_data(text)
    elif suffix == ".srt" or "-->" in text:
        found = read_captions(text.lstrip("\n"), "srt")
    else:
        found = read_plain(text)
    return Transcript(tuple(_joined(found.segments)), found.title, found.language, found.opening)


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Return turns: what one speaker says in a row is one, and who is not named goes on speaking."""
    turns: list[Segment] = []
    for segment in segments:
        last = turns[-1] if turns else None
        goes_on = last is not None and not segment.whole and segment.speaker in {"", last.speaker}
        if last is not None and goes_on:
            blank = "" if _meet(last.text[-1:], segment.text[:1]) else " "
            text = f"{last.text}{blank}{segment.text}"
            turns[-1] = Segment(last.speaker, text, last.start, segment.end or last.end)
        else:
            turns.append(segment)
    return turns


def _meet(before: str, after: str) -> bool:
    """Tell whether two characters stand side by side without a blank, as Chinese and Japanese are written."""
    wide = before >= _WIDE_FROM and after >= _WIDE_FROM
    return wide or before in _WIDE_MARKS or after in _WIDE_MARKS
