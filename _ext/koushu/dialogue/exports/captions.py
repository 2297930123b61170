"""A timed conversation as WebVTT: one cue for each turn, in its speaker's voice.

Source: W3C, "WebVTT: The Web Video Text Tracks Format", 4.2 (voice spans, comments, identifiers).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from koushu.dialogue.clock import clock
from koushu.dialogue.exports.timing import timed_turns

if TYPE_CHECKING:
    from webvtt import Caption

    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.exports.timing import Timed
    from koushu.dialogue.extract import Conversation


def as_vtt(conversation: Conversation, page: PageRecord) -> str:
    """Return the cues of a conversation; an empty text when no turn tells its time.

    A cue is named after the turn's anchor, and each line of its text is a paragraph.
    """
    turns = timed_turns(conversation.turns)
    if not turns:
        return ""
    from webvtt import WebVTT  # noqa: PLC0415 - large, and few conversations tell their times

    notes = [conversation.title, page.address, f"Language: {conversation.language}"]
    file = WebVTT(
        captions=[_cue(one, conversation) for one in turns],
        header_comments=[_note(note) for note in notes if note],
    )
    return str(file.content) + "\n"


def _cue(one: Timed, conversation: Conversation) -> Caption:
    from webvtt import Caption  # noqa: PLC0415 - as above

    people = [person for person in map(conversation.speaker, one.turn.speakers) if person]
    name = " & ".join(person.name for person in people) or one.turn.label or "?"
    lines = [_payload(line) for line in one.turn.text.split("\n") if line.strip()] or ["…"]
    text = "\n".join([f"<v {_payload(name)}>{lines[0]}", *lines[1:]])
    start, end = (clock(moment, exact=True) for moment in (one.start, one.end))
    return Caption(start, end, text, identifier=one.turn.id or None)


def _payload(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def _note(text: str) -> str:
    # An arrow would make a cue of a comment.
    return " ".join(text.split()).replace("-->", "→")
