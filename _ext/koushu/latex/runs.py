r"""Runs of characters that the book's own fonts lack, or cannot shape: each is set in a font cut out for it.

A run stands as `\koushurun{face}{code units}{text}` in the source, the code units being what a reader copies where
glyphs do not come in the order of the letters; runs from right to left, with what is between them, as `\koushurtl`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING, Final

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Scripts whose letters change, join or move, by the first word of the names of their characters, as fontspec calls
# them; and those among them that are written without blanks.
SCRIPTS: Final = {
    "ARABIC": "Arabic",
    "BENGALI": "Bengali",
    "DEVANAGARI": "Devanagari",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Gurmukhi",
    "HEBREW": "Hebrew",
    "KANNADA": "Kannada",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MALAYALAM": "Malayalam",
    "MYANMAR": "Myanmar",
    "ORIYA": "Oriya",
    "SINHALA": "Sinhala",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "THAI": "Thai",
}
_UNSPACED: Final = {"Khmer": "km", "Lao": "lo", "Myanmar": "my", "Thai": "th"}
# What belongs to the character before it.
_JOINED: Final = "\u200c\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
_BETWEEN: Final = r"[ ,.:;!?'\-]+"
_PICTURES: Final = frozenset("\u200d\ufe0f" + "".join(map(chr, range(0x1F3FB, 0x1F400))))


def script_of(char: str) -> str:
    """Return the script of a character whose letters are shaped; nothing for any other."""
    return SCRIPTS.get(re.split(r"[ -]", unicodedata.name(char, ""), maxsplit=1)[0], "")


@record
class Runs:
    """Which characters are set in which face."""

    faces: Mapping[str, str]
    """Name of the face of each character."""
    _pattern: re.Pattern[str] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", _pattern_of(self.faces))

    def guard(self, text: str, otherwise: Callable[[str], str]) -> str:
        """Return LaTeX source with its runs marked; what is between them is given to `otherwise`."""
        if self._pattern is None:
            return otherwise(text)
        pieces, position = [], 0
        for match in self._pattern.finditer(text):
            pieces += [otherwise(text[position : match.start()]), self._marked(match, otherwise)]
            position = match.end()
        return "".join([*pieces, otherwise(text[position:])])

    def _marked(self, match: re.Match[str], otherwise: Callable[[str], str]) -> str:
        text = match[0]
        if not match["leftward"]:
            return self._set(text)
        pieces = re.split(f"({_BETWEEN})", text)
        return (
            "\\koushurtl{"
            + "".join(self._set(one) if one[:1] in self.faces else otherwise(one) for one in pieces)
            + "}"
        )

    def _set(self, text: str) -> str:
        """Return one command for each stretch of one face."""
        made, start = [], 0
        for index in range(1, len(text) + 1):
            face = self.faces.get(text[index]) if index < len(text) else ""
            if face is not None and face != self.faces[text[start]]:
                made.append(self._command(self.faces[text[start]], text[start:index]))
                start = index
        return "".join(made)

    def _command(self, face: str, text: str) -> str:
        script = script_of(text[0])
        moved = (script and not is_leftward(text[0]) and script not in _UNSPACED) or not _PICTURES.isdisjoint(
            text
        )
        units = text.encode("utf-16-be").hex().upper() if moved else ""
        return f"\\koushurun{{{face}}}{{{units}}}{{{text}}}"


def _pattern_of(faces: Mapping[str, str]) -> re.Pattern[str] | None:
    if not faces:
        return None
    leftward = "".join(re.escape(char) for char in faces if is_leftward(char))
    others = "".join(re.escape(char) for char in faces if not is_leftward(char))
    choices = []
    if leftward:
        word = f"[{leftward}][{leftward}{_JOINED}]*"
        choices.append(f"(?P<leftward>{word}(?:{_BETWEEN}{word})*)")
    else:
        choices.append("(?P<leftward>(?!))")
    if others:
        choices.append(f"[{others}][{others}{_JOINED}]*")
    return re.compile("|".join(choices))


def is_leftward(char: str) -> bool:
    """Return whether a character is written from right to left."""
    return unicodedata.bidirectional(char) in {"R", "AL"} or script_of(char) in {"Arabic", "Hebrew"}


def features_of(characters: str) -> str:
    """Return what fontspec has to be told of a face that is used for some characters."""
    script = next((found for char in characters if (found := script_of(char))), "")
    return f"Script={script}" if script else ""


def breaking_locale(characters: str) -> str:
    """Return the locale whose dictionary says where a line of some characters may end; nothing where blanks do."""
    return next((found for char in characters if (found := _UNSPACED.get(script_of(char), ""))), "")
