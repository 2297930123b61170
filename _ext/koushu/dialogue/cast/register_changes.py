"""Which documents a change of the register can touch, told by the names that they hold."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import folded
from koushu.dialogue.recognition.casting import parted_label
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from koushu.dialogue.cast.speakers import Speaker

_WORD: Final = re.compile(r"[^\W_]+")


@record
class Fingerprint:
    """What is kept of one entry of the register, without the name of who is anonymous."""

    digest: str
    words: frozenset[str]
    """By which a label can mean this person."""
    anonymous: bool = False


def fingerprints(people: Sequence[Speaker], public: Sequence[Speaker]) -> dict[str, Fingerprint]:
    """Return what is kept of a register, by public id."""
    return {
        shown.id: Fingerprint(
            hashlib.sha256(repr((one, shown)).encode()).hexdigest(),
            name_words((shown.id, shown.name, *shown.names.values(), *shown.aliases)),
            one.anonymous,
        )
        for one, shown in zip(people, public, strict=True)
    }


def name_words(names: Iterable[str]) -> frozenset[str]:
    """Return the folded words of labels or names: whole, each part, and the initials of several."""
    return frozenset(word for name in names for word in _words(name) if word)


def _words(name: str) -> Iterator[str]:
    yield folded(name)
    for part in parted_label(name):
        words = _WORD.findall(part)
        yield folded(part)
        yield from map(folded, words)
        if len(words) > 1:
            yield "".join(folded(word)[:1] for word in words)


def changed(before: Mapping[str, Fingerprint], after: Mapping[str, Fingerprint]) -> list[Fingerprint]:
    """Return the entries that are not the same in both, as they were and as they are."""
    names = sorted({name for name in {*before, *after} if before.get(name) != after.get(name)})
    return [entry for name in names for entry in (before.get(name), after.get(name)) if entry is not None]


def touched(entries: Sequence[Fingerprint], wanted: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the documents whose labels can mean one of these entries."""
    words = frozenset(word for entry in entries for word in entry.words)
    return {docname for docname, labels in wanted.items() if labels & words}
