"""QR codes as runs of dark squares, which every format can draw for itself.

Source: ISO/IEC 18004 by the library segno.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Final

from koushu.record import record

QUIET: Final = 4
"""Squares of light around a code, which a reader needs to find it."""


@record
class QrCode:
    """A code and its light border, in squares from the upper left corner."""

    size: int
    runs: tuple[tuple[int, int, int], ...]
    """Left, top and length of each run of dark squares in a row."""


@lru_cache(maxsize=100)
def draw_qr(text: str) -> QrCode | None:
    """Return the code of a text, None for one that no code can hold."""
    import segno  # noqa: PLC0415 - large, and few pages have a code

    try:
        matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    except segno.DataOverflowError:
        return None
    runs: list[tuple[int, int, int]] = []
    for top, row in enumerate(matrix):
        left = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark & 1:
                runs.append((left + QUIET, top + QUIET, length))
            left += length
    return QrCode(len(matrix) + 2 * QUIET, tuple(runs))


def qr_data(text: str) -> str:
    """Return a code as the address of a picture that is part of a page; empty for a text that no code can hold."""
    import segno  # noqa: PLC0415 - large, and few pages have a code

    try:
        return str(segno.make_qr(text, error="m", boost_error=False).png_data_uri(scale=4))
    except segno.DataOverflowError:
        return ""
