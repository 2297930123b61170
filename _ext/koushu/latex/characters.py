r"""Characters that LaTeX's fonts may lack: found in the finished source, and set by a macro that looks for a font.

XeTeX prints nothing for a character its font lacks, and says so only in its log. So every character outside
what all our fonts have goes through `\koushuchar`, which tries one font after the other and prints the code
point in a frame when none has it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from koushu.latex.runs import Runs

# Assigned in FreeSerif, FreeSans, FreeMono and DejaVu Sans Mono, or set by xeCJK in the fonts that travel along.
_PLAIN_RANGES: Final = (
    "\n\t\x20-\x7e\xa0-\xac\xae-\u017f"
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    "\u0401-\u040c\u040e-\u044f\u0451-\u045c\u045e\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
    "\u3000-\u3003\u3005-\u3007\u3008-\u3011\u3014-\u301b\u301d-\u301f"
    "\u3041-\u3096\u309b-\u309e\u30a1-\u30fe"
    "\u4e00-\u9fa5\uff01-\uff5e"
)
_HARD: Final = re.compile(f"[^{_PLAIN_RANGES}]")
# What has no shape: joiners, marks of direction, variation selectors, tags; a glyph for it would be wrong.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u180b-\u180e\u200c-\u200f\u202a-\u202e\u2061-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_SPECIAL: Final = {
    "\u00ad": "\\-",
    "\u200b": "\\hskip0pt{}",
    "\u2060": "\\nobreak{}",
    "\u2028": "\\newline{}",
    "\u2029": "\\par{}",
}
# Arguments that are names or addresses, not text.
_NAMES: Final = re.compile(
    r"\\(?:detokenize|sphinxhref|href|label|ref|url|sphinxincludegraphics|includegraphics|sphinxcite|hypertarget"
    r"|hyperlink)(?:\[(?:[^\[\]\\]|\\.)*\])?\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}",
    re.DOTALL,
)
# The Chinese dots share a glyph with those of mathematics, under whose code point they would be copied out.
_DOTS: Final = re.compile(r"…(?=[\u2e80-\u9fff…\uff00-\uffef])…?|(?<=[\u2e80-\u9fff\uff00-\uffef])…+")
# Single characters that fonts draw as two and that would be copied out as two.
_LIGATURES: Final = re.compile("[\ufb00-\ufb06]")
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")


def hard_characters(text: str) -> list[str]:
    """Return the visible characters of a text that a font may lack, each once, in order."""
    found = dict.fromkeys(_HARD.findall(_INVISIBLE.sub("", text)))
    return [char for char in found if char not in _SPECIAL]


def guard_characters(source: str, runs: Runs | None = None) -> str:
    r"""Return LaTeX source in which each character that a font may lack is given to `\koushuchar`.

    Those that have a face in `runs` are set in it.

    Names and addresses (labels, link targets, image files) are left as they are.
    """
    guard = partial(runs.guard, otherwise=_guard) if runs else _guard
    pieces = []
    position = 0
    for match in _NAMES.finditer(source):
        pieces += [guard(source[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*pieces, guard(source[position:])])


def _guard(text: str) -> str:
    text = _APOSTROPHE.sub("\\\\koushuapostrophe{}", _INVISIBLE.sub("", text))
    text = _DOTS.sub(_dots, text)
    text = _LIGATURES.sub(lambda match: f"\\koushucoded{{{ord(match[0]):04X}}}{{{match[0]}}}", text)
    return _HARD.sub(_command, text)


def _dots(match: re.Match[str]) -> str:
    return f"\\koushudots{{{'2026' * len(match[0])}}}{{{match[0]}}}"


def _command(match: re.Match[str]) -> str:
    char = match[0]
    return _SPECIAL.get(char, f"\\koushuchar{{{ord(char):X}}}{{{char}}}")
