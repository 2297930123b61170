"""Tables: columns, header rows that come again on each page, cells over several rows and columns."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.escape import Code
from koushu.typst_builder.translator.base import BaseTranslator

_ALIGNMENTS = {"left": "left", "center": "center", "right": "right"}


class TableVisitors(BaseTranslator):
    """Visitors of tables."""

    def visit_table(self, node: nodes.table) -> None:
        """Open a table, in a figure when it has a title."""
        self.place_anchors()
        title = _title(node)
        if title is not None:
            self.code.begin_list("captioned-table")
            self.code.begin_item()
            self.start_block()
            self.add_caption_number(node)
            self.visit_children(title)
            self.code.end_item()
            self.code.begin_item()
        else:
            self.code.begin_call("plain-table")
        for child in node.children:
            if child is not title:
                child.walkabout(self)
        self.code.end_call()
        if title is not None:
            self.code.end_list()
        self.start_block()
        raise nodes.SkipNode

    def add_caption_number(self, node: nodes.Element) -> None:
        """Add the number that Sphinx gave a figure, table or listing."""
        number = self.caption_number(node)
        if number:
            self.add_call("caption-number", number)

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
        self.code.begin_list(
            "data-table", columns=[_column(node, width) for width in widths] or [Code("auto")]
        )

    def depart_tgroup(self, node: nodes.tgroup) -> None:
        """Close the grid."""
        self.code.end_list()

    def visit_colspec(self, node: nodes.colspec) -> None:
        """Leave out: widths stand in the opening of the grid."""
        raise nodes.SkipNode

    visit_tabular_col_spec = visit_colspec

    def visit_thead(self, node: nodes.thead) -> None:
        """Open the header rows."""
        self.code.begin_list("table.header")

    def depart_thead(self, node: nodes.thead) -> None:
        """Close the header rows."""
        self.code.end_list(",")

    def visit_tbody(self, node: nodes.Element) -> None:
        """Go on with the body rows."""

    def depart_tbody(self, node: nodes.Element) -> None:
        """Nothing to close."""

    def visit_row(self, node: nodes.row) -> None:
        """Go on with the cells; Typst counts them into rows."""
        self.note_anchors(node)

    def depart_row(self, node: nodes.row) -> None:
        """Nothing to close."""

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
        self.code.begin_item("table.cell", **spans)
        self.start_block()
        if not node.children:
            return
        if _is_stub(node):
            self.begin_call("stub-cell")

    def depart_entry(self, node: nodes.entry) -> None:
        """Close the cell."""
        self.place_anchors()
        if node.children and _is_stub(node):
            self.end_call()
        self.code.end_item()


def _title(table: nodes.table) -> nodes.title | None:
    return next((child for child in table.children if isinstance(child, nodes.title)), None)


def _column(group: nodes.Element, column: nodes.colspec) -> Code:
    """Return a share of the width where the author gave widths, else what the content needs."""
    given = "colwidths-given" in group.parent["classes"]
    return Code(f"{max(1, int(column.get('colwidth', 1)))}fr") if given else Code("auto")


def _alignment(entry: nodes.entry) -> str:
    classes = (name.removeprefix("text-") for name in entry["classes"])
    names = [entry.get("align", ""), *classes]
    return next((_ALIGNMENTS[name] for name in names if name in _ALIGNMENTS), "")


def _is_stub(entry: nodes.entry) -> bool:
    """Return whether a cell stands in a column of row headers."""
    row = entry.parent
    group = row.parent.parent
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    index = sum(1 + cell.get("morecols", 0) for cell in row.children[: row.index(entry)])
    return isinstance(row.parent, nodes.tbody) and index < len(specs) and bool(specs[index].get("stub"))
