"""The people of a post: those of its front matter, field by field over those of the register."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from koushu.dialogue.cast.speaker_fields import Entry, FieldReader
from koushu.dialogue.cast.speakers import Speaker, slug
from koushu.dialogue.lexicon import folded
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.problems import Problem

_FIELD: Final = "speakers"
# Podcasts list people under these, and other sites list other things: nothing in them is reported.
_OTHER_FIELDS: Final = ("guests", "hosts", "participants", "people")
_KNOWN: Final = frozenset(field.name for field in fields(Speaker))


@record
class Places:
    """Finds the lines of nested keys in a text, for messages; a key that is not found has its parent's line."""

    text: str
    first: int = 1
    """1-based line at which the search begins."""

    def __call__(self, *keys: str) -> int:
        """Return the 1-based line of the last key."""
        lines = self.text.split("\n")
        at = max(self.first - 1, 0)
        for key in keys:
            wanted = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])", re.IGNORECASE)
            at = next((index for index in range(at, len(lines)) if wanted.search(lines[index])), at)
        return at + 1


def read_speakers(value: object) -> tuple[Speaker, ...]:
    """Return the people that a `speakers` field or the register names; what is wrong with it does not count."""
    return join_people(FieldReader().entries(value))


def names_people(front_matter: Mapping[str, object]) -> bool:
    """Return whether a post's front matter has any field that names people."""
    return any(name in front_matter for name in (_FIELD, *_OTHER_FIELDS))


def people_of(front_matter: Mapping[str, object], register: Sequence[Speaker] = ()) -> tuple[Speaker, ...]:
    """Return the speakers that a post's front matter names, completed from the register."""
    return read_people(front_matter, register)[0]


def read_people(
    front_matter: Mapping[str, object], register: Sequence[Speaker] = (), places: Places | None = None
) -> tuple[tuple[Speaker, ...], tuple[Problem, ...]]:
    """Return the speakers that a post's front matter names, and what is wrong with its field `speakers`.

    A person of the register is met by id, name or alias; what the post gives wins field by field.
    """
    reader = FieldReader(places or Places(""))
    entries = reader.entries(front_matter.get(_FIELD))
    others = FieldReader()
    for name in _OTHER_FIELDS:
        entries += others.entries(front_matter.get(name))
    return join_people(entries, register), tuple(reader.problems)


def known_people(front_matter: Mapping[str, object], register: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Return everybody a post can mean: its own people, then the rest of the register."""
    own = people_of(front_matter, register)
    taken = {person.id for person in own}
    return (*own, *(person for person in register if person.id not in taken))


def join_people(entries: Sequence[Entry], register: Sequence[Speaker] = ()) -> tuple[Speaker, ...]:
    """Return one speaker for each entry; entries with one id describe one person, the later field wins."""
    found: dict[str, Speaker] = {}
    for entry in entries:
        person = _met(entry, (*found.values(), *register))
        speaker = _over(person, entry) if person else _new(entry)
        found[speaker.id] = speaker
    return tuple(found.values())


def _met(entry: Entry, people: Sequence[Speaker]) -> Speaker | None:
    """Return the one person an entry is about; two that fit are nobody."""
    if entry.key:
        wanted = slug(entry.key)
        return next((one for one in people if one.id == wanted), None)
    key = folded(str(entry.given.get("name", "")))
    fits = {one.id: one for one in reversed(people) if key in one.keys}
    return next(iter(fits.values())) if key and len(fits) == 1 else None


def _new(entry: Entry) -> Speaker:
    name = str(entry.given.get("name") or entry.key)
    return replace(Speaker(slug(entry.key or name), name), **_fields(entry))


def _over(person: Speaker, entry: Entry) -> Speaker:
    given = _fields(entry)
    name = given.get("name", person.name)
    if not entry.key and list(entry.given) == ["name"]:
        return person
    # A post that names someone otherwise still means them by the names of the register.
    former = () if folded(str(name)) == folded(person.name) else (person.name, *person.names.values())
    aliases = (*given.get("aliases", person.aliases), *former)
    names = given.get("names", {} if "name" in given else person.names)
    return replace(person, **{**given, "names": names, "aliases": tuple(dict.fromkeys(aliases))})


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in entry.given.items() if name in _KNOWN}
