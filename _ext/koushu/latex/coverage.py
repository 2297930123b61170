"""Which characters the fonts of the LaTeX route have, known before LaTeX runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fontTools.ttLib import TTFont

from koushu.fonts import font_files, further_font_files
from koushu.latex.characters import hard_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

_FREEFONT: Final = Path(__file__).parent / "freefont.txt"


def uncovered(texts: Iterable[str]) -> list[str]:
    """Return the characters of some texts that no font has, each once, in order."""
    found = dict.fromkeys(char for text in texts for char in hard_characters(text))
    rare = [char for char in found if ord(char) not in freefont()]
    return [char for char in rare if ord(char) not in east_asian()] if rare else []


@cache
def freefont() -> frozenset[int]:
    """Return the code points of GNU FreeFont that are not plain; its last release is of 2012."""
    points: set[int] = set()
    lines = _FREEFONT.read_text(encoding="ascii").splitlines()
    for part in " ".join(line for line in lines if not line.startswith("#")).split():
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


@cache
def east_asian() -> frozenset[int]:
    """Return the code points of the East Asian faces that travel with the document."""
    points: set[int] = set()
    for path in [*font_files(), *further_font_files()]:
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)
