"""How wide a table must be at least, so that one that is too wide for the page is known before it is set."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes

from koushu.typst_builder.spacing import CJK, LONG_WORD

WIDE: Final = 38.0
"""From how many em on a table counts as wide: words of its cells may be broken then."""
NARROW_CELL_WORD: Final = 9
"""How many characters a word in a cell of a wide table may have that is never broken."""
_INSET: Final = 1.2
_LATIN: Final = 0.5
_CODE: Final = 0.53
_PICTURE: Final = 3.0
_TOKENS: Final = re.compile(rf"[{CJK}]|[^\s{CJK}]+")


def least_width(group: nodes.tgroup) -> float:
    """Return the least width of a table in em of its text: each column as wide as its longest word."""
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    columns = [0.0] * len(specs)
    for row in group.findall(nodes.row):
        if _table_of(row) is not group.parent:
            continue
        index = 0
        for entry in row.children:
            span = 1 + entry.get("morecols", 0) if isinstance(entry, nodes.entry) else 1
            share = (_least(entry) + _INSET) / span
            for column in range(index, min(index + span, len(columns))):
                columns[column] = max(columns[column], share)
            index += span
    if "colwidths-given" not in group.parent["classes"] or not columns:
        return sum(columns)
    shares = [max(1, int(spec.get("colwidth", 1))) for spec in specs]
    return max(column / share for column, share in zip(columns, shares, strict=True)) * sum(shares)


def _table_of(node: nodes.Element) -> nodes.Element:
    while not isinstance(node, nodes.table):
        node = node.parent
    return node


def _least(node: nodes.Node) -> float:
    """Return the width of what cannot be broken in a cell."""
    if isinstance(node, nodes.Text):
        factor = _CODE if isinstance(node.parent, nodes.literal) else _LATIN
        words = (len(word) for word in _TOKENS.findall(node.astext()))
        # A longer word is broken in any case.
        return max((factor * min(length, LONG_WORD) for length in words), default=0.0)
    if isinstance(node, nodes.literal_block):
        return 8.0
    if isinstance(node, nodes.image):
        return _PICTURE
    if isinstance(node, nodes.table):
        return sum(least_width(group) for group in node.children if isinstance(group, nodes.tgroup))
    extra = 1.5 if isinstance(node, nodes.list_item) else 0.0
    return max((_least(child) for child in node.children), default=0.0) + extra
