"""Documents of XML, element by element; text is made fit for XML on the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from koushu.xhtml import without_forbidden

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERATOR: Final = "Koushu"


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
