"""A tree of HTML elements as docutils wants it: blocks in blocks, rows in tables, items in lists, text in text.

Source: docutils, "The Docutils Document Tree"; HTML Living Standard, 4.9 "Tabular data".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.nodes import embed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HTML: Final = "html"
"""Attribute of a container that stands for an element of a table or of a list of definitions: its tag."""
_HOLDERS: Final = (nodes.container, nodes.list_item, nodes.block_quote)


def is_block(node: nodes.Node) -> bool:
    """Return whether a node may not stand inside a paragraph."""
    return isinstance(node, nodes.Body | nodes.Part) and not isinstance(node, nodes.Inline)


def tidied(node: nodes.Element) -> nodes.Element:
    """Return an element in which blocks hold blocks, lists items and text text; what is empty is left out."""
    children = [tidied(child) if isinstance(child, nodes.Element) else child for child in node.children]
    children = [child for child in children if not is_empty(child)]
    if isinstance(node, nodes.literal | nodes.literal_block):
        text = "".join(child.astext() for child in children).strip("\n")
        node.rawsource, children = text, [nodes.Text(text)]
    elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        children = [_as_item(child) for child in children if not _is_blank(child)]
    elif isinstance(node, nodes.paragraph | nodes.inline) and any(map(is_block, children)):
        node = nodes.container(classes=node["classes"])
    elif isinstance(node, nodes.TextElement):
        children = _flattened(children)
    if isinstance(node, _HOLDERS):
        children = in_paragraphs(children)
    node.children = []
    node += children
    return _MADE.get(node.get(HTML, ""), _same)(node)


def _same(node: nodes.Element) -> nodes.Element:
    return node


def _table(node: nodes.Element) -> nodes.Element:
    """Return a table for the rows in a container, what is no row before it; the container where there is none."""
    rows = list(_parts(node, "tr"))
    width = max((sum(1 for _ in _cells(row)) for row in rows), default=0)
    if not width:
        return node
    head = 0
    while head < len(rows) and all(cell[HTML] == "th" for cell in _cells(rows[head])):
        head += 1
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(width)), cols=width)
    if 0 < head < len(rows):
        group += nodes.thead("", *(_row(row, width) for row in rows[:head]))
        rows = rows[head:]
    group += nodes.tbody("", *(_row(row, width) for row in rows))
    table = nodes.table("", group, classes=node["classes"])
    others = [child for child in node.children if not (isinstance(child, nodes.Element) and child.get(HTML))]
    return nodes.container("", *others, table) if others else table


def _row(row: nodes.Element, width: int) -> nodes.row:
    cells = [nodes.entry("", *in_paragraphs(cell.children)) for cell in _cells(row)]
    return nodes.row("", *cells, *(nodes.entry() for _ in range(width - len(cells))))


def _cells(row: nodes.Element) -> Iterator[nodes.Element]:
    yield from _parts(row, "td", "th")


def _parts(node: nodes.Element, *tags: str) -> Iterator[nodes.Element]:
    """Return the elements of a table's part in a container, but not those of a table inside it."""
    for child in node.children:
        if isinstance(child, nodes.Element) and child.get(HTML) in tags:
            yield child
        elif isinstance(child, nodes.container | nodes.paragraph) and child.get(HTML) not in {"td", "th"}:
            yield from _parts(child, *tags)


def _definitions(node: nodes.Element) -> nodes.Element:
    """Return a list of definitions for the terms and texts in a container; the container where there is none."""
    items: list[nodes.Node] = []
    item = nodes.definition_list_item()
    for part in _parts(node, "dt", "dd"):
        if part[HTML] == "dt" and (not item.children or isinstance(item[-1], nodes.definition)):
            item = nodes.definition_list_item()
            items.append(item)
        if part[HTML] == "dt":
            item += nodes.term("", "", *_flattened(part.children))
        elif items:
            item += nodes.definition("", *in_paragraphs(part.children))
    return nodes.definition_list("", *items, classes=node["classes"]) if items else node


_MADE: Final = {"dl": _definitions, "table": _table}


def is_empty(node: nodes.Node) -> bool:
    """Return whether a node only holds others, and holds none."""
    holder = isinstance(node, (*_HOLDERS, nodes.paragraph, nodes.inline)) and not node.children
    return holder and not (isinstance(node, nodes.Element) and node.get(HTML))


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and not node.strip()


def _as_item(node: nodes.Node) -> nodes.Node:
    return node if isinstance(node, nodes.list_item) else nodes.list_item("", *in_paragraphs([node]))


def _flattened(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return running text for what stands in a link or a heading: of blocks only what they hold."""
    flat: list[nodes.Node] = []
    for child in children:
        if isinstance(child, embed):
            flat.append(nodes.Text(child["title"]))
        elif isinstance(child, nodes.image) or not is_block(child):
            flat.append(child)
        elif isinstance(child, nodes.Element):
            flat += [*([nodes.Text(" ")] if flat else []), *_flattened(child.children)]
    return flat


def in_paragraphs(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return nodes with every run of text between blocks in a paragraph of its own."""
    blocks: list[nodes.Node] = []
    run: list[nodes.Node] = []
    for child in [*children, None]:
        if child is not None and not is_block(child):
            run.append(child)
            continue
        if words := stripped(run):
            blocks.append(nodes.paragraph("", "", *words))
        run = []
        if child is not None:
            blocks.append(child)
    return blocks


def stripped(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return running text without the blanks at its two ends."""
    texts = list(children)
    while texts and isinstance(texts[0], nodes.Text) and not texts[0].strip():
        del texts[0]
    while texts and isinstance(texts[-1], nodes.Text) and not texts[-1].strip():
        del texts[-1]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if texts and isinstance(text := texts[end], nodes.Text):
            texts[end] = nodes.Text(strip(text))
    return texts
