"""A light view of a document: its leaf blocks in order, each as text with styles.

It is all that recognition sees, so the same rules run on Markdown tokens and on a doctree.
Offsets count characters of a block's `text`, in which each object that is not text (an image,
a footnote mark) stands as one `OBJECT` character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from functools import cached_property
from typing import Final

OBJECT: Final = "\ufffc"
SOFT_BREAK: Final = "\n"
HARD_BREAK: Final = "\u2028"
BREAKS: Final = SOFT_BREAK + HARD_BREAK
_BREAK: Final = re.compile(f"[{BREAKS}]")


class Style(IntFlag):
    """How a run of characters is set."""

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


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Container:
    """A block that holds blocks, as one step of a leaf's path."""

    kind: str
    """`quote`, `list`, `item`, `table`, `row`, `cell`, `definitions`, `definition`, or another node's name."""
    number: int
    """Different for each container of a document."""


@dataclass(frozen=True)
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
        return "".join(span.text for span in self.spans)

    @cached_property
    def styles(self) -> bytes:
        """Return one style for each character of `text`, as its number: flags of an enumeration are slow to ask."""
        return b"".join(bytes((int(span.style),)) * len(span.text) for span in self.spans)

    def has(self, style: Style, start: int, end: int) -> bool:
        """Tell whether any character between two offsets has a style."""
        flag = int(style)
        return any(one & flag for one in set(self.styles[start:end]))

    def run_end(self, start: int, style: Style) -> int:
        """Return the offset after the run of `style` that begins at `start`; `start` itself if none does."""
        end, flag, styles = start, int(style), self.styles
        while end < len(styles) and styles[end] & flag:
            end += 1
        return end

    def all_styled(self, start: int, end: int, style: Style) -> bool:
        """Tell whether every character with ink between two offsets has a style."""
        if not self.has(style, start, end):
            return False
        flag, text, styles = int(style), self.text, self.styles
        inked = [offset for offset in range(start, end) if not text[offset].isspace()]
        return bool(inked) and all(styles[offset] & flag for offset in inked)

    def line_at(self, offset: int) -> int:
        """Return the 1-based source line on which an offset stands, as far as line breaks tell."""
        broken = sum(self.text.count(mark, 0, offset) for mark in BREAKS)
        return min(self.line + broken, self.end_line)

    def line_starts(self) -> list[int]:
        """Return the offset at which each line of the block begins."""
        broken = [found.end() for found in _BREAK.finditer(self.text)]
        return sorted({0, *broken, *self.joined})

    def line_end(self, start: int) -> int:
        """Return the offset at which the line that begins at `start` ends."""
        ends = [end for mark in BREAKS if (end := self.text.find(mark, start)) >= 0]
        return min((*ends, *(offset for offset in self.joined if offset > start)), default=len(self.text))
