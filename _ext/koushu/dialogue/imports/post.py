"""Writes a transcript as a post: front matter, and turns that carry their times."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from koushu.dialogue.clock import clock, seconds_of
from koushu.dialogue.lexicon import folded
from koushu.dialogue.recognition.casting import parted_label
from koushu.dialogue.recognition.source import read_post
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from koushu.dialogue.imports.records import Segment, Transcript

NOBODY: Final = "Speaker"
"""Who speaks where a file names nobody."""
_ALWAYS: Final = re.compile(r"[*`]|~~|\{\{|\\(?=[!-/:-@\[-`{-~])")
_EDGE_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINK: Final = re.compile(r"\[(?=[^\[\]\n]*\][(\[:])|\[(?=\^)")
_ORDERED: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BRACKETED: Final = re.compile(r"[\[(（【].*[\])）】]")
_OPENING: Final = re.compile(r"([^:：\n]{1,60})[:：]")
_MARKS_IN_NAMES: Final = re.compile(r"[\s*`\[\]<>#:：|\\]+")


@record
class Heading:
    """What the front matter is to say beside what the transcript itself does."""

    title: str
    date: date | None = None
    audio: str = ""
    language: str = ""


def write_post(transcript: Transcript, heading: Heading) -> str:
    """Return the post as Markdown: plain labelled paragraphs, or written-out turns where those would be misread."""
    turns = [(_name(one.speaker), _paragraphs(one.text), one) for one in transcript.segments]
    opening = "".join(f"{_escaped(line)}\n\n" for line in transcript.opening.split("\n") if line.strip())
    front = _front_matter(heading, [name for name, _, _ in turns])
    names = {folded(name) for name, _, _ in turns}
    plain = front + opening + "\n".join(_labelled(name, words, one, names) for name, words, one in turns)
    if _reads_back(plain, turns):
        return plain
    written = "\n".join(_written(name, words, one) for name, words, one in turns)
    return f"{front}{opening}````{{dialogue}}\n{written}````\n"


def _name(speaker: str) -> str:
    return " ".join(_MARKS_IN_NAMES.sub(" ", speaker).split()) or NOBODY


def _front_matter(heading: Heading, names: Sequence[str]) -> str:
    whole = set(names)
    # A joint label is no person; its parts are.
    single = [part for name in names for part in (parted_label(name) or [name])]
    listed = [name for name in dict.fromkeys(single) if name in whole or any(name != one for one in names)]
    lines = ["---", f"title: {_quoted(heading.title)}"]
    if heading.date:
        lines.append(f"date: {heading.date.isoformat()}")
    if heading.language:
        lines.append(f"lang: {_quoted(heading.language)}")
    if heading.audio:
        lines.append(f"audio: {_quoted(heading.audio)}")
    lines += ["speakers:", *(f"  - {_quoted(name)}" for name in listed), "dialogue: on", "---", "", ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Return a YAML scalar; JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a turn; one in brackets joins the one above, since alone it would be narration."""
    found: list[str] = []
    for line in text.split("\n"):
        words = " ".join(line.split())
        if words and found and _BRACKETED.fullmatch(words):
            found[-1] = f"{found[-1]} {words}"
        elif words:
            found.append(words)
    return found or ["…"]


def _labelled(name: str, paragraphs: Sequence[str], one: Segment, names: Collection[str]) -> str:
    wide = name[-1:] >= "\u2e80"
    time = f"({clock(int(one.start))}) " if one.start is not None else ""
    label = f"**{name}：**{' ' if time else ''}" if wide else f"**{name}:** "
    first, *more = paragraphs
    below = (f"\n{_remark(text, names)}{_escaped(text)}\n" for text in more)
    return "".join([f"{label}{time}{_inline(first)}\n", *below])


def _remark(text: str, names: Collection[str]) -> str:
    """Return the comment that keeps a paragraph from being another turn, where it opens with a speaker's name."""
    opening = _OPENING.match(text)
    return "<!-- dialogue: no -->\n\n" if opening and folded(opening[1]) in names else ""


def _written(name: str, paragraphs: Sequence[str], one: Segment) -> str:
    options = [
        f":{option}: {clock(moment)}\n"
        for option, moment in (("time", one.start), ("end", one.end))
        if moment is not None
    ]
    words = "\n\n".join(_escaped(text) for text in paragraphs)
    return f"```{{turn}} {name}\n{''.join(options)}\n{words}\n```\n"


def _inline(text: str) -> str:
    """Return words as Markdown that prints them and nothing else."""
    text = _ALWAYS.sub(lambda found: "".join(f"\\{char}" for char in found.group()), text)
    for pattern in (_EDGE_UNDERSCORE, _TAG, _LINK):
        text = pattern.sub(lambda found: f"\\{found.group()}", text)
    return text


def _escaped(text: str) -> str:
    """Return words as a paragraph of their own, which no mark at its beginning makes another block."""
    words = _ORDERED.sub(r"\1\\\2", _inline(text), count=1) if _ORDERED.match(text) else _inline(text)
    return f"\\{words}" if words[:1] in set("#>+=|-:~") else words


def _reads_back(post: str, turns: Sequence[tuple[str, Sequence[str], Segment]]) -> bool:
    """Tell whether a post is recognised as the turns that it was made of."""
    items = [item for item in read_post(post.encode()).as_json() if item["kind"] != "break"]
    if len(items) != len(turns):
        return False
    return all(
        item["kind"] == "turn"
        and item["speaker"] == name
        and _joined(str(item["text"])) == _joined("".join(words))
        and (one.start is None or seconds_of(str(item["time"])) == int(one.start))
        for item, (name, words, one) in zip(items, turns, strict=True)
    )


def _joined(text: str) -> str:
    return "".join(text.split())
