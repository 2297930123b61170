"""The terms by which a text is found: pairs of neighbouring CJK characters, and stems of words.

The script in the page divides what a reader types in the same way (`assets/koushu-search.js`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import snowballstemmer

WIDE: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters, as a set of a regular expression, that are written without blanks between words."""
_RUN: Final = re.compile(rf"[{WIDE}]+|[^\W{WIDE}]+")
_STARTS_WIDE: Final = re.compile(f"[{WIDE}]")
_LONGEST: Final = 40
_STEMMER: Final = snowballstemmer.stemmer("english")


def runs(text: str) -> list[str]:
    """Return the runs of CJK characters, and of letters and digits of other scripts, in order."""
    return _RUN.findall(text)


def is_wide(run: str) -> bool:
    """Return whether a run is one of CJK characters."""
    return _STARTS_WIDE.match(run) is not None


def pairs(run: str) -> list[str]:
    """Return every two neighbouring characters of a CJK run; one that stands alone is a term by itself."""
    return [run[i : i + 2] for i in range(max(len(run) - 1, 1))]


def folded(text: str) -> str:
    """Return a text in the form that is compared: compatibility characters as their plain forms, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a folded word, as English has it; words of other languages keep most of their letters."""
    return str(_STEMMER.stemWord(word))[:_LONGEST]


def terms(text: str) -> list[str]:
    """Return the terms of a text in order, repeated ones too."""
    found: list[str] = []
    for run in runs(folded(text)):
        if is_wide(run):
            found += pairs(run)
        else:
            found.append(stem(run))
    return found
