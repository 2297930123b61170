"""Tables of raw HTML as docutils has them: rows of entries, with cells over several rows and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from koushu.hugo.raw.tree import Child, Element

_MAX_SPAN: Final = 1000
_ALIGNED: Final = re.compile(r"text-align\s*:\s*(left|right|center)")


def table_of(table: Element, blocks: Callable[[Sequence[Child]], list[nodes.Node]]) -> nodes.table | None:
    """Return the table that an element makes, or none where it has no cells; `blocks` makes what cells hold."""
    heads, bodies = _rows(table)
    width = _width([*heads, *bodies])
    if not width:
        return None
    columns = [nodes.colspec(colwidth=round(100 / width)) for _ in range(width)]
    group = nodes.tgroup("", *columns, cols=width)
    if heads and bodies:
        group += nodes.thead("", *(_row(row, width, blocks) for row in heads))
    elif heads:
        bodies = heads
    if all(cells and cells[0].tag == "th" for cells in map(_cells, bodies)):
        columns[0]["stub"] = 1
    group += nodes.tbody("", *(_row(row, width, blocks) for row in bodies))
    return nodes.table("", group, classes=["colwidths-auto"])


def _rows(table: Element) -> tuple[list[Element], list[Element]]:
    """Return the rows of the head and the others; without a head, the first rows that hold nothing but headings."""
    heads = [row for part in table.parts("thead") for row in part.parts("tr")]
    parts = (table, *table.parts("tbody"), *table.parts("tfoot"))
    others = [row for part in parts for row in part.parts("tr")]
    if not heads:
        while len(others) > 1 and all(cell.tag == "th" for cell in _cells(others[0])):
            heads.append(others.pop(0))
    return [row for row in heads if _cells(row)], [row for row in others if _cells(row)]


def _cells(row: Element) -> list[Element]:
    return row.parts("td", "th")


def _width(rows: Sequence[Element]) -> int:
    """Return the number of columns; a cell that reaches down takes a place in the rows below."""
    width = 0
    reaching: list[int] = []
    for row in rows:
        taken = sum(1 for left in reaching if left)
        own = [(_span(cell, "colspan"), _span(cell, "rowspan")) for cell in _cells(row)]
        width = max(width, taken + sum(columns for columns, _ in own))
        reaching = [left - 1 for left in reaching if left > 1]
        reaching += [height - 1 for columns, height in own for _ in range(columns) if height > 1]
    return width


def _row(row: Element, width: int, blocks: Callable[[Sequence[Child]], list[nodes.Node]]) -> nodes.row:
    entries = []
    for cell in _cells(row):
        entry = nodes.entry("", *blocks(cell.children))
        columns, height = _span(cell, "colspan"), _span(cell, "rowspan")
        if columns > 1:
            entry["morecols"] = min(columns, width) - 1
        if height > 1:
            entry["morerows"] = height - 1
        side = _ALIGNED.search(cell.attributes.get("style", ""))
        align = side[1] if side else cell.attributes.get("align", "")
        if align in {"left", "right", "center"}:
            entry["align"] = align
        entries.append(entry)
    return nodes.row("", *entries)


def _span(cell: Element, name: str) -> int:
    given = cell.attributes.get(name, "")
    return min(max(1, int(given)), _MAX_SPAN) if given.isdecimal() else 1
