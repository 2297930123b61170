"""Raw HTML as nodes of docutils, for formats that have no HTML: what an element means is kept, its looks are not.

Tags need not pair: an element ends where HTML says that it does. Nodes may stand between pieces of HTML, and are put
inside the elements that are open there. Source: HTML Living Standard, 13.1.2.4 "Optional tags" and 4.4 to 4.11.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, TypeAlias

from docutils import nodes

from koushu.hugo.dialect.addresses import is_dangerous, is_elsewhere
from koushu.hugo.nodes import details, flat_heading, hard_break, ruby, summary, tagged, thematic_break
from koushu.hugo.raw.tables import table_of
from koushu.hugo.shortcodes.markup_tree import stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_INLINE: Final[Mapping[str, Callable[[], nodes.TextElement]]] = {
    **dict.fromkeys(("b", "strong"), nodes.strong),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), nodes.emphasis),
    **dict.fromkeys(("code", "samp", "tt"), nodes.literal),
    **dict.fromkeys(("del", "s", "strike"), lambda: tagged(tag="del")),
    **dict.fromkeys(("ins", "u"), lambda: tagged(tag="ins")),
    "kbd": lambda: nodes.literal(classes=["kbd"]),
    "mark": lambda: tagged(tag="mark"),
    "small": lambda: nodes.inline(classes=["small"]),
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_PLAIN: Final = frozenset(("span", "font", "big", "time", "bdi", "bdo", "label", "button", "address"))
_OTHERS: Final = frozenset(("a", "abbr", "q", "ruby", "rb", "rt", "rp", "br", "wbr"))
_RUNNING: Final = frozenset(_INLINE) | _PLAIN | _OTHERS
_VOID: Final = frozenset(("br", "hr", "img", "wbr", "col", "input", "link", "meta", "source"))
_SILENT: Final = frozenset(("script", "style", "template", "noscript", "title"))
_CELLS: Final = frozenset(("td", "th"))
# What ends where one of these begins, unless one of the elements in `_HOLDS` stands between.
_ENDS: Final[Mapping[str, frozenset[str]]] = {
    "li": frozenset(("li",)),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("thead", "tbody", "tfoot"), _CELLS | {"tr", "thead", "tbody", "tfoot", "colgroup"}),
    **dict.fromkeys(("rt", "rp", "rb"), frozenset(("rt", "rp", "rb"))),
}
_HOLDS: Final = frozenset(("ul", "ol", "dl", "table", "ruby"))
_QUOTES: Final = {"ja": ("「", "」")}


@dataclass(slots=True)
class Element:
    """An element of HTML; a child is another one or a node."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def parts(self, *tags: str) -> list[Element]:
        """Return the children with one of these tags."""
        return [child for child in self.children if isinstance(child, Element) and child.tag in tags]


Child: TypeAlias = Element | nodes.Node


class ElementTree(HTMLParser):
    """Takes HTML by `feed` and nodes by `add`, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [Element("")]
        self._silent = ""

    @property
    def children(self) -> list[Child]:
        """Return what has been read, after `close`."""
        return self._open[0].children

    def add(self, node: nodes.Node) -> None:
        """Add a node; a section, or a document in a book, ends every element that is open."""
        if not _is_running(node):
            self._end_paragraph()
            if not isinstance(node, nodes.Body):
                del self._open[1:]
        self._open[-1].children.append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after ending those that may not hold it."""
        if tag in _SILENT:
            self._silent = tag
            return
        if tag not in _RUNNING and tag != "img":
            self._end_paragraph()
        self._end_up_to(_ENDS.get(tag, frozenset()))
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, if it is open, with all inside it."""
        if tag == self._silent:
            self._silent = ""
        elif any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add text."""
        if data and not self._silent:
            self._open[-1].children.append(nodes.Text(data))

    def _end_paragraph(self) -> None:
        self._end_up_to(frozenset(("p",)))

    def _end_up_to(self, tags: frozenset[str]) -> None:
        """Close the outermost of the innermost open elements that has one of these tags."""
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag in _HOLDS:
                return
            if self._open[index].tag in tags:
                del self._open[index:]


def running_text(children: Iterable[Child], language: str = "en") -> list[nodes.Node]:
    """Return what stands in running text; of blocks only what they hold."""
    made: list[nodes.Node] = []
    for child in children:
        if not isinstance(child, Element):
            made.append(child)
        elif child.tag in _RUNNING:
            made += _running(child, language)
        else:
            made += [nodes.Text(" ")] if made else []
            made += running_text(child.children, language)
    return made


def _running(element: Element, language: str) -> list[nodes.Node]:
    if element.tag == "ruby":
        return _ruby(element, language)
    if element.tag == "br":
        return [hard_break()]
    inside = running_text(element.children, language)
    if element.tag in _INLINE:
        return [_filled(_INLINE[element.tag](), inside)] if inside else []
    return _SPECIAL[element.tag](element, inside, language) if element.tag in _SPECIAL else inside


def _filled(node: nodes.TextElement, inside: Sequence[nodes.Node]) -> nodes.TextElement:
    if isinstance(node, nodes.literal):
        inside = [nodes.Text("".join(child.astext() for child in inside))]
    node += inside
    return node


def _anchor(element: Element, inside: list[nodes.Node], _language: str) -> list[nodes.Node]:
    """Return a link, a place that links may lead to, or the text of one that leads nowhere."""
    address = element.attributes.get("href", "").strip()
    name = element.attributes.get("id") or element.attributes.get("name", "")
    place: list[nodes.Node] = [nodes.target("", "", ids=[name])] if name else []
    if (
        address
        and not is_dangerous(address)
        and (is_elsewhere(address) or address.startswith("#"))
        and inside
    ):
        return [*place, nodes.reference("", "", *inside, refuri=address)]
    return [*place, *inside]


def _abbreviation(element: Element, inside: list[nodes.Node], _language: str) -> list[nodes.Node]:
    meaning = element.attributes.get("title", "")
    return [nodes.abbreviation("", "", *inside, explanation=meaning)] if meaning and inside else inside


def _quotation(_element: Element, inside: list[nodes.Node], language: str) -> list[nodes.Node]:
    opening, closing = _QUOTES.get(language.partition("-")[0], ("“", "”"))
    return [nodes.Text(opening), *inside, nodes.Text(closing)]


_SPECIAL: Final = {"a": _anchor, "abbr": _abbreviation, "q": _quotation}


def _ruby(element: Element, language: str) -> list[nodes.Node]:
    """Return a word for each reading."""
    made: list[nodes.Node] = []
    base: list[Child] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "rt":
            reading = "".join(node.astext() for node in running_text(child.children)).strip()
            made.append(ruby("", "", *stripped(running_text(base, language)), reading=reading))
            base = []
        elif isinstance(child, Element) and child.tag == "rb":
            base += child.children
        elif not (isinstance(child, Element) and child.tag == "rp"):
            base.append(child)
    return made + running_text(base, language)


def blocks(children: Iterable[Child], language: str = "en") -> list[nodes.Node]:
    """Return blocks, with every run of text in a paragraph of its own."""
    made: list[nodes.Node] = []
    run: list[Child] = []
    for child in [*children, None]:
        if child is not None and _is_running(child):
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


def _is_running(child: Child) -> bool:
    if not isinstance(child, Element):
        return isinstance(child, nodes.Text | nodes.Inline)
    # An element for running text that holds blocks gives way to them.
    return child.tag in _RUNNING and not any(not _is_running(inner) for inner in child.children)


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
