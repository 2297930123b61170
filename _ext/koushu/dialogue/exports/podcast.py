"""A timed conversation as a podcast's transcript.

Source: Podcasting 2.0, "Transcript File Formats", JSON: `version`, `segments[speaker, startTime, endTime, body]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.dialogue.exports.json_text import json_text
from koushu.dialogue.exports.timing import timed_turns

if TYPE_CHECKING:
    from koushu.dialogue.extract import Conversation

GENERATOR: Final = "Koushu"
"""Tells on the way back that a segment is a whole turn."""


def as_podcast(conversation: Conversation) -> str:
    """Return the segments of a conversation, one for each turn; an empty text when no turn tells its time."""
    segments = [
        {
            "speaker": " & ".join(_names(conversation, one.turn.speakers)) or one.turn.label,
            "startTime": one.start,
            "endTime": one.end,
            "body": one.turn.text,
        }
        for one in timed_turns(conversation.turns)
    ]
    if not segments:
        return ""
    whole = {"version": "1.0.0", "generator": GENERATOR, "segments": segments}
    return json_text(whole) + "\n"


def _names(conversation: Conversation, speakers: tuple[str, ...]) -> list[str]:
    return [person.name for person in map(conversation.speaker, speakers) if person]
