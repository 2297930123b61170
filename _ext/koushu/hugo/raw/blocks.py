"""Raw HTML as blocks of docutils, for formats that have no HTML: what an element means is kept, its looks are not.

Source: HTML Living Standard, 4.3 "Sections", 4.4 "Grouping content", 4.9 "Tabular data", 4.11 "Interactive elements".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.nodes import details, flat_heading, summary, thematic_break
from koushu.hugo.raw.running import running_text
from koushu.hugo.raw.tables import table_of
from koushu.hugo.raw.tree import Element, is_running
from koushu.hugo.shortcodes.markup_tree import stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from koushu.hugo.raw.tree import Child


def blocks(children: Iterable[Child], language: str = "en") -> list[nodes.Node]:
    """Return blocks, with every run of text in a paragraph of its own."""
    made: list[nodes.Node] = []
    run: list[Child] = []
    for child in [*children, None]:
        if child is not None and is_running(child):
            run.append(child)
            continue
        if words := stripped(running_text(run, language)):
            made.append(nodes.paragraph("", "", *words))
        run = []
        if isinstance(child, Element):
            made += _block(child, language)
        elif child is not None:
            made.append(child)
    return made


def _block(element: Element, language: str) -> list[nodes.Node]:
    tag = element.tag
    if tag == "hr":
        return [thematic_break()]
    if tag in _TEXTS:
        words = stripped(running_text(element.children, language))
        return [_TEXTS[tag](words)] if words else []
    inside = blocks(element.children, language)
    if tag in _BLOCKS:
        return _BLOCKS[tag](element, inside, language)
    centred = tag == "center" or element.attributes.get("align") == "center"
    return [nodes.container("", *inside, classes=["align-center"])] if centred and inside else inside


def _heading(level: int) -> Callable[[list[nodes.Node]], nodes.Node]:
    return lambda words: flat_heading("", "", *words, level=level)


def _preformatted(words: list[nodes.Node]) -> nodes.Node:
    text = "".join(node.astext() for node in words).strip("\n")
    return nodes.literal_block(text, text, language="none", force=True)


_TEXTS: Final[Mapping[str, Callable[[list[nodes.Node]], nodes.Node]]] = {
    **{f"h{level}": _heading(level) for level in range(1, 7)},
    "pre": _preformatted,
}


def _list(element: Element, inside: list[nodes.Node], language: str) -> list[nodes.Node]:
    items = [nodes.list_item("", *blocks(part.children, language)) for part in element.parts("li")]
    if not items:
        return inside
    if element.tag == "ul":
        return [nodes.bullet_list("", *items, bullet="-")]
    kind = _NUMBERS.get(element.attributes.get("type", ""), "arabic")
    made = nodes.enumerated_list("", *items, enumtype=kind, prefix="", suffix=".")
    start = element.attributes.get("start", "")
    if start.isdecimal():
        made["start"] = int(start)
    return [made]


def _definitions(element: Element, inside: list[nodes.Node], language: str) -> list[nodes.Node]:
    made = nodes.definition_list()
    parts = element.parts("dt", "dd") or [
        inner for part in element.parts("div") for inner in part.parts("dt", "dd")
    ]
    item = nodes.definition_list_item()
    for part in parts:
        if part.tag == "dt":
            item = nodes.definition_list_item()
            item += nodes.term("", "", *stripped(running_text(part.children, language)))
            made += item
        else:
            item += nodes.definition("", *blocks(part.children, language))
    return [made] if len(made) else inside


def _details(element: Element, _inside: list[nodes.Node], language: str) -> list[nodes.Node]:
    heads = element.parts("summary")[:1]
    rest = [child for child in element.children if not any(child is head for head in heads)]
    made = details("", open="open" in element.attributes)
    made += [summary("", "", *stripped(running_text(head.children, language))) for head in heads]
    made += blocks(rest, language)
    return [made]


def _figure(element: Element, inside: list[nodes.Node], language: str) -> list[nodes.Node]:
    """Return a figure for a picture with a caption; anything else as blocks."""
    captions = element.parts("figcaption")[:1]
    rest = blocks(
        [child for child in element.children if not any(child is one for one in captions)], language
    )
    pictures = [node for node in rest if isinstance(node, nodes.image)]
    if len(rest) == 1 and isinstance(rest[0], nodes.paragraph) and not next(rest[0].findall(nodes.Text), ""):
        pictures = list(rest[0].findall(nodes.image))
    words = stripped(running_text([child for one in captions for child in one.children], language))
    if len(pictures) != 1 or len(rest) != 1 or not words:
        return inside
    return [nodes.figure("", pictures[0], nodes.caption("", "", *words))]


def _quote(_element: Element, inside: list[nodes.Node], _language: str) -> list[nodes.Node]:
    return [nodes.block_quote("", *inside)] if inside else []


def _table(element: Element, inside: list[nodes.Node], language: str) -> list[nodes.Node]:
    made = table_of(element, lambda children: blocks(children, language))
    if made is None:
        return inside
    captions = element.parts("caption")
    words = stripped(running_text([child for one in captions for child in one.children], language))
    if words:
        made.insert(0, nodes.title("", "", *words))
    return [made]


def _paragraph(element: Element, inside: list[nodes.Node], _language: str) -> list[nodes.Node]:
    if inside and element.attributes.get("align") == "center":
        return [nodes.container("", *inside, classes=["align-center"])]
    return inside


_NUMBERS: Final = {"a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}
_BLOCKS: Final[Mapping[str, Callable[[Element, list[nodes.Node], str], list[nodes.Node]]]] = {
    "blockquote": _quote,
    "details": _details,
    "dl": _definitions,
    "figure": _figure,
    "ol": _list,
    "p": _paragraph,
    "table": _table,
    "ul": _list,
}
