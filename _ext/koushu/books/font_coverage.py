"""Which characters a font file has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

if TYPE_CHECKING:
    from pathlib import Path


@cache
def covered(path: Path) -> frozenset[int]:
    """Return the code points that a font file, or the first font of a collection, has glyphs for.

    The fonts of a collection have the same characters, in the forms of several countries.
    """
    if path.suffix.lower() in {".otc", ".ttc"}:
        with TTCollection(path, lazy=True) as collection:
            return frozenset(collection.fonts[0].getBestCmap() or {})
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})
