"""Reads transcripts in plain text, as Otter, Descript, Rev and others print them: a line that names who speaks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from koushu.dialogue.clock import seconds_of
from koushu.dialogue.imports.records import Segment, Transcript, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME: Final = r"(?P<time>(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?)"
_NAME: Final = r"(?P<name>[^\W\d_][^:：\[\]()*\n]{0,60}?)"
_FORMS: Final = (
    # Otter: `Ana King  0:12`
    re.compile(rf"{_NAME}(?:[ \t]{{2,}}|\t| )\(?{_TIME}\)?[ \t]*(?P<text>)$"),
    # Rev: `Ana King (00:12): words`
    re.compile(rf"{_NAME}[ \t]+[(\[]{_TIME}[)\]]:?[ \t]*(?P<text>.*)$"),
    # Descript: `Ana King: [00:00:12] words`, `**Ana King:** [00:00:12] words`
    re.compile(rf"(?:\*\*)?{_NAME}[:：](?:\*\*)?[ \t]*[(\[]?{_TIME}[)\]]?[ \t]*(?P<text>.*)$"),
    # `[00:00:12] Ana King: words`
    re.compile(rf"[(\[]?{_TIME}[)\]]?[ \t]+(?:\*\*)?{_NAME}[:：](?:\*\*)?[ \t]*(?P<text>.*)$"),
    # Descript without times: `Ana King: words`
    re.compile(rf"(?:\*\*)?{_NAME}[:：](?:\*\*)?(?:[ \t]+|$)(?P<text>.*)$"),
)
_FOOTER: Final = re.compile(r"Transcribed by https?://\S+")
_MOST_WORDS: Final = 6


def read_plain(text: str) -> Transcript:
    """Return the turns of a text. Raises `TranscriptError` where no line names anybody."""
    lines = text.split("\n")
    form = max(_FORMS, key=lambda one: _weight(one, lines))
    heads = {number: match for number, line in enumerate(lines) if (match := _head(form, line))}
    names = Counter(match["name"].strip() for match in heads.values())
    if "time" not in form.groupindex:
        # A name without a time is one when it comes back; else it is a word before a colon.
        heads = {number: match for number, match in heads.items() if names[match["name"].strip()] > 1}
    if not heads:
        message = (
            "found no line that names a speaker; expected lines such as `Ana King  0:12` or `Ana King: …`"
        )
        raise TranscriptError(1, message)
    places = sorted(heads)
    title, opening = _opening(lines[: places[0]])
    segments = [
        _segment(heads[place], lines[place + 1 : following])
        for place, following in zip(places, [*places[1:], len(lines)], strict=True)
    ]
    return Transcript(tuple(segments), title, "", opening)


def _head(form: re.Pattern[str], line: str) -> re.Match[str] | None:
    match = form.match(line.strip())
    return match if match and len(match["name"].split()) <= _MOST_WORDS else None


def _weight(form: re.Pattern[str], lines: Sequence[str]) -> tuple[int, int]:
    """Return by how many lines a form is met; one with times goes before one without."""
    found = [match["name"] for line in lines if (match := _head(form, line))]
    if "time" in form.groupindex:
        return len(found), 1
    return len(found) - len(set(found)), 0


def _segment(head: re.Match[str], below: Sequence[str]) -> Segment:
    paragraphs: list[str] = [head["text"].strip()]
    for line in below:
        words = " ".join(line.split())
        if _FOOTER.fullmatch(words):
            continue
        if not words:
            paragraphs.append("")
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {words}".strip()
    time = head.groupdict().get("time")
    text = "\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Segment(head["name"].strip(), text, seconds_of(time) if time else None)


def _opening(lines: Sequence[str]) -> tuple[str, str]:
    """Return the title, which is a first line by itself, and the words below it."""
    text = "\n".join(line.strip() for line in lines).strip()
    title, _, rest = text.partition("\n")
    return title.lstrip("# ").strip(), rest.strip()
