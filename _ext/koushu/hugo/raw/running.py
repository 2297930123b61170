"""Elements of running text as nodes: what an element means is kept, its looks are not.

Source: HTML Living Standard, 4.5 "Text-level semantics" and 4.7 "Edits".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.dialect.addresses import is_dangerous, is_elsewhere
from koushu.hugo.nodes import hard_break, ruby, tagged
from koushu.hugo.raw.tree import RUNNING, Element
from koushu.hugo.shortcodes.markup_tree import stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from koushu.hugo.raw.tree import Child

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
_QUOTES: Final = {"ja": ("「", "」")}


def running_text(children: Iterable[Child], language: str = "en") -> list[nodes.Node]:
    """Return what stands in running text; of blocks only what they hold."""
    made: list[nodes.Node] = []
    for child in children:
        if not isinstance(child, Element):
            made.append(child)
        elif child.tag in RUNNING:
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
