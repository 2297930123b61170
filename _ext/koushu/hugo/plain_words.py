"""Words of front matter without what would change a page or a terminal unseen: controls, and turned directions.

Source: Unicode Technical Report 36, 2.4 "Bidirectional text spoofing"; Unicode Standard Annex 9, 3.3.
"""

from __future__ import annotations

import re
from typing import Final

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINES: Final = re.compile("[\x85\u2028\u2029]")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSING: Final = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}


def plain_words(text: str) -> str:
    """Return a text without controls, on which every turn of direction ends where the text ends.

    Overrides, which show letters in another order than they have, are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINES.sub(" ", _HALVES.sub("\ufffd", _CONTROLS.sub("", text)))
    return _closed(text) if _TURNS.search(text) else text


def _closed(text: str) -> str:
    open_turns: list[str] = []
    kept: list[str] = []
    for letter in text:
        if letter in _CLOSING:
            open_turns.append(_CLOSING[letter])
        elif letter in "\u202c\u2069":
            if not open_turns or open_turns.pop() != letter:
                continue
        elif letter in "\u202d\u202e":
            continue
        kept.append(letter)
    return "".join([*kept, *reversed(open_turns)])
