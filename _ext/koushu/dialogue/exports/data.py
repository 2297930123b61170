"""A conversation as JSON: the speakers, and everything that is said with its place in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.dialogue.exports.json_text import json_text
from koushu.dialogue.lexicon import folded

if TYPE_CHECKING:
    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.extract import Conversation, Utterance


def as_json(conversation: Conversation, page: PageRecord) -> str:
    """Return `{…, "speakers": […], "items": […]}`; the items have all fields of `python -m koushu.dialogue`."""
    whole = {
        "title": conversation.title,
        "language": conversation.language,
        "style": conversation.style,
        "audio": conversation.audio,
        "url": page.address,
        "site": page.site,
        "authors": list(page.authors),
        "published": page.published.isoformat() if page.published else "",
        "modified": page.modified.isoformat() if page.modified else "",
        "description": page.description,
        "tags": list(page.tags),
    }
    data: dict[str, Any] = {key: value for key, value in whole.items() if value}
    data["speakers"] = [_speaker(one) for one in conversation.speakers]
    data["items"] = [_item(one, conversation) for one in conversation.utterances]
    return json_text(data) + "\n"


def _speaker(one: Speaker) -> dict[str, Any]:
    fields = {
        "id": one.id,
        "name": one.name,
        "names": dict(one.names),
        "role": one.role,
        "affiliation": one.affiliation,
        "title": one.title,
        "lang": one.language,
        "url": one.url,
        "same_as": list(one.same_as),
        "anonymous": one.anonymous,
    }
    return {key: value for key, value in fields.items() if value}


def _item(one: Utterance, conversation: Conversation) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": one.kind,
        "speaker": one.label or (one.speakers[0] if one.speakers else None),
        "person": person_of(one, conversation),
        "time": one.time,
        "text": one.text,
        "line": one.line,
        "end_line": one.end_line,
    }
    more = {
        "id": one.id,
        "number": one.number,
        "speakers": list(one.speakers),
        "end": one.end,
        "language": one.language,
        "words": one.words,
        "pair": one.pair,
    }
    return record | {key: value for key, value in more.items() if value}


def person_of(one: Utterance, conversation: Conversation) -> str | None:
    """Return the full names of who speaks, `None` when the label is all that is known."""
    names = [person.name for person in map(conversation.speaker, one.speakers) if person]
    whole = "、".join(names)
    return whole if one.label and whole and folded(whole) != folded(one.label) else None
