"""The dialogue of one source file, without a Sphinx build: what `python -m koushu.dialogue` prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.public_people import people_in
from koushu.dialogue.cast.speakers import UNNAMED, Speaker
from koushu.dialogue.recognition.blocks import BREAKS, OBJECT, Block, Kind
from koushu.dialogue.recognition.evidence import Context
from koushu.dialogue.recognition.markdown import read_blocks
from koushu.dialogue.recognition.options import read_options, texts_of
from koushu.dialogue.recognition.turns import Item, ItemKind, Reading, read_dialogue
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.source import decode_source
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.problems import Problem

_CLOCK: Final = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
_SUBJECT_FIELDS: Final = ("tags", "categories", "keywords", "description", "summary", "series")
_TRANSCRIPT_FIELDS: Final = (
    "transcript_by",
    "transcript",
    "speakers",
    "interviewer",
    "interviewee",
    "guests",
    "hosts",
)


@record
class Post:
    """One file with its leaf blocks and what was recognised in them."""

    blocks: tuple[Block, ...]
    reading: Reading
    problems: tuple[Problem, ...]

    def as_json(self) -> list[dict[str, object]]:
        """Return the items as records: kind, speaker, person, time, text, line, end_line (1-based)."""
        return [self._record(item) for item in self.reading.items]

    def _record(self, item: Item) -> dict[str, object]:
        first, last = self.blocks[item.first], self.blocks[item.last]
        turn, unnamed = item.lead, item.kind is ItemKind.TURN and item.lead is None
        return {
            "kind": item.kind.value,
            "speaker": turn.name if turn else UNNAMED if unnamed else None,
            "person": self.reading.cast.person(turn.name) if turn else None,
            "time": clock(turn.time) if turn and turn.time else None,
            "text": "" if item.kind is ItemKind.BREAK else words_of(self.blocks, item),
            "line": first.line_at(item.start),
            "end_line": last.line_at(max(item.stop - 1, 0)) if item.stop < len(last.text) else last.end_line,
        }


def words_of(blocks: Sequence[Block], item: Item) -> str:
    """Return the words of an item without its label, one paragraph after another."""
    begin = item.lead.body if item.lead else item.start
    parts = []
    for index in range(item.first, item.last + 1):
        if blocks[index].kind is Kind.COMMENT:
            continue
        text = blocks[index].text
        stop = item.stop if index == item.last else len(text)
        parts.append(text[begin if index == item.first else 0 : stop].strip())
    text = "\n".join(part for part in parts if part).replace(OBJECT, " ")
    return re.sub(rf"[{BREAKS}]", "\n", text).strip()


def clock(time: str) -> str:
    """Return a time code as `HH:MM:SS`; `4:03` is four minutes and three seconds."""
    found = _CLOCK.search(time)
    if found is None:
        return time
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def read_post(data: bytes, known: Sequence[Speaker] = ()) -> Post:
    """Return the dialogue of a Markdown file; `known` are the speakers of the register."""
    source = decode_source(data)
    shown = people_in(source.text, known, "")
    front = split_front_matter(shown.mask(source.text))
    options, problems = read_options(front.data.get("dialogue"), front.lines.get("dialogue", 0))
    blocks = read_blocks(front.body, front.body_line)
    reading = read_dialogue(blocks, context_of(front.data), options, shown.public)
    return Post(blocks, reading, (*source.problems, *front.problems, *problems))


def context_of(fields: Mapping[str, object]) -> Context:
    """Return what a post's front matter says of its subject."""
    words = [text for name in _SUBJECT_FIELDS for text in texts_of(fields.get(name))]
    words += ["transcript" for name in _TRANSCRIPT_FIELDS if fields.get(name)][:1]
    return Context(str(fields.get("title") or ""), tuple(words))
