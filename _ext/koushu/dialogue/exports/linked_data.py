"""A conversation as linked data in its page: an article that has a conversation, who speaks in it, and its files.

What is said stands in the page already, and turn by turn in those files. Source: schema.org, `Article`, `Conversation`,
`MediaObject`, `Role`, `AudioObject`; JSON-LD 1.1, 6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.linked_data import told

if TYPE_CHECKING:
    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.extract import Conversation


def conversation_nodes(conversation: Conversation, page: PageRecord, turns: str = "") -> list[dict[str, Any]]:
    """Return the article, its conversation and everybody who speaks; a web site may know more of the article.

    `turns` is the address of a file that holds each turn.
    """
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
        "contributor": [_contributor(one) for one in conversation.speakers],
        "hasPart": {"@id": f"{here}#conversation"},
    }
    whole = {
        "@type": "Conversation",
        "@id": f"{here}#conversation",
        "isPartOf": {"@id": f"{here}#article"},
        "audio": _recording(conversation),
        "encoding": {"@type": "MediaObject", "contentUrl": turns} if turns else None,
    }
    return [told(article), told(whole)]


def _contributor(one: Speaker) -> dict[str, Any]:
    person = told(
        {
            "@type": "Person",
            "name": one.name,
            "alternateName": [name for name in one.names.values() if name != one.name],
            "jobTitle": one.title,
            "affiliation": {"@type": "Organization", "name": one.affiliation} if one.affiliation else "",
            "url": one.url,
            "sameAs": list(one.same_as),
        }
    )
    return {"@type": "Role", "roleName": one.role, "contributor": person} if one.role else person


def _recording(conversation: Conversation) -> dict[str, Any] | None:
    if not conversation.audio:
        return None
    return {"@type": "AudioObject", "contentUrl": conversation.audio}
