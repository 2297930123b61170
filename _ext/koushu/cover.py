"""A cover: the title, the authors and a pattern that belongs to this title alone, as a drawing in SVG."""

from __future__ import annotations

import hashlib
import html
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH: Final = 1600
HEIGHT: Final = 2560
_MARGIN: Final = 160
_PAPER: Final = "#f6f1e7"
_INK: Final = "#1f2328"
_SERIF: Final = "Noto Serif SC, Songti SC, SimSun, Libertinus Serif, serif"
_SANS: Final = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
# Ground and bubbles, each pair dark enough for paper-coloured letters (WCAG 1.4.3).
_COLOURS: Final = (
    ("#7a2e1d", "#b4533a"),
    ("#1f4b5f", "#3f7f99"),
    ("#3d4f2a", "#6c8450"),
    ("#4a2c5a", "#7d5792"),
    ("#5c4212", "#94702c"),
)


def cover_svg(title: str, authors: str, height: int = HEIGHT) -> str:
    """Return a cover as SVG, 1600 units wide; the same words give the same drawing.

    The default height makes the shape that sellers of e-books ask for, 1 to 1.6; 2263 makes that of A4 paper.
    """
    digest = hashlib.sha256(f"{title}\n{authors}".encode()).digest()
    ground, bubble = _COLOURS[digest[0] % len(_COLOURS)]
    size = _title_size(title)
    lines = break_title(title, (WIDTH - 2 * _MARGIN) / size)
    names = break_title(authors, (WIDTH - 2 * _MARGIN) / 72)[:3]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">',
        f"<title>{html.escape(', '.join(filter(None, (title, authors))), quote=False)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>',
        f'<rect width="{WIDTH}" height="1240" fill="{ground}"/>',
        *_bubbles(digest[1:], bubble),
        *_text_lines(lines, 1500, size, _SERIF, 'font-weight="bold"'),
        f'<rect x="{_MARGIN}" y="{height - 260 - 92 * len(names)}" width="180" height="10" fill="{ground}"/>',
        *_text_lines(names, height - 140 - 92 * len(names), 72, _SANS, ""),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _title_size(title: str) -> int:
    width = _width(title)
    return 220 if width <= 5 else 170 if width <= 14 else 120 if width <= 40 else 84


def _width(text: str) -> float:
    """Return the rough width of a text in em."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.52 for char in text)


def break_title(title: str, room: float) -> list[str]:
    """Return a title in lines of at most `room` em, broken at blanks, or between any two CJK characters."""
    lines = [""]
    for piece in _pieces(title):
        if lines[-1].strip() and _width((lines[-1] + piece).rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines if line.strip()][:5]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        closing = unicodedata.category(char) in {"Pe", "Pf", "Po"}
        if piece and not closing and (wide or char == " " or unicodedata.east_asian_width(piece[-1]) in "WF"):
            yield piece
            piece = ""
        piece += char
    yield piece


def _bubbles(digest: bytes, colour: str) -> Iterator[str]:
    """Return speech bubbles, alternately from the left and the right, as wide as the digest says."""
    for row in range(5):
        width = 420 + digest[row] * 2
        top = 190 + row * 190
        left = _MARGIN if row % 2 == 0 else WIDTH - _MARGIN - width
        tail = left + 60 if row % 2 == 0 else left + width - 60
        lean = -36 if row % 2 == 0 else 36
        opacity = 0.45 + digest[row + 5] / 510
        yield (
            f'<g fill="{colour}" opacity="{opacity:.2f}">'
            f'<rect x="{left}" y="{top}" width="{width}" height="120" rx="60"/>'
            f'<path d="M{tail - 30} {top + 110} L{tail + lean} {top + 158} L{tail + 30} {top + 110} Z"/></g>'
        )


def _text_lines(lines: Iterable[str], top: int, size: int, family: str, extra: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        y = top + round(number * size * 1.28)
        shown = html.escape(line, quote=False)
        look = f'font-family="{family}" font-size="{size}" fill="{_INK}" {extra}'
        yield f'<text x="{_MARGIN}" y="{y}" {look}>{shown}</text>'
