"""Which printed labels mean the same person, and which people a text introduces by short forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.people_index import PeopleIndex, fits_initials
from koushu.dialogue.cast.speakers import Speaker, slug
from koushu.dialogue.lexicon import folded
from koushu.dialogue.recognition.naming import full_name, introduced, introduced_in_rows, slip_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_JOINT: Final = re.compile(r"\s*(?:&|＆|、|・|/|／|,|，| and | und | et | y | e |和|与|與)\s*")
_SHORTENED: Final = re.compile(
    r"[（(]\s*(?:以下简称|以下簡稱|以下|简称|hereafter|hereinafter)?\s*[“\"「]?"
    r"([A-Z](?:\.?[A-Za-z]){1,4}|[\u3400-\u9fff]{1,3})[”\"」]?\s*[）)]"
)
_BEFORE: Final = re.compile(r"[^\s，。、；：“”「」（）()][^，。、；：“”「」（）()\n\u2028]{0,40}\Z")


def introduced_initials(text: str) -> dict[str, str]:
    """Return folded short form -> full name for each `Full Name (FN)` or `全名（以下简称名）` in a text."""
    found: dict[str, str] = {}
    for match in _SHORTENED.finditer(text):
        before = _BEFORE.search(text[max(0, match.start() - 48) : match.start()].rstrip(" *_"))
        full = _full_name(before.group(), match[1]) if before else ""
        if not full and before and _opens_line(text, match.start() - len(before.group())):
            # The name that a line opens with needs no letters in common with its short form.
            full = before.group().strip(" *_") if _is_meant(text, match) else ""
        if full:
            found.setdefault(folded(match[1]), full)
    return found


def _opens_line(text: str, start: int) -> bool:
    return not text[:start].rpartition("\n")[2].strip(" \t>*_#-")


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Return whether a short form is said to be one, or is a label of its own further down."""
    label = re.compile(rf"^[ \t>*_-]*{re.escape(match[1])}[*_]*[ \t]?[:：]", re.MULTILINE)
    return "简" in match[0] or "簡" in match[0] or label.search(text, match.end()) is not None


def _full_name(before: str, short: str) -> str:
    """Return the name at the end of a text that a short form stands for, or nothing."""
    if not short.isascii():
        return before if all(char in before for char in short) else ""
    letters = short.replace(".", "")
    words = [word.strip("*_") for word in before.split()][-len(letters) :]
    return " ".join(words) if letters.isupper() and fits_initials(letters, words) else ""


def parted_label(label: str) -> list[str]:
    """Return the names that a label joins; a label that joins none is one."""
    return [part.strip() for part in _JOINT.split(label) if part.strip()]


_MOST_SOUGHT: Final = 100
"""Most different labels for which names are looked for in the text; more people are no interview."""


@dataclass
class Cast:
    """The people of one post: those told beforehand, then those met, in order of their first turn."""

    known: Sequence[Speaker] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    """Folded short form -> the name it stands for, from the text's introductions."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Folded label -> id or name, as the author fixed it."""
    met: dict[str, Speaker] = field(default_factory=dict)
    """Id -> person, in order of first turn."""
    printed: Sequence[str] = ()
    """Every label of the post in order: a first name or initials may belong to a full one, a joint one to its parts."""
    texts: Sequence[str] = ()
    """Where full names are looked for: first what introduces the talk, then all of it."""

    def resolve(self, label: str, *, joint: bool = False) -> list[Speaker]:
        """Return the people a printed label means: one, or several for a joint label.

        A short form joins a full name only when exactly one fits; two people are never merged. A label
        is parted when each part is known or stands alone elsewhere, or when `joint` says that it is joint.
        """
        asked = label, joint
        if asked not in self._answers:
            people = self._resolve(label, joint=joint)
            self._answers[asked] = people
        return self._answers[asked]

    def _resolve(self, label: str, *, joint: bool) -> list[Speaker]:
        whole = self._find(label)
        parts = parted_label(label)
        parted = whole is None and len(parts) > 1
        if parted and (joint or all(folded(part) in self._alone or self._find(part) for part in parts)):
            return [self._meet(self._find(part) or self._new(part)) for part in parts]
        return [self._meet(whole or self._new(label))]

    def person(self, label: str) -> str | None:
        """Return the full name behind a label, `None` when the label is all that is known."""
        people = self.resolve(label)
        name = "、".join(person.name for person in people)
        return name if name and folded(name) != folded(label) else None

    def _meet(self, speaker: Speaker) -> Speaker:
        if speaker.id not in self.met:
            # Other labels may mean this one, too.
            self._answers.clear()
            self.met[speaker.id] = speaker
            self._people.add(speaker)
        return self.met[speaker.id]

    def _new(self, label: str) -> Speaker:
        taken = self.met.keys()
        base = name = slug(label)
        number = 2
        while name in taken and folded(self.met[name].name) != folded(label):
            name, number = f"{base}-{number}", number + 1
        return Speaker(name, label)

    def _find(self, label: str) -> Speaker | None:
        key = folded(label)
        fixed = self.labels.get(key)
        for wanted in (folded(fixed) if fixed else key, key):
            exact = self._people.called(wanted)
            if len(exact) == 1:
                return exact[0]
        if fixed:
            return Speaker(slug(fixed), fixed)
        if key in self.short:
            return self._named(self.short[key])
        return self._only_fit(label) or self._told(label)

    def _named(self, name: str) -> Speaker:
        """Return the person of a name that the text gives, under the full name if it gives that too."""
        exact = next(iter(self._people.called(folded(name))), None)
        full = "" if exact else full_name(name, self.texts)
        return exact or self._only_fit(name) or Speaker(slug(full or name), full or name)

    def _told(self, label: str) -> Speaker | None:
        """Return the person whose full name the text gives for a label, or of which it is a slip."""
        full = full_name(label, self.texts)
        if full:
            return next(iter(self._people.called(folded(full))), Speaker(slug(full), full))
        other = slip_of(label, self.printed)
        return self._find(other) or self._new(other) if other else None

    def _only_fit(self, label: str) -> Speaker | None:
        """Return the one person, known, met or printed in full, whom a first or family name or initials fit."""
        printed = [one for one in self._longer.fitting(label) if not self._people.named(one.name)]
        fits = {one.id: one for one in (*self._people.fitting(label), *printed)}
        return next(iter(fits.values())) if len(fits) == 1 else None

    @cached_property
    def _answers(self) -> dict[tuple[str, bool], list[Speaker]]:
        """Return who was meant by a label, for as long as nobody else is met."""
        return {}

    @cached_property
    def _people(self) -> PeopleIndex:
        return PeopleIndex((*self.met.values(), *self.known))

    @cached_property
    def _longer(self) -> PeopleIndex:
        """Return the printed labels that are names of several words, as people."""
        names = dict.fromkeys(name for name in self.printed if " " in name and not _JOINT.search(name))
        return PeopleIndex(Speaker(slug(name), name) for name in names)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(folded(one) for one in self.printed)


def cast_of(
    texts: Sequence[str],
    printed: Sequence[str],
    known: Sequence[Speaker],
    labels: Mapping[str, str],
    *,
    rows: Iterable[Sequence[str]],
    about: str = "",
) -> Cast:
    """Return the cast of a document from its texts and its printed labels in order.

    `known` and `labels` are what the author says; `rows` are the texts of each row of its tables, `about` is
    more text that may give names, as the title.
    """
    keys = {folded(label) for label in printed}
    if len(keys) > _MOST_SOUGHT:
        return Cast(known, labels=labels)
    first = next((place for place, text in enumerate(texts) if _opens(text, keys)), 0) if keys else 0
    whole = "\n\n".join(texts)
    short = {
        **introduced_initials(whole),
        **introduced(whole, printed),
        **introduced_in_rows(rows, printed),
    }
    intro = "\n\n".join((about, *texts[:first]))
    return Cast(known, short, labels, printed=printed, texts=(intro, whole))


def _opens(text: str, keys: Collection[str]) -> bool:
    """Tell whether a block opens with one of some labels."""
    head = re.sub(r"\A[\W\d]+", "", text[:90])
    longest = max(map(len, keys))
    for size in range(1, len(head) + 1):
        if not head[size : size + 1].isalnum():
            opening = folded(head[:size])
            if opening in keys or len(opening) > longest:
                return opening in keys
    return False
