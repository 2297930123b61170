"""Documents of XML, element by element; text is made fit for XML on the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from koushu.xhtml import without_forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from koushu.feeds.records import Entry

GENERATOR: Final = "Koushu"
_PLACE: Final = "texts"
_CONTENT: Final = ("xml", "")


def element(name: str, attributes: Mapping[str, str]) -> ET.Element:
    """Return the root of a document; names with a prefix are taken as they are."""
    return ET.Element(name, {key: without_forbidden(value) for key, value in attributes.items()})


def add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Add an element with its text and attributes, and return it."""
    node = ET.SubElement(parent, name, {key: without_forbidden(value) for key, value in attributes.items()})
    if text:
        node.text = without_forbidden(text)
    return node


def text_of(root: ET.Element) -> str:
    """Return the document as text, one element a line."""
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def text_with(root: ET.Element, parent: ET.Element, level: int, texts: Iterable[str]) -> str:
    """Return the document as text, with the texts of elements, `element_text`, at the end of the one at a level."""
    inside = "".join(f"\n{'  ' * (level + 1)}{text}" for text in texts)
    if not inside:
        return text_of(root)
    ET.SubElement(parent, _PLACE)
    place = f"\n{'  ' * (level + 1)}<{_PLACE} />"
    before, _, after = text_of(root).rpartition(place)
    return f"{before}{inside}{after}"


def element_text(
    name: str, level: int, attributes: Mapping[str, str], fill: Callable[[ET.Element], None], last: str = ""
) -> str:
    """Return the text of an element at a level of a document, that a function fills; its last child may be told."""
    node = element(name, attributes)
    fill(node)
    ET.indent(node, level=level)
    text = ET.tostring(node, encoding="unicode")
    if not last:
        return text
    end = f"\n{'  ' * level}</{name}>"
    return f"{text.removesuffix(end)}\n{'  ' * (level + 1)}{last}{end}"


def content_text(entry: Entry) -> str:
    """Return the content of an entry as text of an element, the same in all formats and feeds."""
    known = entry.texts.get(_CONTENT)
    if known is None:
        known = entry.texts[_CONTENT] = escape(without_forbidden(entry.content))
    return known
