"""Letters of the mathematical alphabets: MathML Core has no other way to say bold, script or double-struck."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NAME: Final = re.compile(
    r"(?:LATIN|GREEK) (?P<case>CAPITAL|SMALL) LETTER (?P<letter>[A-Z ]+)|(?P<digit>DIGIT [A-Z]+)"
)
_ALPHABETS: Final = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "sans-serif-bold-italic": "SANS-SERIF BOLD ITALIC",
    "monospace": "MONOSPACE",
}
_BLACK_LETTER: Final = "FRAKTUR"
# The one letter whose older form has a name of quite another kind.
_ITALIC_H: Final = "\N{PLANCK CONSTANT}"


def styled(text: str, variant: str) -> tuple[str, bool]:
    """Return the text in a MathML `mathvariant`, and whether every letter has a form in that alphabet.

    Source: MathML Core, "The mathvariant attribute"; Unicode block Mathematical Alphanumeric Symbols.
    """
    letters = [_letter(character, _ALPHABETS.get(variant, "")) for character in text]
    return "".join(letters), letters != list(text) or not text.strip()


def _letter(character: str, alphabet: str) -> str:
    match = _NAME.fullmatch(unicodedata.name(character, ""))
    if not match or not alphabet:
        return character
    if (alphabet, character) == ("ITALIC", "h"):
        return _ITALIC_H
    ending = match["digit"] or f"{match['case']} {match['letter']}"
    # Letters such as ℝ, ℒ and ℜ were in Unicode before the block was made, under names of their own.
    older = "BLACK-LETTER" if alphabet == _BLACK_LETTER else alphabet
    for name in (f"MATHEMATICAL {alphabet} {ending}", f"{older} {ending}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    # Digits have no italic, Greek no script: what an alphabet lacks stays as it is, as in TeX.
    return character
