"""Raw HTML as a tree of elements, in which nodes of docutils may stand.

Tags need not pair: an element ends where HTML says that it does. Nodes may stand between pieces of HTML, and are put
inside the elements that are open there. Source: HTML Living Standard, 13.1.2.4 "Optional tags".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, TypeAlias

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKED: Final = ("b", "strong", "i", "em", "cite", "var", "dfn", "code", "samp", "tt", "kbd", "mark")
_CHANGED: Final = ("del", "s", "strike", "ins", "u", "small", "sub", "sup")
_PLAIN: Final = ("span", "font", "big", "time", "bdi", "bdo", "label", "button", "address")
_OTHERS: Final = ("a", "abbr", "q", "ruby", "rb", "rt", "rp", "br", "wbr")
RUNNING: Final = frozenset((*_MARKED, *_CHANGED, *_PLAIN, *_OTHERS))
"""Elements of running text."""
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
        if not is_running(node):
            self._end_paragraph()
            if not isinstance(node, nodes.Body):
                del self._open[1:]
        self._open[-1].children.append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after ending those that may not hold it."""
        if tag in _SILENT:
            self._silent = tag
            return
        if tag not in RUNNING and tag != "img":
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


def is_running(child: Child) -> bool:
    """Return whether a child stands in running text."""
    if not isinstance(child, Element):
        return isinstance(child, nodes.Text | nodes.Inline)
    # An element for running text that holds blocks gives way to them.
    return child.tag in RUNNING and not any(not is_running(inner) for inner in child.children)
