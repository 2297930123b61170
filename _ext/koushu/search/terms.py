"""The terms by which a text is found: pairs of neighbouring CJK characters, words and their stems.

The last character of a CJK run is a term by itself, so that any character begins a term wherever it stands. The
script in the page divides what a reader types in the same way (`engine/terms.js`).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections import Counter
from functools import cache, lru_cache
from operator import add
from typing import Final

import snowballstemmer

from koushu.late_pattern import late_pattern

WIDE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Characters, as a set of a regular expression, of scripts that put no blank between words, or much into one word."""
LONGEST: Final = 40
"""Characters of a word after which the rest of it is not looked at."""
ENGLISH: Final = "porter"
"""The stemmer for English, and for Latin words in the text of all languages that have none.

The later algorithm `english` still changes from release to release, and the script of Sphinx is of another one than
the package: their stems of `international` differ.
"""
STEMMERS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": ENGLISH,
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Language -> the algorithm of snowball; only those that the package and the scripts of Sphinx both have."""
_RUN: Final = late_pattern(rf"[{WIDE}]+|[^\W_{WIDE}]+")
_STARTS_WIDE: Final = late_pattern(f"[{WIDE}]")
_WIDE_RUNS: Final = late_pattern(f"([{WIDE}]+)")
_CODES: Final = f"utf-32-{sys.byteorder[0]}e"
_WORDS: Final = re.compile(r"[^\W_]+")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"}
)
_FOLDS: Final = re.compile(f"[\u0300-\u036f{''.join(map(chr, _LETTERS))}]")
# Of a Chinese text nothing else has a plain form, and a text without any other is not taken apart.
_PLAIN_MARKS: Final = [(mark, unicodedata.normalize("NFKC", mark)) for mark in "，：？！；（）…～％　"]
_is_plain: Final = unicodedata.is_normalized


def runs(text: str) -> list[str]:
    """Return the runs of CJK characters, and of letters and digits of other scripts, in order."""
    return _RUN.findall(text)


def is_wide(run: str) -> bool:
    """Return whether a run is one of CJK characters."""
    return _STARTS_WIDE.match(run) is not None


def pairs(run: str) -> list[str]:
    """Return every two neighbouring characters of a CJK run; one that stands alone is a term by itself."""
    return list(map(add, run, run[1:])) or [run]


def escaped_wide() -> str:
    """Return the CJK characters as a set of a regular expression of the page."""
    return "".join(char if char == "-" else f"\\u{{{ord(char):x}}}" for char in WIDE)


def folded(text: str) -> str:
    """Return a text in the form that is compared: plain forms of characters, lower case, no accents."""
    for mark, written in _PLAIN_MARKS:
        text = text.replace(mark, written)
    plain = unicodedata.normalize("NFKC", text).lower()
    if plain.isascii() or (_is_plain("NFD", plain) and _is_plain("NFC", plain) and not _FOLDS.search(plain)):
        return plain
    # Not all marks: a kana with its mark is another kana, and a Korean syllable is made of parts.
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", plain))).translate(
        _LETTERS
    )


def stemmer_of(language: str) -> str:
    """Return the algorithm for the words of a text in this language, a BCP 47 tag."""
    return STEMMERS.get(language.partition("-")[0].lower(), ENGLISH)


@lru_cache(maxsize=200_000)
def word_terms(word: str, stemmer: str) -> tuple[str, ...]:
    """Return the terms of a folded word: its stem, and itself if that is another."""
    word = word[:LONGEST]
    stem = str(_algorithm(stemmer).stemWord(word))
    # The stem of a word may be nothing, as that of `s`, and nobody can ask for that.
    return (word,) if stem in {word, ""} else (word, stem)


def terms(text: str, stemmer: str = ENGLISH) -> Counter[str]:
    """Return the terms of a text with their numbers: for each character of a CJK run one, and the words."""
    pieces = _WIDE_RUNS.split(folded(text))
    found = Counter(_pairs_and_ends(pieces[1::2]))
    for word, count in Counter(_WORDS.findall(" ".join(pieces[::2]))).items():
        for term in word_terms(word, stemmer):
            found[term] = found.get(term, 0) + count
    return found


def _pairs_and_ends(runs: list[str]) -> list[str]:
    """Return for each character of CJK runs the pair that it begins, or itself where it ends a run."""
    first = array("I", " ".join(runs).encode(_CODES))
    second = array("I", "  ".join([run[1:] for run in runs] + [""]).encode(_CODES)[:-4])
    # Laid out as text and split there, which takes half the time of adding up two characters at a time.
    spaced = array("I", [ord(" ")]) * (3 * len(first))
    spaced[::3], spaced[1::3] = first, second
    return spaced.tobytes().decode(_CODES).split()


@cache
def _algorithm(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
