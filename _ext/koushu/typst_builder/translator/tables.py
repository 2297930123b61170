"""Tables: columns, header rows that come again on each page, cells over several rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.typst_builder.escape import Code
from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import drops, passes
from koushu.typst_builder.widths import NARROW_CELL_WORD, WIDE, least_width

if TYPE_CHECKING:
    from koushu.typst_builder.escape import Value

_ALIGNMENTS = {"left": "left", "center": "center", "right": "right"}


@passes("tbody", "row")
@drops("colspec", "tabular_col_spec")
class TableVisitors(BaseTranslator):
    """Visitors of tables."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        # The longest word that is never broken, outside each open table.
        self._words: list[int] = []

    def visit_table(self, node: nodes.table) -> None:
        """Print a table, in a figure when it has a title."""
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is None:
            self.begin_call("plain-table")
            self.visit_children(node)
            self.end_call()
        else:
            self.begin_list("captioned-table")
            self.add_part(title, node)
            self.begin_item()
            self.visit_children(node, title)
            self.end_item()
            self.end_list()
        self.start_block()
        raise nodes.SkipNode

    def add_part(self, part: nodes.Element | None, numbered: nodes.Element | None) -> None:
        """Add a caption or legend as one content of a list, with the number of what it belongs to."""
        self.begin_item()
        number = self.caption_number(numbered) if numbered is not None else ""
        if number:
            self.add_call("caption-number", number)
        if part is not None:
            self.visit_children(part)
        self.end_item()

    def caption_number(self, node: nodes.Element) -> str:
        """Return `Table 3` in the language of the book, or nothing when numbering is off."""
        kind = self.env.domains.standard_domain.get_enumerable_node_type(node)
        if not kind or not self.config.numfig:
            return ""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = next((numbers[name] for name in node["ids"] if name in numbers), None)
        pattern = self.config.numfig_format.get(kind, "")
        return pattern % ".".join(map(str, number)) if number and "%s" in pattern else ""

    def visit_tgroup(self, node: nodes.tgroup) -> None:
        """Open the grid with one width for each column."""
        widths = [child for child in node.children if isinstance(child, nodes.colspec)]
        least = least_width(node)
        self._words.append(self.longest_word)
        if least > WIDE:
            self.longest_word = NARROW_CELL_WORD
        # Narrow ones need not be measured.
        room: dict[str, Value] = {"least": round(least, 1)} if least > WIDE / 2 else {}
        columns = [_column(node, width) for width in widths] or [Code("auto")]
        self.begin_list("data-table", columns=columns, **room)

    def depart_tgroup(self, _node: nodes.tgroup) -> None:
        """Close the grid."""
        self.end_list()
        self.longest_word = self._words.pop()

    def visit_thead(self, node: nodes.thead) -> None:
        """Open the header rows; PDF/UA-1 allows no link in what is printed again on the next page."""
        self.code.begin_list("table.header", repeat=not any(map(_cannot_repeat, node.findall(nodes.Element))))

    def depart_thead(self, _node: nodes.thead) -> None:
        """Close the header rows."""
        self.code.end_list(",")

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell."""
        spans: dict[str, int | Code] = {}
        if node.get("morecols"):
            spans["colspan"] = node["morecols"] + 1
        if node.get("morerows"):
            spans["rowspan"] = node["morerows"] + 1
        alignment = _alignment(node)
        if alignment:
            spans["align"] = Code(alignment)
        self.begin_item("table.cell", **spans)
        if _heads(node):
            self.begin_call("head-cell")

    def depart_entry(self, node: nodes.entry) -> None:
        """Close the cell."""
        if _heads(node):
            self.end_call()
        self.end_item()


def _column(group: nodes.Element, column: nodes.colspec) -> Code:
    """Return a share of the width where the author gave widths, else what the content needs."""
    given = "colwidths-given" in group.parent["classes"]
    return Code(f"{max(1, int(column.get('colwidth', 1)))}fr") if given else Code("auto")


def _alignment(entry: nodes.entry) -> str:
    classes = (name.removeprefix("text-") for name in entry["classes"])
    names = [entry.get("align", ""), *classes]
    return next((_ALIGNMENTS[name] for name in names if name in _ALIGNMENTS), "")


def _cannot_repeat(node: nodes.Element) -> bool:
    return bool(node["ids"]) or isinstance(node, nodes.reference | nodes.footnote_reference)


def _heads(entry: nodes.entry) -> bool:
    """Return whether a cell stands in a header row or in a column of row headers."""
    if isinstance(entry.parent.parent, nodes.thead):
        return True
    row: nodes.Element = entry.parent
    group: nodes.Element = row.parent.parent
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    before = [cell for cell in row.children[: row.index(entry)] if isinstance(cell, nodes.Element)]
    index = sum(1 + cell.get("morecols", 0) for cell in before)
    return isinstance(row.parent, nodes.tbody) and index < len(specs) and bool(specs[index].get("stub"))
