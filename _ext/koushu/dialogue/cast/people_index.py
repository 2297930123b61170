"""People by every name they go by, by first and family name and by initials, so that thousands take no longer each."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import ROLES, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koushu.dialogue.cast.speakers import Speaker

_INITIALS: Final = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.\s?){2,4}")


class PeopleIndex:
    """Some people, each once by id; of two with one id the later counts."""

    def __init__(self, people: Iterable[Speaker]) -> None:
        self._people: dict[str, Speaker] = {}
        self._by_key: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_part: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: set[str] = set()
        for one in people:
            self._people[one.id] = one
        for one in self._people.values():
            self._enter(one)

    def add(self, one: Speaker) -> None:
        """Add somebody whose id nobody has yet; somebody who is there stays as they are."""
        if one.id not in self._people:
            self._people[one.id] = one
            self._enter(one)

    def called(self, key: str) -> list[Speaker]:
        """Return the people who go by a folded name."""
        return [self._people[person] for person in self._by_key.get(key, ())]

    def named(self, name: str) -> bool:
        """Tell whether somebody's own name is exactly this."""
        return name in self._names

    def fitting(self, label: str) -> list[Speaker]:
        """Return the people whose first name, family name or initials a label can be."""
        found = (self._people[person] for person in self._by_part.get(folded(label), ()))
        return [one for one in found if short_for(label, one.name)]

    def _enter(self, one: Speaker) -> None:
        self._names.add(one.name)
        for key in one.keys:
            self._by_key[key][one.id] = None
        words = one.name.split()
        for part in (words[0], words[-1], "".join(word[0] for word in words)) if len(words) > 1 else ():
            self._by_part[folded(part)][one.id] = None


def short_for(label: str, full: str) -> bool:
    """Tell whether a label can be the initials, the first or the family name of a full name."""
    words, parts = full.split(), label.split()
    if len(words) < 2 or folded(label) in ROLES or folded(label) == folded(full):
        return False
    if _INITIALS.fullmatch(label.strip()):
        letters = [char for char in label if char.isalpha()]
        return fits_initials("".join(letters), words)
    return len(parts) == 1 and folded(label) in {folded(words[0]), folded(words[-1])}


def fits_initials(letters: str, words: Sequence[str]) -> bool:
    """Tell whether some letters are the first ones of as many words."""
    return len(words) == len(letters) and all(
        word[:1].casefold() == letter.casefold() for word, letter in zip(words, letters, strict=True)
    )
