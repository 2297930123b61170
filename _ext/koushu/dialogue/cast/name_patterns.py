"""How the name of a person can be written: patterns that find it in sources, as words and in addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from koushu.dialogue.lexicon import HONORIFICS, folded
from koushu.late_pattern import late_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koushu.dialogue.cast.speakers import Speaker

IN_ADDRESS: Final = r"[-/@#%=&_~+]"
"""A character beside a word that is part of an address or of a name for programs."""
_WIDE: Final = (
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)
_IS_WIDE: Final = late_pattern(_WIDE)
_PARTS: Final = re.compile(r"[\s\u00a0\u3000._‐‑·・-]+")
_APOSTROPHES: Final = "['’ʼ＇]"
# A line break may stand inside a quotation, whose mark opens the next line.
_BETWEEN: Final = r"(?:[ \t\u00a0\u3000]*\n[ \t>]*|[ \t\u00a0\u3000]+|\\?[-._+·]|[‐‑]|%20|&nbsp;)?"
_BETWEEN_WIDE: Final = r"(?:[ \t\u3000]*\n[ \t>]*|[ \t\u3000·・])?"
# 上周老师 is a teacher of last week, and no Mr Zhou.
_COUNTING: Final = "上下本每这那一二两三四五六七八九十几数半整"
_FAMILY_NAME: Final = late_pattern(r"[\u3400-\u9fff]{2,4}")
# Shorter ones open English sentences too often: An, Do, My.
_LEAST_PART: Final = 3


def names_of(one: Speaker) -> Iterator[str]:
    """Yield every name of a person."""
    yield from dict.fromkeys((one.name, *one.names.values(), *one.aliases))


def parted_name(name: str) -> list[str]:
    """Return the words of a name."""
    return [part for part in _PARTS.split(name) if part]


def hints_of(one: Speaker) -> Iterator[str]:
    """Yield runs of small letters; every form that the patterns find holds one of them."""
    for name in (*names_of(one), one.id):
        for kind in ("NFC", "NFKC"):
            small = unicodedata.normalize(kind, name).lower()
            if _IS_WIDE.search(small):
                yield from (letter for letter in small if _IS_WIDE.match(letter))
            else:
                yield from (run for part in parted_name(small) for run in re.split("['’ʼ＇]", part) if run)
        if not name.isascii():
            yield quote(name).lower()


def patterns_for(one: Speaker, others: set[str], text: str) -> Iterator[tuple[str, str]]:
    """Return patterns for every name of a person, each with the name itself."""
    for name in names_of(one):
        for form in dict.fromkeys(
            (name, *(unicodedata.normalize(kind, name) for kind in ("NFC", "NFD", "NFKC")))
        ):
            if _IS_WIDE.search(form):
                yield from _wide_patterns(form, others)
            else:
                yield from _latin_patterns(form, others, text)
        if not name.isascii():
            yield f"(?i:{re.escape(quote(name))})", name
    yield from _id_patterns(one.id)


def _id_patterns(identifier: str) -> Iterator[tuple[str, str]]:
    """Return patterns for an id, which may be an ordinary word: in addresses, and where it labels something."""
    parts = [re.escape(part) for part in parted_name(identifier)]
    if _IS_WIDE.search(identifier) and len(identifier) > 1:
        yield re.escape(identifier), identifier
    elif len(parts) > 1:
        yield rf"(?i:(?<![^\W\d_]){_BETWEEN.join(parts)}(?![^\W\d_]))", identifier
    elif parts:
        word = f"(?i:{parts[0]})"
        yield rf"(?<![^\W\d_]){word}(?=[*_]{{0,3}}\s?[:：])|{_addressed(word)}", identifier


def _wide_patterns(name: str, others: set[str]) -> Iterator[tuple[str, str]]:
    letters = [re.escape(letter) for letter in name if not re.match(r"[\s·・]", letter)]
    whole = _BETWEEN_WIDE.join(letters)
    # One letter is a name where it stands alone, as in a label, and not as a part of words.
    yield (whole if len(letters) > 1 else rf"(?<!\w){whole}(?!\w)"), name
    if _FAMILY_NAME.fullmatch(name) and name[0] not in {other[:1] for other in others}:
        polite = "|".join(map(re.escape, HONORIFICS))
        yield f"(?<![{_COUNTING}]){name[0]}(?:{polite})", name[0] + HONORIFICS[0]


def _latin_patterns(name: str, others: set[str], text: str) -> Iterator[tuple[str, str]]:
    parts = [re.sub(r"['’ʼ＇]", _APOSTROPHES, re.escape(part)) for part in parted_name(name)]
    if not parts:
        return
    if len(parts) == 1:
        yield from _one_word(parted_name(name)[0], parts[0])
        return
    for order in (parts, [*parts[1:], parts[0]], [parts[-1], *parts[:-1]]):
        comma = ",?" if order is not parts else ""
        yield rf"(?i:(?<![^\W\d_]){(comma + _BETWEEN).join(order)}(?![^\W\d_]))", name
    for part, pattern in zip(parted_name(name), parts, strict=True):
        ordinary = re.search(rf"(?<![-/@#.\w]){re.escape(part.lower())}(?![-\w])", text)
        if len(part) >= _LEAST_PART and folded(part) not in others and not ordinary:
            yield from _one_word(part, pattern)


def _one_word(word: str, pattern: str) -> Iterator[tuple[str, str]]:
    """Return patterns for a word by itself: as written or in capitals anywhere, in small letters in addresses."""
    shapes = dict.fromkeys((pattern, pattern.upper() if pattern.isalpha() else pattern))
    yield rf"(?<![^\W\d_])(?:{'|'.join(shapes)})(?![^\W\d_])", word
    small = pattern.lower() if pattern.isalpha() else pattern
    if small != pattern:
        yield _addressed(small), word


def _addressed(pattern: str) -> str:
    """Return a pattern for a word that stands in an address."""
    return rf"(?<={IN_ADDRESS}){pattern}(?![^\W\d_])|(?<![^\W\d_]){pattern}(?={IN_ADDRESS}|\.\w)"
