"""What stands in place of the name of a speaker who wants none: in sources, before anything reads them.

A name is replaced wherever it can be recognised for certain: in any case of its letters, with blanks, hyphens or
a line break between its words, in addresses, and with the usual form of address after a Chinese family name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from koushu.dialogue.cast.name_patterns import IN_ADDRESS, hints_of, names_of, parted_name, patterns_for
from koushu.dialogue.cast.speakers import Speaker, slug
from koushu.dialogue.lexicon import folded
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# As HTML and Markdown, and as YAML, TOML and JSON write a letter by its number.
_NUMBER: Final = re.compile(r"&#x[0-9a-f]{1,5};|&#\d{1,6};|&[a-z]{2,8};|\\u[0-9a-f]{4}", re.IGNORECASE)
_NUMBERED: Final = re.compile(rf"(?:[^\W_]{{0,20}}(?:{_NUMBER.pattern})[ ]?[^\W_]{{0,20}})+", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"[^\w\s()（）·-]|_")


@record
class _Rule:
    """One pattern for a name, and the two forms of what replaces it."""

    pattern: str
    shown: str
    address: str
    proper: str = ""


@record
class Mask:
    """Replaces the names of some people in any text."""

    rules: tuple[_Rule, ...] = ()
    pattern: re.Pattern[str] | None = None
    hints: tuple[str, ...] = ()
    """Small letters of which a text with a name has at least one run; to look for them is quick."""

    def __bool__(self) -> bool:
        """Tell whether there is any name to replace."""
        return self.pattern is not None

    def __call__(self, text: str) -> str:
        """Return a text without the names, and with as many lines as before."""
        if self.pattern is None:
            return text
        spelled = self._with_letters(text)
        return self.pattern.sub(self._replaced, spelled) if self._may_hold(spelled) else text

    def finds(self, text: str) -> bool:
        """Tell whether a name stands in a text."""
        return bool(self.pattern and self._may_hold(text) and self.pattern.search(text))

    def hidden_in(self, text: str) -> frozenset[str]:
        """Return the public ids of those whose names stand in a text."""
        if self.pattern is None:
            return frozenset()
        spelled = self._with_letters(text)
        if not self._may_hold(spelled):
            return frozenset()
        found = self.pattern.finditer(spelled)
        return frozenset(self._rule(match).address for match in found)

    def _may_hold(self, text: str) -> bool:
        small = unicodedata.normalize("NFC", text).lower()
        return any(hint in small for hint in self.hints)

    def _with_letters(self, text: str) -> str:
        return _NUMBERED.sub(self._spelled, text) if _NUMBER.search(text) else text

    def _rule(self, match: re.Match[str]) -> _Rule:
        return self.rules[int((match.lastgroup or "n0")[1:])]

    def _spelled(self, match: re.Match[str]) -> str:
        """Return letters written by their numbers as letters, when a name is among them."""
        letters = _NUMBER.sub(_letter, match.group())
        return letters if self.finds(letters) else match.group()

    def _replaced(self, match: re.Match[str]) -> str:
        rule = self._rule(match)
        written, text = match.group(), match.string
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        joined = written.casefold() != rule.proper.casefold() and re.fullmatch(r"\S*[-_%+]\S*", written)
        linked = re.search(IN_ADDRESS, around) or joined
        domain = re.match(r"\.\w", text[match.end() : match.end() + 2])
        _, broken, below = written.partition("\n")
        rest = re.match(r"[ \t>]*", below)
        return (rule.address if linked or domain else rule.shown) + (
            broken + (rest.group() if rest else "") if broken else ""
        )


def _letter(match: re.Match[str]) -> str:
    written = match.group()
    number = written[2:]
    return chr(int(number, 16)) if written.startswith("\\") else unescape(written)


NO_MASK: Final = Mask()


def public_people(
    people: Sequence[Speaker], word: Callable[[str, int], str], others: Sequence[Speaker] = ()
) -> tuple[Speaker, ...]:
    """Return people as outputs may know them: who is anonymous has a role or a number, and nothing else.

    `word` gives the name for a role (`""` for none) with a number, or without one for 0; `others` have their
    names already.
    """
    known = [*others, *(one for one in people if not one.anonymous)]
    taken = {name for one in known for name in (*one.keys, one.id, folded(one.name))}
    bare = [replace(one, role=_quiet_role(one)) for one in people]
    roles = [one.role.casefold() for one in bare if one.anonymous]
    found = []
    for one in bare:
        if not one.anonymous:
            found.append(one)
            continue
        number = 0 if one.role and roles.count(one.role.casefold()) == 1 else 1
        while folded(_safe(word(one.role, number))) in taken:
            number += 1
        name = _safe(word(one.role, number))
        plain = slug(one.role or "speaker") + (f"-{number}" if number else "")
        shown = Speaker(_free(plain, taken), name, (), one.role, one.language, one.colour, anonymous=True)
        taken |= {folded(name), shown.id}
        found.append(shown)
    return tuple(found)


def _quiet_role(one: Speaker) -> str:
    """Return a role; nothing for that of an anonymous speaker which tells the name."""
    parts = {folded(part) for name in names_of(one) for part in (*parted_name(name), name) if len(part) > 1}
    told = any(part in folded(one.role) for part in parts)
    return "" if one.anonymous and told else one.role


def masked_speaker(one: Speaker, mask: Mask) -> Speaker:
    """Return a speaker in whose description nobody else is named who is anonymous."""
    fields = ("role", "affiliation", "title", "url", "avatar", "same_as")
    told: dict[str, Any] = {name: masked_value(getattr(one, name), mask) for name in fields}
    return replace(one, **told)


def _safe(name: str) -> str:
    """Return a name without what front matter or Markdown could take for marks."""
    return " ".join(_UNSAFE.sub(" ", name).split()) or "?"


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def mask_of(people: Sequence[Speaker], public: Sequence[Speaker], text: str = "") -> Mask:
    """Return what replaces the names of those of `people` who are anonymous by the names in `public`.

    A part of a Latin name counts as the name unless another person has it, or `text` writes it in small letters
    too, as an ordinary word.
    """
    others = {
        folded(part)
        for one in people
        if not one.anonymous
        for name in names_of(one)
        for part in parted_name(name)
    }
    rules: dict[str, _Rule] = {}
    for one, shown in zip(people, public, strict=True):
        if not one.anonymous or one == shown:
            continue
        for pattern, proper in patterns_for(one, others, text):
            rules.setdefault(pattern, _Rule(pattern, shown.name, shown.id, proper))
    # The longest first, so that no part of a name is taken for the whole.
    ordered = tuple(sorted(rules.values(), key=lambda rule: (-len(rule.proper), rule.pattern)))
    if not ordered:
        return Mask()
    hints = {hint for one in people if one.anonymous for hint in hints_of(one)}
    return Mask(
        ordered,
        re.compile("|".join(f"(?P<n{i}>{rule.pattern})" for i, rule in enumerate(ordered))),
        tuple(sorted(hints)),
    )


def masked_value(value: object, mask: Mask) -> object:
    """Return a value of front matter with the names replaced in every text of it, keys too."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {masked_value(key, mask): masked_value(item, mask) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(masked_value(item, mask) for item in value)
    return value
