"""Tables by goldmark's rules, which finds them inside paragraphs.

So a row may be indented or lazy as any line of a paragraph, lines before the header stay a paragraph, the header
needs no bar, and the delimiter row may have more cells than the header. Source: GFM 0.29, "Tables (extension)".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_match_delimiters: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*").fullmatch


def tables_plugin(md: MarkdownIt) -> None:
    """Replace the built-in rule, which is on afterwards."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.enable("table")


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    alignments = _alignments(state, start + 1, end)
    if not alignments or state.is_code_block(start):
        return False
    header = _cells(state, start)
    if not header or len(header) > len(alignments) or _interrupts(state, start + 1, end):
        return False
    if silent:
        return True
    opening = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1).map = [start, start + 1]
    _push_row(state, start, "th", header, alignments)
    state.push("thead_close", "thead", -1)
    state.line = _push_body(state, start + 2, end, alignments)
    state.push("table_close", "table", -1)
    opening.map = [start, state.line]
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _alignments(state: StateBlock, line: int, end: int) -> list[str]:
    """Return the alignment of each column, nothing when the line is no delimiter row."""
    if line >= end or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return []
    text = _line(state, line)
    # A line of dashes alone underlines a heading.
    if not _match_delimiters(text) or not {"|", ":"} & set(text):
        return []
    return [_alignment(cell.strip()) for cell in text.strip("|").split("|")]


def _interrupts(state: StateBlock, line: int, end: int) -> bool:
    """Return whether a line would end a paragraph before it; a table itself is not asked."""
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules if rule is not _table)


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


def _push_body(state: StateBlock, line: int, end: int, columns: Sequence[str]) -> int:
    """Push the rows below the delimiters, which end as a paragraph does, and return the line behind the last."""
    first, completed = line, 0
    opening = None
    while line < end and not state.isEmpty(line):
        indented = state.sCount[line] - state.blkIndent > 3
        if not indented and state.sCount[line] >= 0 and _interrupts(state, line, end):
            break
        cells = _cells(state, line)
        completed += len(columns) - len(cells)
        if completed > MAX_AUTOCOMPLETED_CELLS:
            break
        opening = opening or state.push("tbody_open", "tbody", 1)
        _push_row(state, line, "td", cells, columns)
        line += 1
    if opening:
        state.push("tbody_close", "tbody", -1)
        opening.map = [first, line]
    return line
