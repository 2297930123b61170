"""Small pieces of Markdown that the generated parts are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def directive(name: str, argument: str, options: Mapping[str, str], body: str) -> str:
    """Return a fenced directive, its fence longer than any in its body."""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", body)), default=2) + 3)
    lines = [f"{fence}{{{name}}} {argument}", *(f":{key}: {value}" for key, value in options.items())]
    return "\n".join([*lines, "", body, fence, ""])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a pipe table; a bar or a line break in a cell is kept as a character."""
    written = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join([*written, ""])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def code(value: str) -> str:
    """Return a code span of a value, whatever backticks it holds."""
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", value)), default=0) + 1)
    blank = " " if "`" in value or not value.strip() else ""
    return f"{ticks}{blank}{value}{blank}{ticks}"
