"""Which characters the fonts of the LaTeX route have, known before LaTeX runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.books.font_coverage import covered
from koushu.books.fonts import font_files, further_font_files, upright_font_files
from koushu.latex.characters import hard_characters
from koushu.latex.runs import script_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FREEFONT: Final = Path(__file__).parent / "freefont.txt"


def uncovered(texts: Iterable[str]) -> list[str]:
    """Return the characters of some texts that no font has, each once, in order."""
    found = dict.fromkeys(char for text in texts for char in hard_characters(text))
    faces = faces_of(found)
    return [char for char in found if char not in faces and not _is_own(char)]


def faces_of(chars: Iterable[str]) -> dict[str, Path]:
    """Return the font file from which a face is cut for each character that the book's own lack or cannot shape.

    A character that is in no file, or needs none, is left out.
    """
    wanted = [char for char in chars if script_of(char) or not _is_own(char)]
    faces = {}
    paths = upright_font_files()
    for char in wanted if paths else ():
        found = next((path for path in paths if ord(char) in covered(path)), None)
        if found is not None:
            faces[char] = found
    return faces


def _is_own(char: str) -> bool:
    """Return whether a face that travels along, or GNU FreeFont, has a character."""
    return ord(char) in freefont() or ord(char) in east_asian()


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
        points |= covered(Path(path))
    return frozenset(points)
