"""How much a label itself, apart from what follows it, looks like somebody's name or part."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.lexicon import folded, is_wide
from koushu.dialogue.recognition.leads import Family

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence

    from koushu.dialogue.recognition.leads import Lead

FIELD: Final = -5.0
"""What a label that is the name of a field gets."""
BREAK: Final = -9.0
"""What a label that announces a break, or that says that somebody says, gets."""
KNOWN: Final = 6.0
"""What a name that the author gave gets."""

_UPPER: Final = "A-ZÀ-ÞĀ-ŽА-ЯЁΑ-Ω"
_CAPITALISED: Final = re.compile(
    rf"[{_UPPER}][\w'’.-]*"
    rf"(?:\s+(?:(?:de|da|di|van|von|der|den|la|le|bin|al|el|of|the)\s+)*[{_UPPER}][\w'’.-]*){{1,4}},?.{{0,8}}"
)
_INITIALS: Final = re.compile(r"[A-Z]{2,4}")
_CJK_NAME: Final = re.compile(r"[\u3400-\u9fff·]{2,3}")
_LETTERS: Final = lexicon.QUESTION_LABELS | lexicon.ANSWER_LABELS
_NUMBERED: Final = re.compile(r"(.*?[^\W\d])\s*(?:\d{1,2}|[A-Z]|[一二三四五六七八九十甲乙丙])")
_COUNTED: Final = re.compile(r"[第图圖表例注条條](?:[\d一二三四五六七八九十\W]|\Z)")
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")


def person_score(
    name: str, leads: Sequence[Lead], title: str, small: Container[str], short: Collection[str]
) -> float:
    """Return the score of a label, or of one of the names that it joins, from all its leads.

    `small` are the words that the text also writes in lower case, `short` the folded names and short
    forms that it introduces.
    """
    name = name.strip()
    key = label_key(name)
    if key in lexicon.BREAKS or name.endswith(lexicon.SAYING):
        return BREAK
    if leads[0].family is Family.UNNAMED:
        return 2.5
    if is_question_label(key):
        return 0.0
    numbered = _NUMBERED.fullmatch(name)
    if key in lexicon.ROLES or (numbered and folded(numbered[1]) in lexicon.ROLES):
        return 0.5 if name[:1].islower() else 2.5
    if _is_field(name, key) and not (
        leads[0].family is Family.STOP and name.isupper() and key not in lexicon.NOTES
    ):
        return FIELD
    score = 2.5 if key in short else 0.0
    logged = leads[0].family is Family.NICK
    score += 1.0 if logged else 0.0
    if name[:1].islower() and (logged or any(lead.time for lead in leads)):
        score += 0.8
    score += 1.5 if any(folded(lead.aside) in lexicon.ROLES for lead in leads if lead.aside) else 0.0
    return score + (_wide_score(name, title) if is_wide(name[:1]) else _latin_score(name, small, title))


@lru_cache(maxsize=8192)
def label_key(name: str) -> str:
    """Return the form in which labels are compared: folded, and `Q1`, `Q2` alike `Q`."""
    key = folded(name)
    bare = key.rstrip("0123456789")
    return bare if bare in _LETTERS else key


def is_question_label(key: str) -> bool:
    """Tell whether a label is a `Q` or an `A` in some language, or a letter, as of a choice."""
    letter = len(key) == 1 and key.isascii()
    return key in _LETTERS or letter or (len(key) > 1 and key.endswith(("问", "問", "答")) and len(key) <= 4)


def _is_field(name: str, key: str) -> bool:
    """Tell whether a label is the name of a field, a note or a numbered part."""
    if key in lexicon.FIELDS:
        return True
    words = [folded(word) for word in _WORD.findall(name)]
    if not is_wide(name[:1]):
        return bool(words) and (words[0] in lexicon.FIELD_STEMS or words[-1] in lexicon.FIELD_STEMS)
    return (
        name.endswith(lexicon.FIELD_TAILS)
        or name.startswith(lexicon.FIELD_HEADS)
        or bool(_COUNTED.match(name))
    )


def _latin_score(name: str, small: Container[str], title: str) -> float:
    words = _WORD.findall(name)
    given = bool(words) and folded(words[0]) in lexicon.GIVEN_NAMES
    score = 1.5 if given else 0.0
    if _CAPITALISED.fullmatch(name):
        score += 1.0
    elif _INITIALS.fullmatch(name):
        score += 0.5
    elif name[:1].islower():
        score -= 1.2
    elif len(words) > 1 and not given:
        score += 1.0 if folded(words[-1]) in lexicon.ROLES else -0.8
    if not given and name[:1].isupper() and any(word.lower() in small and len(word) > 2 for word in words):
        score -= 0.7
    if name[-1:].isdigit():
        score -= 1.0
    mentioned = not name[:1].islower() and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title)
    return score + (1.0 if mentioned else 0.0)


def _wide_score(name: str, title: str) -> float:
    score = 0.0
    if name.endswith(lexicon.HONORIFICS):
        score += 1.8
    elif len(name) <= 4 and name.endswith(lexicon.OCCUPATIONS):
        score += 0.8
    if _CJK_NAME.fullmatch(name) and name[0] in lexicon.SURNAMES:
        score += 0.5
    return score + (1.0 if len(name) > 1 and name in title else 0.0)
