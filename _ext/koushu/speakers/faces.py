"""Who speaks in a post, told to the lists of posts (`koushu-post-speakers`)."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.contrast import readable_pair
from koushu.dialogue.cast.speakers import PALETTE_SLOTS, UNNAMED
from koushu.dialogue.extract_store import conversation_of, conversation_state
from koushu.dialogue.page.cards import cards_of
from koushu.posts.post_speakers import PostSpeaker

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.extract import Conversation
    from koushu.dialogue.page.cards import Card

_FEWEST: Final = 2
"""Turns that make a conversation of a post."""

_Known = dict[str, tuple[object, tuple[PostSpeaker, ...]]]
# A post stands in many lists; its shares are counted once.
_known: weakref.WeakKeyDictionary[BuildEnvironment, _Known] = weakref.WeakKeyDictionary()


def faces_of(app: Sphinx, docname: str) -> tuple[PostSpeaker, ...]:
    """Return who speaks in a document; nobody where it holds no more than a remark."""
    state = conversation_state(app.env, docname)
    if state is None:
        return ()
    known = _known.setdefault(app.env, {})
    if docname not in known or known[docname][0] is not state:
        conversation = conversation_of(app.env, docname)
        known[docname] = (state, _faces(conversation) if conversation else ())
    return known[docname][1]


def _faces(conversation: Conversation) -> tuple[PostSpeaker, ...]:
    cards = cards_of(conversation)
    if sum(card.turns for card in cards) < _FEWEST:
        return ()
    # As turns are coloured: by order of the first turn, those without a name left out.
    named = [card for card in cards if card.speaker.id != UNNAMED]
    places = {speaker.id: place for place, speaker in enumerate(_named(conversation))}
    # Who asks without a name says nothing of the post where others are named.
    return tuple(_face(card, places.get(card.speaker.id, -1)) for card in named or cards)


def _named(conversation: Conversation) -> list[Speaker]:
    return [speaker for speaker in conversation.speakers if speaker.id != UNNAMED]


def _face(card: Card, place: int) -> PostSpeaker:
    speaker = card.speaker
    slot = speaker.colour or place % PALETTE_SLOTS + 1 if place >= 0 else 0
    colours = readable_pair(speaker.hex_colour) if speaker.hex_colour else ("", "")
    portrait = "" if speaker.anonymous else speaker.avatar
    return PostSpeaker(card.name, card.initials, slot, colours, portrait)
