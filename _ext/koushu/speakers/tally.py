"""Who said how much, in one conversation and in all of them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from koushu.dialogue.cast.speakers import PALETTE_SLOTS, UNNAMED
from koushu.dialogue.lexicon import ANSWER_LABELS, QUESTION_LABELS, ROLES, folded
from koushu.dialogue.page.shares import talk_shares
from koushu.record import open_record, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.extract import Conversation, Utterance

_ROLE_WORDS: Final = ROLES | QUESTION_LABELS | ANSWER_LABELS


class Row(NamedTuple):
    """What is kept of one person's part in one conversation."""

    speaker: Speaker
    turn_count: int
    """How many turns it has."""
    words: int
    """A character of Chinese or Japanese is one; a joint turn counts whole for each who speaks."""
    percent: int
    """Of all words of the conversation."""
    slot: int
    """Palette slot in the conversation."""
    digest: str
    """Of all that a page of this person shows of the conversation."""


@open_record
class Part:
    """What one person says in one conversation, which is looked up when its turns are asked for."""

    docname: str
    row: Row
    look_up: Callable[[], Conversation]

    @property
    def conversation(self) -> Conversation:
        """Return the whole conversation, which is not held: those of a site fill the memory."""
        return self.look_up()

    @property
    def turns(self) -> tuple[Utterance, ...]:
        """Return the turns of this person."""
        return _turns(self.conversation, self.row.speaker.id)

    @property
    def words(self) -> int:
        """Return how many words the person says."""
        return self.row.words

    @property
    def percent(self) -> int:
        """Return the share of all words of the conversation."""
        return self.row.percent

    @property
    def slot(self) -> int:
        """Return the palette slot in the conversation."""
        return self.row.slot


@record
class Person:
    """Somebody who speaks, and all that they say."""

    speaker: Speaker
    parts: tuple[Part, ...]

    @property
    def turns(self) -> int:
        """Return how many turns the person has."""
        return sum(part.row.turn_count for part in self.parts)

    @property
    def words(self) -> int:
        """Return how many words the person says."""
        return sum(part.row.words for part in self.parts)


def _turns(conversation: Conversation, speaker: str) -> tuple[Utterance, ...]:
    # A turn that translates another of the page says nothing new.
    return tuple(one for one in conversation.turns if speaker in one.speakers and not one.pair)


def rows_of(conversation: Conversation) -> tuple[Row, ...]:
    """Return what is kept of the part of each speaker, in order of the first turn."""
    shares = talk_shares(conversation)
    found: list[Row] = []
    for order, speaker in enumerate(conversation.speakers):
        turns = _turns(conversation, speaker.id)
        if turns and speaker.id in shares:
            words, percent = sum(turn.words for turn in turns), shares[speaker.id].percent
            slot = speaker.colour or order % PALETTE_SLOTS + 1
            shown = [(turn.id, turn.number, turn.time, turn.language, turn.text) for turn in turns]
            digest = sha256(repr((conversation.title, conversation.language, percent, shown)).encode())
            found.append(Row(speaker, len(turns), words, percent, slot, digest.hexdigest()))
    return tuple(found)


def parts_of(conversation: Conversation) -> dict[str, Part]:
    """Return the part of each speaker by id, in order of the first turn."""
    return {
        row.speaker.id: Part(conversation.docname, row, lambda: conversation) for row in rows_of(conversation)
    }


def tally(conversations: Iterable[Conversation]) -> dict[str, Person]:
    """Return everybody who can be told from others, by id, in order of names."""
    return people_in(part for one in conversations for part in parts_of(one).values())


def people_in(parts: Iterable[Part]) -> dict[str, Person]:
    """Return everybody who can be told from others, by id, in order of names, from all parts in order of documents.

    Somebody who is anonymous, or known by a role or a letter alone, may be another person on another page.
    """
    people: dict[str, list[Part]] = {}
    described: dict[str, Speaker] = {}
    for part in parts:
        speaker = part.row.speaker
        if not is_somebody(speaker):
            continue
        people.setdefault(speaker.id, []).append(part)
        known = described.setdefault(speaker.id, speaker)
        if known != speaker and _told(speaker) > _told(known):
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
    # The beginning tells as much as all of it, if it does not fit.
    line = " ".join(text[: 4 * width].split())
    line = line if len(line) > width else " ".join(text.split())
    index = _fitting(line, width)
    if index == len(line):
        return line
    cut = line[:index]
    blank = cut.rfind(" ") if line[index].isascii() and cut[-1:].isascii() else -1
    return (cut[:blank] if blank > index // 2 else cut).rstrip(" ,;:.，、；：。") + "…"


def _fitting(line: str, width: int) -> int:
    """Return how many characters of a line fit."""
    if line[: width + 1].isascii():
        return min(len(line), width)
    taken = 0
    for index, char in enumerate(line):
        taken += 1 + (ord(char) >= 0x2E80)
        if taken > width:
            return index
    return len(line)
