"""The cards at the head of a dialogue: who speaks, as what, and how much."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.speakers import UNNAMED
from koushu.dialogue.lexicon import is_wide
from koushu.dialogue.page.shares import talk_shares
from koushu.messages import message
from koushu.record import record

if TYPE_CHECKING:
    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.extract import Conversation

ROLES: Final = frozenset({"interviewer", "narrator", "host", "guest", "moderator", "audience", "editor"})
"""Roles that are printed in the language of the page; others are printed as they are written."""
FEW: Final = 6
"""Turns from which on a dialogue gets cards though nothing is told of its speakers."""
_GAP: Final = re.compile(r"[\s·・._-]+")


@record
class Card:
    """One person, in the words of one page."""

    speaker: Speaker
    name: str
    initials: str
    """One or two letters, in place of a portrait."""
    description: str
    """Role, title and affiliation; empty when nothing is known."""
    turns: int
    percent: int
    """Of all words, 0 to 100."""


def cards_of(conversation: Conversation) -> tuple[Card, ...]:
    """Return a card for each person of a conversation, in order of the first turn."""
    language = conversation.language
    shares = talk_shares(conversation)
    return tuple(
        Card(
            person,
            name := printed_name(person, language),
            initials(name),
            describe(person, language),
            shares[person.id].turns,
            shares[person.id].percent,
        )
        for person in conversation.speakers
        if person.id in shares
    )


def printed_name(person: Speaker, language: str) -> str:
    """Return the name on a page in a language; who has none is called by the part that they have."""
    if person.id == UNNAMED and person.name in {"", UNNAMED}:
        return message("role_interviewer", language)
    return person.display(language)


def describe(person: Speaker, language: str) -> str:
    """Return role, title and affiliation on one line, without what the name says already."""
    role = message(f"role_{person.role}", language) if person.role in ROLES else person.role
    work = " ".join(part for part in (person.affiliation, person.title) if part)
    if person.affiliation and person.title and not is_wide(person.affiliation[-1]):
        work = message("comma", "en").join((person.title, person.affiliation))
    elif work and is_wide(work[0]):
        work = work.replace(" ", "")
    name = printed_name(person, language)
    return " · ".join(part for part in (role, work) if part and part != name)


def initials(name: str) -> str:
    """Return what stands for a name in a small circle: `JL` for Jan Leike, `周` for 周敏."""
    words = [word for word in _GAP.split(unicodedata.normalize("NFC", name)) if word[:1].isalpha()]
    if not words or is_wide(words[0][0]):
        return words[0][0] if words else name[:1]
    chosen = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


def worth_showing(cards: tuple[Card, ...]) -> bool:
    """Tell whether cards say more than the names in the turns do: of a few lines they do not."""
    described = any(card.description or card.speaker.avatar or card.speaker.url for card in cards)
    return len(cards) > 1 and (described or sum(card.turns for card in cards) >= FEW)
