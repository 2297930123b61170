"""Who said how much, in one conversation and in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.speakers import PALETTE_SLOTS, UNNAMED
from koushu.dialogue.lexicon import ANSWER_LABELS, QUESTION_LABELS, ROLES, folded
from koushu.dialogue.page.shares import talk_shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.extract import Conversation, Utterance

_ROLE_WORDS: Final = ROLES | QUESTION_LABELS | ANSWER_LABELS


@dataclass(frozen=True, slots=True)
class Part:
    """What one person says in one conversation."""

    conversation: Conversation
    turns: tuple[Utterance, ...]
    words: int
    """A character of Chinese or Japanese is one; a joint turn counts whole for each who speaks."""
    percent: int
    """Of all words of the conversation."""
    slot: int
    """Palette slot in the conversation."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks, and all that they say."""

    speaker: Speaker
    parts: tuple[Part, ...]

    @property
    def turns(self) -> int:
        """Return how many turns the person has."""
        return sum(len(part.turns) for part in self.parts)

    @property
    def words(self) -> int:
        """Return how many words the person says."""
        return sum(part.words for part in self.parts)


def parts_of(conversation: Conversation) -> dict[str, Part]:
    """Return the part of each speaker by id, in order of the first turn."""
    shares = talk_shares(conversation)
    found: dict[str, Part] = {}
    for order, speaker in enumerate(conversation.speakers):
        # A turn that translates another of the page says nothing new.
        turns = tuple(turn for turn in conversation.turns if speaker.id in turn.speakers and not turn.pair)
        if turns and speaker.id in shares:
            words = sum(turn.words for turn in turns)
            slot = speaker.colour or order % PALETTE_SLOTS + 1
            found[speaker.id] = Part(conversation, turns, words, shares[speaker.id].percent, slot)
    return found


def tally(conversations: Iterable[Conversation]) -> dict[str, Person]:
    """Return everybody who can be told from others, by id, in order of names.

    Somebody who is anonymous, or known by a role or a letter alone, may be another person on another page.
    """
    people: dict[str, list[Part]] = {}
    described: dict[str, Speaker] = {}
    for conversation in conversations:
        parts = parts_of(conversation)
        for speaker in conversation.speakers:
            if speaker.id not in parts or not is_somebody(speaker):
                continue
            people.setdefault(speaker.id, []).append(parts[speaker.id])
            known = described.setdefault(speaker.id, speaker)
            if _told(speaker) > _told(known):
                described[speaker.id] = speaker
    order = sorted(people, key=lambda one: (described[one].name.casefold(), one))
    return {one: Person(described[one], tuple(people[one])) for one in order}


def is_somebody(speaker: Speaker) -> bool:
    """Tell whether a speaker is one person wherever the name stands."""
    name = folded(speaker.name)
    return not (speaker.anonymous or speaker.id == UNNAMED or name in _ROLE_WORDS or len(name) < 2)


def _told(speaker: Speaker) -> int:
    """Return how much is told of a speaker: a page knows more than its neighbour when its front matter does."""
    fields = (speaker.role, speaker.affiliation, speaker.title, speaker.url, speaker.avatar)
    return sum(map(bool, (*fields, *speaker.names, *speaker.same_as)))


def opening(text: str, width: int = 72) -> str:
    """Return the first words of a text on one line; a wide character counts two, and a cut is marked."""
    line = " ".join(text.split())
    taken = 0
    for index, char in enumerate(line):
        taken += 1 + (ord(char) >= 0x2E80)
        if taken > width:
            cut = line[:index]
            blank = cut.rfind(" ") if char.isascii() and cut[-1:].isascii() else -1
            return (cut[:blank] if blank > index // 2 else cut).rstrip(" ,;:.，、；：。") + "…"
    return line
