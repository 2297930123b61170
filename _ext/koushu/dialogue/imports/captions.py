"""Reads WebVTT and SubRip.

Source: W3C, "WebVTT", 4.2.2 (cue text), 4.2.3 (voice spans); SubRip has no standard, players read it as WebVTT.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, Final

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from koushu.dialogue.imports.records import Segment, Transcript, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TIMINGS: Final = re.compile(
    r"\s*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
)
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t\n]+([^>]*)>")
_TAG: Final = re.compile(r"</?[A-Za-z0-9][^<>]*>")
_MARK: Final = re.compile(r"[\u200e\u200f\ufeff]|\{\\an?\d\}")
# Anchors of turns, as our own files name their cues: those are whole turns.
_OWN: Final = re.compile(r"t-\S+")
_LABEL: Final = re.compile(r"(?:>>\s*|[-–—]\s*)?([^\s:：][^:：\n]{0,40}?)\s*(?::\s+|：\s*)(?=\S)")
_CHEVRON: Final = re.compile(r"\s*>>+\s*")
_LEAST_LABELS: Final = 2
_MOST_WORDS: Final = 4


def read_captions(text: str, form: str) -> Transcript:
    """Return the voices of a `vtt` or `srt` file.

    Where no voice is named, names before a colon count when they come back. Raises `TranscriptError`.
    """
    _check_timings(text)
    try:
        file = WebVTT.from_buffer(io.StringIO(text), form)
    except (MalformedFileError, MalformedCaptionError) as error:
        expected = (
            "`WEBVTT` in the first line" if form == "vtt" else "a number, and a line with `-->` below it"
        )
        raise TranscriptError(1, f"found {_shown(text)}; expected {expected}") from error
    cues = [
        one
        for cue in file.captions
        for one in _voices(cue.raw_text, cue.start_in_seconds, cue.end_in_seconds, cue)
    ]
    if not cues:
        raise TranscriptError(1, "found no captions; expected times with `-->` and words below them")
    comments = [comment for comment in file.header_comments if comment]
    own = any(cue.whole for cue in cues)
    segments = cues if own else list(_named(_unrolled(cues)))
    return Transcript(tuple(segments), comments[0] if own and comments else "", _language(comments))


def _check_timings(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if "-->" in line and not line.startswith("NOTE") and not _TIMINGS.match(line):
            message = f"found {_shown(line)}; expected two times, as `00:00:01.000 --> 00:00:02.500`"
            raise TranscriptError(number, message)


def _shown(text: str) -> str:
    first = text.strip().split("\n", 1)[0][:60]
    return f"`{first}`" if first else "an empty file"


def _language(comments: Iterable[str]) -> str:
    found = (re.fullmatch(r"Language: ([A-Za-z][\w-]*)", comment) for comment in comments)
    return next((match[1] for match in found if match), "")


def _voices(raw: str, start: float, end: float, cue: object) -> Iterator[Segment]:
    """Yield the voices of one cue in order."""
    name = getattr(cue, "identifier", None) or ""
    whole = bool(_OWN.fullmatch(name.strip()))
    parts = _VOICE.split(raw)
    for speaker, words in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        text = "\n".join(_plain(line) for line in words.split("\n"))
        if text.strip():
            who = _plain(speaker)
            yield Segment("" if who == "?" else who, text.strip(), start, end, whole)


def _plain(line: str) -> str:
    return " ".join(_MARK.sub("", unescape(_TAG.sub("", line))).split())


def _unrolled(cues: Sequence[Segment]) -> Iterator[Segment]:
    """Yield cues without the lines that scrolling captions repeat from the cue before."""
    last = ""
    for cue in cues:
        lines = cue.text.split("\n")
        fresh = lines[1:] if lines[0] == last and len(lines) > 1 else lines
        last = lines[-1]
        yield Segment(cue.speaker, " ".join(fresh), cue.start, cue.end)


def _named(cues: Iterable[Segment]) -> Iterator[Segment]:
    """Yield cues with the speakers that their words name, where no voice does."""
    listed = list(cues)
    if any(cue.speaker for cue in listed):
        yield from listed
        return
    counts = Counter(match[1] for cue in listed if (match := _LABEL.match(cue.text)) and _is_name(match[1]))
    names = {name for name, count in counts.items() if count >= _LEAST_LABELS}
    if len(names) < _LEAST_LABELS:
        names = set()
    for cue in listed:
        match = _LABEL.match(cue.text)
        named = match if match and (match[1] in names or (names and _is_name(match[1]))) else None
        words = cue.text[named.end() :] if named else _CHEVRON.sub(" ", cue.text).strip()
        if words:
            yield Segment(named[1] if named else "", words, cue.start, cue.end)


def _is_name(label: str) -> bool:
    return (
        len(label.split()) <= _MOST_WORDS
        and not re.search(r"[.!?。！？,，;；]\s", label)
        and label[-1:].isalnum()
    )
