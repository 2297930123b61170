"""What stands in place of the name of a speaker who wants none: in sources, before anything reads them.

A name is replaced wherever it can be recognised for certain: in any case of its letters, with blanks, hyphens or
a line break between its words, in addresses, and with the usual form of address after a Chinese family name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from koushu.dialogue.lexicon import HONORIFICS, folded
from koushu.dialogue.speakers import Speaker, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WIDE: Final = (
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)
_IS_WIDE: Final = re.compile(_WIDE)
_PARTS: Final = re.compile(r"[\s\u00a0\u3000._‐‑·・-]+")
_APOSTROPHES: Final = "['’ʼ＇]"
# A line break may stand inside a quotation, whose mark opens the next line.
_BETWEEN: Final = r"(?:[ \t\u00a0\u3000]*\n[ \t>]*|[ \t\u00a0\u3000]+|\\?[-._+·]|[‐‑]|%20|&nbsp;)?"
_BETWEEN_WIDE: Final = r"(?:[ \t\u3000]*\n[ \t>]*|[ \t\u3000·・])?"
# As HTML and Markdown, and as YAML, TOML and JSON write a letter by its number.
_NUMBER: Final = re.compile(r"&#x([0-9a-f]{1,5});|&#(\d{1,6});|\\u([0-9a-f]{4})", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:[^\W_]{0,20}(?:&#x[0-9a-f]{1,5};|&#\d{1,6};|\\u[0-9a-f]{4})[ ]?[^\W_]{0,20})+", re.IGNORECASE
)
_IN_ADDRESS: Final = r"[-/@#%=&_~+]"
_UNSAFE: Final = re.compile(r"[^\w\s()（）·-]|_")
# 上周老师 is a teacher of last week, and no Mr Zhou.
_COUNTING: Final = "上下本每这那一二两三四五六七八九十几数半整"
_FAMILY_NAME: Final = re.compile(r"[\u3400-\u9fff]{2,4}")
# Shorter ones open English sentences too often: An, Do, My.
_LEAST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class _Rule:
    """One pattern for a name, and the two forms of what replaces it."""

    pattern: str
    shown: str
    address: str
    proper: str = ""


@dataclass(frozen=True, slots=True)
class Mask:
    """Replaces the names of some people in any text."""

    rules: tuple[_Rule, ...] = ()
    pattern: re.Pattern[str] | None = None

    def __bool__(self) -> bool:
        """Tell whether there is any name to replace."""
        return self.pattern is not None

    def __call__(self, text: str) -> str:
        """Return a text without the names, and with as many lines as before."""
        if self.pattern is None:
            return text
        return self.pattern.sub(self._replaced, _NUMBERED.sub(self._spelled, text))

    def finds(self, text: str) -> bool:
        """Tell whether a name stands in a text."""
        return bool(self.pattern and self.pattern.search(text))

    def hidden_in(self, text: str) -> frozenset[str]:
        """Return the public ids of those whose names stand in a text."""
        if self.pattern is None:
            return frozenset()
        found = self.pattern.finditer(_NUMBERED.sub(self._spelled, text))
        return frozenset(self._rule(match).address for match in found)

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
        linked = re.search(_IN_ADDRESS, around) or joined
        domain = re.match(r"\.\w", text[match.end() : match.end() + 2])
        _, broken, below = written.partition("\n")
        rest = re.match(r"[ \t>]*", below)
        return (rule.address if linked or domain else rule.shown) + (
            broken + (rest.group() if rest else "") if broken else ""
        )


def _letter(match: re.Match[str]) -> str:
    hexadecimal = match[1] or match[3]
    return chr(int(hexadecimal, 16) if hexadecimal else int(match[2]))


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
    roles = [one.role.casefold() for one in people if one.anonymous]
    found = []
    for one in people:
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
        folded(part) for one in people if not one.anonymous for name in _names(one) for part in _parted(name)
    }
    rules: dict[str, _Rule] = {}
    for one, shown in zip(people, public, strict=True):
        if not one.anonymous or one == shown:
            continue
        for pattern, proper in _patterns(one, others, text):
            rules.setdefault(pattern, _Rule(pattern, shown.name, shown.id, proper))
    # The longest first, so that no part of a name is taken for the whole.
    ordered = tuple(sorted(rules.values(), key=lambda rule: (-len(rule.proper), rule.pattern)))
    if not ordered:
        return Mask()
    return Mask(ordered, re.compile("|".join(f"(?P<n{i}>{rule.pattern})" for i, rule in enumerate(ordered))))


def _names(one: Speaker) -> Iterator[str]:
    yield from dict.fromkeys((one.name, *one.names.values(), *one.aliases))
    if len(one.id) > 1:
        yield one.id


def _parted(name: str) -> list[str]:
    return [part for part in _PARTS.split(name) if part]


def _patterns(one: Speaker, others: set[str], text: str) -> Iterator[tuple[str, str]]:
    """Return patterns for every name of a person, each with the name itself."""
    for name in _names(one):
        for form in dict.fromkeys(
            (name, *(unicodedata.normalize(kind, name) for kind in ("NFC", "NFD", "NFKC")))
        ):
            if _IS_WIDE.search(form):
                yield from _wide_patterns(form, others)
            else:
                yield from _latin_patterns(form, others, text)
        if not name.isascii():
            yield f"(?i:{re.escape(quote(name))})", name


def _wide_patterns(name: str, others: set[str]) -> Iterator[tuple[str, str]]:
    letters = [re.escape(letter) for letter in name if not re.match(r"[\s·・]", letter)]
    whole = _BETWEEN_WIDE.join(letters)
    # One letter is a name where it stands alone, as in a label, and not as a part of words.
    yield (whole if len(letters) > 1 else rf"(?<!\w){whole}(?!\w)"), name
    if _FAMILY_NAME.fullmatch(name) and name[0] not in {other[:1] for other in others}:
        polite = "|".join(map(re.escape, HONORIFICS))
        yield f"(?<![{_COUNTING}]){name[0]}(?:{polite})", name[0] + HONORIFICS[0]


def _latin_patterns(name: str, others: set[str], text: str) -> Iterator[tuple[str, str]]:
    parts = [re.sub(r"['’ʼ＇]", _APOSTROPHES, re.escape(part)) for part in _parted(name)]
    if not parts:
        return
    if len(parts) == 1:
        yield from _one_word(_parted(name)[0], parts[0])
        return
    for order in (parts, [*parts[1:], parts[0]], [parts[-1], *parts[:-1]]):
        comma = ",?" if order is not parts else ""
        yield rf"(?i:(?<![^\W\d_]){(comma + _BETWEEN).join(order)}(?![^\W\d_]))", name
    for part, pattern in zip(_parted(name), parts, strict=True):
        ordinary = re.search(rf"(?<![-/@#.\w]){re.escape(part.lower())}(?![-\w])", text)
        if len(part) >= _LEAST_PART and folded(part) not in others and not ordinary:
            yield from _one_word(part, pattern)


def _one_word(word: str, pattern: str) -> Iterator[tuple[str, str]]:
    """Return patterns for a word by itself: as written or in capitals anywhere, in small letters in addresses."""
    shapes = dict.fromkeys((pattern, pattern.upper() if pattern.isalpha() else pattern))
    yield rf"(?<![^\W\d_])(?:{'|'.join(shapes)})(?![^\W\d_])", word
    small = pattern.lower() if pattern.isalpha() else pattern
    if small != pattern:
        yield rf"(?<={_IN_ADDRESS}){small}(?![^\W\d_])|(?<![^\W\d_]){small}(?={_IN_ADDRESS}|\.\w)", word


def masked_value(value: object, mask: Mask) -> object:
    """Return a value of front matter with the names replaced in every text of it, keys too."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {masked_value(key, mask): masked_value(item, mask) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(masked_value(item, mask) for item in value)
    return value
