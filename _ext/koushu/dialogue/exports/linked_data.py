"""A conversation as linked data in its page: an article that has a conversation, whose messages have senders.

Source: schema.org, `Article`, `Conversation`, `Message`, `Role`, `AudioObject`; JSON-LD 1.1, 6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.dialogue.clock import seconds_of
from koushu.linked_data import told

if TYPE_CHECKING:
    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.extract import Conversation, Utterance


def conversation_nodes(conversation: Conversation, page: PageRecord) -> list[dict[str, Any]]:
    """Return the article, its conversation and everybody who speaks; a web site may know more of the article."""
    here = page.address
    article = {
        "@type": "Article",
        "@id": f"{here}#article",
        "url": here,
        "headline": conversation.title,
        "inLanguage": conversation.language,
        "description": page.description,
        "datePublished": page.published.isoformat() if page.published else "",
        "dateModified": page.modified.isoformat() if page.modified else "",
        "author": [{"@type": "Person", "name": name} for name in page.authors],
        "publisher": {"@type": "Organization", "name": page.site} if page.site else "",
        "keywords": list(page.tags),
        "contributor": [_contributor(one, here) for one in conversation.speakers],
        "hasPart": {"@id": f"{here}#conversation"},
    }
    whole = {
        "@type": "Conversation",
        "@id": f"{here}#conversation",
        "name": conversation.title,
        "inLanguage": conversation.language,
        "isPartOf": {"@id": f"{here}#article"},
        "contributor": [{"@id": _person(one.id, here)} for one in conversation.speakers],
        "audio": _recording(conversation),
        "hasPart": [_message(one, conversation, here) for one in conversation.turns],
    }
    people = [_described(one, here) for one in conversation.speakers]
    return [told(article), told(whole), *people]


def _person(identifier: str, here: str) -> str:
    return f"{here}#speaker-{identifier}"


def _described(one: Speaker, here: str) -> dict[str, Any]:
    return told(
        {
            "@type": "Person",
            "@id": _person(one.id, here),
            "name": one.name,
            "alternateName": [name for name in one.names.values() if name != one.name],
            "jobTitle": one.title,
            "affiliation": {"@type": "Organization", "name": one.affiliation} if one.affiliation else "",
            "url": one.url,
            "sameAs": list(one.same_as),
        }
    )


def _contributor(one: Speaker, here: str) -> dict[str, Any]:
    person = {"@type": "Person", "@id": _person(one.id, here), "name": one.name}
    return {"@type": "Role", "roleName": one.role, "contributor": person} if one.role else person


def _recording(conversation: Conversation) -> dict[str, Any] | None:
    if not conversation.audio:
        return None
    return {"@type": "AudioObject", "contentUrl": conversation.audio}


def _message(one: Utterance, conversation: Conversation, here: str) -> dict[str, Any]:
    people = [person for person in map(conversation.speaker, one.speakers) if person]
    senders = [{"@type": "Person", "@id": _person(person.id, here), "name": person.name} for person in people]
    return told(
        {
            "@type": "Message",
            "@id": f"{here}#{one.id}" if one.id else "",
            "url": f"{here}#{one.id}" if one.id else "",
            "position": one.number,
            "sender": senders[0] if len(senders) == 1 else senders,
            "inLanguage": one.language,
            "text": one.text,
            "temporal": one.time if one.time and seconds_of(one.time) is not None else "",
        }
    )
