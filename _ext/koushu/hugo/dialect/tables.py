"""Tables by goldmark's rules, which finds them inside paragraphs.

So a row may be indented or lazy as any line of a paragraph, lines before the header stay a paragraph, the header
needs no bar, and the delimiter row may have more cells than the header. Source: GFM 0.29, "Tables (extension)".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.utils import EnvType

_FIRST: Final = frozenset("|:-")
_match_delimiters: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*").fullmatch

MOST_COLUMNS: Final = 500
"""Of a table; one with more is text, since no format can set it."""
_TOO_WIDE: Final = "too_wide"


def too_wide_line(env: EnvType) -> int | None:
    """Return the 0-based line at which a table first has too many columns, or None."""
    line = env.get(_TOO_WIDE)
    return line if isinstance(line, int) else None


class Table(NamedTuple):
    """Where a paragraph turns into a table: the line of its header, the header's cells, the alignment of columns."""

    header: int
    cells: list[str]
    alignments: list[str]


def find_table(state: StateBlock, start: int, end: int) -> Table | None:
    """Return the table in the lines of a paragraph, or None; the lines above its header stay a paragraph."""
    for line in range(start + 1, end):
        alignments = _alignments(state, line)
        if len(alignments) > MOST_COLUMNS:
            state.env.setdefault(_TOO_WIDE, line - 1)
            return None
        if alignments:
            cells = _cells(state, line - 1)
            fits = len(cells) <= len(alignments)
            return Table(line - 1, cells, alignments) if fits else None
    return None


def push_table(state: StateBlock, table: Table, end: int) -> None:
    """Push a table; its rows are the lines below the delimiters, up to the line `end`."""
    opening = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1).map = [table.header, table.header + 1]
    _push_row(state, table.header, "th", table.cells, table.alignments)
    state.push("thead_close", "thead", -1)
    _push_body(state, table.header + 2, end, table.alignments)
    state.push("table_close", "table", -1)
    opening.map = [table.header, end]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _alignments(state: StateBlock, line: int) -> list[str]:
    """Return the alignment of each column, nothing when the line is no delimiter row."""
    text = _line(state, line)
    if text[:1] not in _FIRST or not _match_delimiters(text) or state.is_code_block(line):
        return []
    # Dashes alone, which a lazy line may be, do only where a line feed follows them.
    if state.eMarks[line] >= len(state.src) and not {"|", ":"} & set(text):
        return []
    return [_alignment(cell.strip()) for cell in text.strip("|").split("|")]


def _alignment(cell: str) -> str:
    sides = (cell.startswith(":"), cell.endswith(":"))
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(sides, "")


def _cells(state: StateBlock, line: int) -> list[str]:
    """Return the cells of a row; a line without a bar is no row of cells but one cell."""
    cells = escapedSplit(_line(state, line))
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def _push_row(state: StateBlock, line: int, tag: str, cells: Sequence[str], columns: Sequence[str]) -> None:
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for index, alignment in enumerate(columns):
        cell = state.push(f"{tag}_open", tag, 1)
        if alignment:
            cell.attrs = {"style": f"text-align:{alignment}"}
        inline = state.push("inline", "", 0)
        inline.map = [line, line + 1]
        inline.content = cells[index].strip() if index < len(cells) else ""
        inline.children = []
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _push_body(state: StateBlock, first: int, end: int, columns: Sequence[str]) -> None:
    if first >= end:
        return
    state.push("tbody_open", "tbody", 1).map = [first, end]
    room = MAX_AUTOCOMPLETED_CELLS
    for line in range(first, end):
        cells = _cells(state, line)
        room -= max(0, len(columns) - len(cells))
        # Past any real table, rows are shown with the cells that they have.
        _push_row(state, line, "td", cells, columns if room >= 0 else columns[: len(cells)])
    state.push("tbody_close", "tbody", -1)
