"""A cover: the title and the authors between corner brackets, as a drawing in SVG."""

from __future__ import annotations

import html
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH: Final = 1600
HEIGHT: Final = 2560
_PAPER: Final = "#f6f3ee"
_INK: Final = "#1f2328"
_ACCENT: Final = "#9b2f24"
_SANS: Final = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
# Parts of the width or height: where the brackets stand, and where the words between them.
_BRACKET: Final = 0.12
_WORDS: Final = 0.2
_ROOM: Final = 0.64
_NAME_SIZE: Final = 68


def cover_svg(title: str, authors: str, height: int = HEIGHT, *, pixels: int = WIDTH) -> str:
    """Return a cover as SVG, 1600 units wide: the words between corner brackets, as speech is quoted in Chinese.

    The default height makes the shape that sellers of e-books ask for, 1 to 1.6; 2263 makes that of A4 paper.
    It is shown `pixels` wide. The same words give the same drawing.
    """
    size = _title_size(title)
    lines = break_title(title, WIDTH * _ROOM / size)
    names = break_title(authors, WIDTH * _ROOM / _NAME_SIZE)[:3]
    last_name = round(height * (1 - _WORDS)) - round((len(names) - 1) * _NAME_SIZE * 1.28)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{pixels}" height="{round(height * pixels / WIDTH)}" '
            f'viewBox="0 0 {WIDTH} {height}">'
        ),
        f"<title>{html.escape(', '.join(filter(None, (title, authors))), quote=False)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>',
        _brackets(height),
        *_text_lines(lines, round(height * _WORDS) + size, size),
        *_text_lines(names, last_name, _NAME_SIZE),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _brackets(height: int) -> str:
    """Return the opening bracket above left and the closing one below right."""
    left, top = round(WIDTH * _BRACKET), round(height * (_BRACKET + 0.01))
    right, bottom = WIDTH - left, height - top
    arm, leg = 310, 420
    opening = f"M{left + arm} {top} H{left} V{top + leg}"
    closing = f"M{right - arm} {bottom} H{right} V{bottom - leg}"
    return f'<path d="{opening} {closing}" fill="none" stroke="{_ACCENT}" stroke-width="46"/>'


def _title_size(title: str) -> int:
    width = _width(title)
    return 230 if width <= 4 else 150 if width <= 14 else 110 if width <= 40 else 84


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


def _text_lines(lines: Iterable[str], top: int, size: int) -> Iterator[str]:
    """Return one text element a line; `top` is the first baseline."""
    for number, line in enumerate(lines):
        y = top + round(number * size * 1.28)
        look = f'font-family="{_SANS}" font-size="{size}" fill="{_INK}"'
        yield f'<text x="{round(WIDTH * _WORDS)}" y="{y}" {look}>{html.escape(line, quote=False)}</text>'
