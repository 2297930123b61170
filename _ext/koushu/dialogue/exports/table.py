"""A conversation as a table, as oral historians analyse it: one row for each turn.

Source: RFC 4180.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.extract import Conversation, Utterance

COLUMNS: Final = (
    "number",
    "kind",
    "speaker",
    "role",
    "label",
    "words",
    "count",
    "start",
    "end",
    "language",
    "tags",
    "anchor",
)


def as_csv(conversation: Conversation, page: PageRecord) -> str:
    """Return a row for each turn and narration: who, the words, how many, from when to when, tags, anchor."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(_row(one, conversation, page) for one in conversation.utterances if one.kind != "break")
    return file.getvalue()


def _row(one: Utterance, conversation: Conversation, page: PageRecord) -> list[str]:
    people = [person for person in map(conversation.speaker, one.speakers) if person]
    return [
        str(one.number or ""),
        one.kind,
        "; ".join(person.name for person in people),
        "; ".join(person.role for person in people if person.role),
        one.label,
        one.text,
        str(one.words),
        one.time or "",
        one.end or "",
        one.language or conversation.language,
        "; ".join(page.tags),
        one.id,
    ]
