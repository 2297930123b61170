"""Which column of a table is set to which side, as its cells say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

# Types of columns of tabulary, by the class of a cell.
_TYPES: Final = {"text-right": "R", "text-center": "C", "text-left": "T", "": "T"}
# Longer tables go over pages, in an environment that has no such columns.
_MOST_ROWS: Final = 30


def column_types(table: nodes.Element) -> str:
    """Return a type for each column, such as `TRR`; nothing for a table that has no side of its own.

    Cells that hold more than words or go over several columns or rows leave a table as it is.
    """
    rows = list(table.findall(nodes.row))
    entries = [list(_entries(row)) for row in rows]
    count = max(map(len, entries), default=0)
    plain = all(len(row) == count and all(map(_is_plain, row)) for row in entries)
    if not count or not plain or len(rows) > _MOST_ROWS or "longtable" in table.get("classes", []):
        return ""
    types = "".join(_TYPES[_side(row[index] for row in entries)] for index in range(count))
    return types if set(types) != {"T"} else ""


def _entries(row: nodes.Element) -> Iterator[nodes.entry]:
    return (child for child in row.children if isinstance(child, nodes.entry))


def _is_plain(entry: nodes.entry) -> bool:
    spans = "morecols" in entry or "morerows" in entry
    return (
        not spans and len(entry) <= 1 and all(isinstance(child, nodes.paragraph) for child in entry.children)
    )


def _side(entries: Iterator[nodes.entry]) -> str:
    """Return the class that the cells of a column share, or nothing."""
    classes: list[list[str]] = [entry.get("classes", []) for entry in entries]
    sides = {next((one for one in own if one in _TYPES), "") for own in classes}
    return sides.pop() if len(sides) == 1 else ""
