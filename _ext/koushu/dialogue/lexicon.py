"""Words that speak for or against a label being a person who talks, from the lists in `words/`.

Lists only move a score: a name that the front matter or the register of speakers gives beats them all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

_NO_LETTERS: Final = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return letters and digits only, in compatibility form and without case."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NO_LETTERS.sub("", plain.casefold())


folded: Final = lru_cache(maxsize=8192)(fold)
"""The same for what comes again and again, as names do."""


def is_wide(char: str) -> bool:
    """Tell whether a character is Chinese, Japanese or Korean, or punctuation as wide as they are."""
    return unicodedata.east_asian_width(char) in {"W", "F"}


def _listed(name: str) -> tuple[str, ...]:
    """Return the phrases of one list, as written."""
    text = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(phrase.strip() for line in lines for phrase in line.split(" / ") if phrase.strip())


def _folded(name: str) -> frozenset[str]:
    return frozenset(folded(phrase) for phrase in _listed(name))


class Phrases:
    """Phrases that are searched in running text, without case; Latin words whole, others anywhere."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        parts = (rf"\b{re.escape(one)}s?\b" if one.isascii() else re.escape(one) for one in phrases)
        self._pattern = re.compile("|".join(parts), re.IGNORECASE)
        self._small = tuple(one.casefold() for one in phrases)

    def search(self, text: str) -> bool:
        """Tell whether a text has one of them; most have none, which is seen sooner without the pattern."""
        small = text.casefold()
        return any(one in small for one in self._small) and self._pattern.search(text) is not None


def _searching(name: str) -> Phrases:
    return Phrases(_listed(name))


def _languages() -> dict[str, str]:
    """Return folded tag -> BCP 47 tag."""
    text = (Path(__file__).parent / "words" / "language_tags.txt").read_text(encoding="utf-8")
    lines = [line.split(" / ") for line in text.splitlines() if line and not line.startswith("#")]
    return {folded(tag): tags[0] for tags in lines for tag in tags}


# Compared with a whole label, in folded form.
ROLES: Final = _folded("roles")
INTERVIEWERS: Final = _folded("interviewers")
QUESTION_LABELS: Final = _folded("question_labels")
ANSWER_LABELS: Final = _folded("answer_labels")
BREAKS: Final = _folded("breaks")
LANGUAGE_TAGS: Final = _languages()
FIELDS: Final = _folded("fields")
NOTES: Final = _folded("notes")

# Compared with matter in brackets, in folded form.
VOCALS: Final = _folded("vocals")
INCIDENTS: Final = _folded("incidents")
PAUSES: Final = _folded("pauses")
GAPS: Final = _folded("gaps")

# Compared with one word of a label, in folded form.
FIELD_STEMS: Final = _folded("field_stems")
GIVEN_NAMES: Final = _folded("given_names")

# Compared with the beginning or the end of a label.
FIELD_TAILS: Final = _listed("field_tails")
FIELD_HEADS: Final = _listed("field_heads")
HONORIFICS: Final = _listed("honorifics")
OCCUPATIONS: Final = _listed("occupations")
SAYING: Final = _listed("saying")
SURNAMES: Final = frozenset(_listed("surnames"))

# Searched in running text, without case; Latin words whole, others anywhere.
INTERVIEW: Final = _searching("interview")
QUESTIONS: Final = _searching("questions")
MEETINGS: Final = _searching("meetings")
CHATS: Final = _searching("chats")
GUIDES: Final = _searching("guides")
FIRST_PERSON: Final = frozenset(_listed("first_person"))
FIRST_PERSON_CJK: Final = _listed("first_person_cjk")
MYSELF: Final = frozenset(_listed("myself"))
MYSELF_CJK: Final = _listed("myself_cjk")
YOURSELF: Final = frozenset(_listed("yourself"))
YOURSELF_CJK: Final = _listed("yourself_cjk")
REPLIES: Final = frozenset(_listed("replies"))
REPLIES_CJK: Final = _listed("replies_cjk")
SENTENCE_STARTERS: Final = frozenset(_listed("sentence_starters"))
FOOTERS: Final = _listed("footers")
