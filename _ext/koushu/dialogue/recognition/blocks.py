"""A light view of a document: its leaf blocks in order, each as text with styles.

It is all that recognition sees, so the same rules run on Markdown tokens and on a doctree.
Offsets count characters of a block's `text`, in which each object that is not text (an image,
a footnote mark) stands as one `OBJECT` character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

OBJECT: Final = "\ufffc"
SOFT_BREAK: Final = "\n"
HARD_BREAK: Final = "\u2028"
BREAKS: Final = SOFT_BREAK + HARD_BREAK
_BREAK: Final = re.compile(f"[{BREAKS}]")
_BYTES: Final = tuple(bytes((number,)) for number in range(16))
"""Each number that a style can be, as a byte."""


class Style(IntEnum):
    """How a run of characters is set; of several styles, a number with the bits of each."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    LINK = 8


class Kind(StrEnum):
    """What a leaf block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TERM = "term"
    RULE = "rule"
    CODE = "code"
    COMMENT = "comment"
    OTHER = "other"


class Span(NamedTuple):
    """A run of characters of one style."""

    text: str
    style: int = Style.PLAIN


class Container(NamedTuple):
    """A block that holds blocks, as one step of a leaf's path."""

    kind: str
    """`quote`, `list`, `item`, `table`, `row`, `cell`, `definitions`, `definition`, or another node's name."""
    number: int
    """Different for each container of a document."""


@dataclass
class Block:
    """A leaf block; lines count from 1 in the source file, `end_line` is its last."""

    kind: Kind
    line: int
    end_line: int
    spans: tuple[Span, ...] = ()
    path: tuple[Container, ...] = ()
    level: int = 0
    joined: tuple[int, ...] = ()
    """Offsets at which a line of the source begins though its break is gone from the text."""
    ids: tuple[str, ...] = ()
    """Of a heading, the ids that its author gave it, and in a doctree all of its section."""

    @cached_property
    def text(self) -> str:
        """Return the characters of all spans."""
        spans = self.spans
        return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])

    @cached_property
    def styles(self) -> bytes:
        """Return one style for each character of `text`, as its number."""
        return b"".join([_BYTES[span.style] * len(span.text) for span in self.spans])

    def has(self, style: Style, start: int, end: int) -> bool:
        """Tell whether any character between two offsets has a style."""
        if len(self.spans) == 1:
            return bool(self.spans[0].style & style) and start < min(end, len(self.text))
        if end == start + 1:
            return bool(self.styles[start] & style) if start < len(self.styles) else False
        return any(one & style for one in set(self.styles[start:end]))

    def run_end(self, start: int, style: Style) -> int:
        """Return the offset after the run of `style` that begins at `start`; `start` itself if none does."""
        if len(self.spans) == 1:
            return max(start, len(self.text)) if self.spans[0].style & style else start
        end, flag, styles = start, int(style), self.styles
        while end < len(styles) and styles[end] & flag:
            end += 1
        return end

    def all_styled(self, start: int, end: int, style: Style) -> bool:
        """Tell whether every character with ink between two offsets has a style."""
        if not self.has(style, start, end):
            return False
        flag, text, styles = int(style), self.text, self.styles
        found = False
        for offset in range(start, end):
            if not text[offset].isspace():
                if not styles[offset] & flag:
                    return False
                found = True
        return found

    def line_at(self, offset: int) -> int:
        """Return the 1-based source line on which an offset stands, as far as line breaks tell."""
        broken = sum(self.text.count(mark, 0, offset) for mark in BREAKS)
        return min(self.line + broken, self.end_line)

    def line_starts(self) -> list[int]:
        """Return the offset at which each line of the block begins."""
        text, joined = self.text, self.joined
        if not joined and SOFT_BREAK not in text and HARD_BREAK not in text:
            return [0]
        return sorted({0, *(found.end() for found in _BREAK.finditer(text)), *joined})

    def line_end(self, start: int) -> int:
        """Return the offset at which the line that begins at `start` ends."""
        found = _BREAK.search(self.text, start)
        end = found.start() if found else len(self.text)
        return min((end, *(offset for offset in self.joined if offset > start))) if self.joined else end


def rows_of(blocks: Iterable[Block]) -> list[list[str]]:
    """Return the texts of each row of the tables among some blocks."""
    rows: dict[int, list[str]] = {}
    for block in blocks:
        row = next((step.number for step in block.path if step.kind == "row"), 0)
        if row:
            rows.setdefault(row, []).append(block.text)
    return list(rows.values())
