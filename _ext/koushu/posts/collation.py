"""The order of titles as readers of a language expect it, and as Hugo has it: blanks, marks, numbers, letters.

Pure. Source: Unicode Technical Standard 10 (three levels: letters, accents, cases) with the order of CLDR's root; for
Chinese by readings, for Japanese as in JIS X 0208, else Han characters by their codes. Checked against Hugo 0.168.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_MARKS: Final = (
    "_-‐‒–—―〜〰,、;:!¡?¿.。·'‘’‚‛‹›\"“”„‟〝〞«»()[]{}〈〉《》「」『』【】〔〕〖〗〘〙§¶@*/\\&#%‰†‡•′″〃※"
    "`´¨^¯°©®←→↑↓+±÷×<=>|¦~"
)
_AT: Final = {mark: place for place, mark in enumerate(_MARKS)}
_BLANK, _MARK, _SYMBOL, _CURRENCY, _DIGIT, _LATIN, _LETTER, _HAN = range(8)
_WITHOUT_DECOMPOSITION: Final = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ø": "o\u0338",
    "đ": "d\u0335",
    "ł": "l\u0335",
    "ı": "i",
    "þ": "th",
    "ð": "d\u0336",
}
# Accents in the order of the second level; others follow by their codes.
_ACCENTS: Final = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
_ACCENT: Final = {accent: place + 1 for place, accent in enumerate(_ACCENTS)}
# In Chinese the vowels of Pinyin stand by their tones, before the plain ones.
_TONES: Final = {"\u0304": -4, "\u0301": -3, "\u030c": -2, "\u0300": -1}


class Key(NamedTuple):
    """What decides between two texts: first by letters, then by accents, then by cases and widths."""

    letters: tuple[tuple[int, int, str], ...]
    accents: tuple[int, ...]
    cases: tuple[int, ...]


def collation_key(text: str, language: str) -> Key:
    """Return a key by which texts of a language, given by its BCP 47 tag, are put in order."""
    letters: list[tuple[int, int, str]] = []
    accents: list[int] = []
    cases: list[int] = []
    primary = language.partition("-")[0].lower()
    for given in text:
        for one in _decomposed(given):
            if unicodedata.combining(one) and primary == "zh" and one in _TONES and accents:
                accents[-1] = _TONES[one]
            elif unicodedata.combining(one):
                accents.append(_ACCENT.get(one, ord(one)))
            elif unicodedata.category(one) not in {"Cf", "Cc"} or one.isspace():
                letters.append(_letter(one, primary))
                accents.append(0)
                cases.append(_case(given, one))
    return Key(tuple(letters), tuple(accents), tuple(cases))


@lru_cache(maxsize=8192)
def _decomposed(one: str) -> str:
    if one.isascii():
        return one
    parts = unicodedata.normalize("NFKD", one)
    return "".join(_same_case(_WITHOUT_DECOMPOSITION.get(part.lower(), part), part) for part in parts)


def _same_case(text: str, like: str) -> str:
    return text.upper() if like.isupper() and text != like else text


@lru_cache(maxsize=8192)
def _letter(one: str, language: str) -> tuple[int, int, str]:
    """Return the class of a character, its place there, and the character where only its code decides."""
    category = unicodedata.category(one)
    if one.isspace() or one in _AT:
        return _BLANK if one.isspace() else _MARK, _AT.get(one, 0), ""
    if category[0] in "PS" or one == "々":
        return _CURRENCY if category == "Sc" else _SYMBOL, 0, one
    if _is_han(one) or (one == "〇" and language == "zh"):
        return _HAN, _han_place(one, language), one
    if category[0] == "N":
        return _DIGIT, int(unicodedata.numeric(one, 0)), ""
    lowered = one.lower()
    return (_LATIN, 0, lowered) if lowered.isascii() else (_LETTER, 0, _as_hiragana(lowered))


def _is_han(one: str) -> bool:
    return "\u3400" <= one <= "\u9fff" or "\U00020000" <= one <= "\U0003ffff"


def _han_place(one: str, language: str) -> int:
    if language == "zh":
        return _readings().get("零" if one == "〇" else one, 0x30000 + ord(one))
    if language == "ja":
        code = one.encode("euc_jp", "ignore")
        return int.from_bytes(code, "big") if len(code) == 2 else ord(one) - 0x40000
    return ord(one)


@lru_cache(maxsize=1)
def _readings() -> dict[str, int]:
    """Return the place of each Han character in the order of its reading."""
    text = Path(__file__).with_name("pinyin.txt").read_text(encoding="utf-8").strip()
    return {one: place for place, one in enumerate(text)}


def _as_hiragana(one: str) -> str:
    return chr(ord(one) - 0x60) if "\u30a1" <= one <= "\u30f6" else one


def _case(given: str, one: str) -> int:
    """Return small before capital, each before its form of another width, hiragana before katakana."""
    is_other = given.lower() in _WITHOUT_DECOMPOSITION or unicodedata.decomposition(given).startswith("<")
    return 2 * (one.isupper() or "\u30a1" <= one <= "\u30f6") + is_other
