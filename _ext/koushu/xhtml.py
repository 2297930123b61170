"""Markup as a tree: read what the HTML writer made, whatever raw HTML it holds, and write it as XHTML.

A page of an EPUB is XML (EPUB 3.3, clause 6.1), while raw HTML in a source is often not; so a page that does
not parse as XML is read once more by HTML's own forgiving rules.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from koushu.late_pattern import late_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator


def names(text: str) -> frozenset[str]:
    """Return the blank-separated names of a text as a set."""
    return frozenset(text.split())


XHTML: Final = "http://www.w3.org/1999/xhtml"
EPUB: Final = "http://www.idpf.org/2007/ops"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
EPUB_TYPE: Final = f"{{{EPUB}}}type"
XML_LANG: Final = f"{{{XML}}}lang"

VOID: Final = names("area base br col embed hr img input link meta param source track wbr")
_PREFIXES: Final = {EPUB: "epub", XLINK: "xlink", XML: "xml"}
_FORBIDDEN: Final = late_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_XML_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*\Z")
_BLOCKS: Final = names(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr main nav ol p pre section table ul"
)
# A start tag of the key's kind ends an open element of these kinds (HTML, 13.1.2.4 Optional tags).
_IMPLIED_END: Final = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tbody": {"thead", "tbody", "tr", "td", "th"},
    "tfoot": {"tbody", "tr", "td", "th"},
    "option": {"option"},
}
# Names of SVG that have capitals, which HTML does not heed (HTML, 13.2.6.1 and 13.2.6.5: adjusting names).
_CAPITALS: Final = {
    name.lower(): name
    for name in names(
        "altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix "
        "feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight "
        "feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology "
        "feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef "
        "linearGradient radialGradient textPath attributeName attributeType baseFrequency baseProfile calcMode "
        "clipPathUnits diffuseConstant edgeMode filterUnits gradientTransform gradientUnits kernelMatrix "
        "kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits "
        "markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits patternTransform "
        "patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY "
        "repeatCount repeatDur requiredExtensions requiredFeatures specularConstant specularExponent spreadMethod "
        "startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength "
        "viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan"
    )
}
_CONTAINERS: Final = frozenset({"ul", "ol", "dl", "table", "body"})
# Deeper markup is kept flat: readers, and our own recursion, give up on thousands of levels.
_DEEPEST: Final = 100


def forbidden_characters(text: str) -> list[str]:
    """Return the characters of a text that XML cannot hold (XML 1.0, production 2), each once, in order."""
    return list(dict.fromkeys(_FORBIDDEN.findall(text)))


def without_forbidden(text: str) -> str:
    """Return the text with each character that XML cannot hold as U+FFFD."""
    # What can be printed can be held, and most texts can.
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def local_name(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: ET.Element) -> str:
    """Return an element's namespace, empty when it has none."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def parse_fragment(markup: str) -> ET.Element:
    """Return a `body` element that holds the markup; never raises, whatever the markup is."""
    text = _ENTITY.sub(_character, without_forbidden(markup))
    try:
        return ET.fromstring(f'<body xmlns="{XHTML}" xmlns:epub="{EPUB}" xmlns:xlink="{XLINK}">{text}</body>')  # noqa: S314 - no document type can stand inside an element
    except ET.ParseError:
        builder = _SoupParser()
        builder.feed(text)
        builder.close()
        return builder.root


def _character(match: re.Match[str]) -> str:
    if match[1] in _XML_ENTITIES:
        return match[0]
    return html5.get(f"{match[1]};", html.escape(match[0]))


class _SoupParser(HTMLParser):
    """Builds a tree from tag soup: closes what is left open, ignores ends of what was never opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = ET.Element(f"{{{XHTML}}}body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element below the one it may stand in."""
        name = tag if _XML_NAME.match(tag) else "span"
        self._close_implied(name)
        space = self._space(name)
        capitals = _CAPITALS if space == SVG else {}
        element = ET.SubElement(self._open[-1], f"{{{space}}}{capitals.get(name, name)}")
        for key, value in attrs:
            if _XML_NAME.match(key) and key != "xmlns":
                element.set(capitals.get(key, key), without_forbidden(value or ""))
        if (name not in VOID or space != XHTML) and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element; HTML lets only void and foreign ones close themselves."""
        self.handle_starttag(tag, attrs)
        if namespace(self._open[-1]) != XHTML and local_name(self._open[-1]).lower() == tag:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name, and all inside it."""
        opened = [local_name(element).lower() for element in self._open]
        if tag in opened[1:]:
            del self._open[len(opened) - 1 - opened[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Add text to the innermost open element."""
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

    def _space(self, name: str) -> str:
        if name in {"svg", "math"}:
            return SVG if name == "svg" else MATHML
        parent = self._open[-1]
        return XHTML if local_name(parent) == "foreignObject" else namespace(parent)

    def _close_implied(self, name: str) -> None:
        if name in _BLOCKS and local_name(self._open[-1]) == "p":
            self._open.pop()
        ended = _IMPLIED_END.get(name, set())
        for index in range(len(self._open) - 1, 0, -1):
            if local_name(self._open[index]) in _CONTAINERS:
                return
            if local_name(self._open[index]) in ended:
                del self._open[index:]


def serialize(element: ET.Element) -> str:
    """Return an element and all it holds as XHTML text, the namespace declared where it changes."""
    return "".join(_pieces(element, ""))


def serialize_content(element: ET.Element) -> str:
    """Return what an element holds as XHTML text, without its own tags."""
    inside = html.escape(element.text or "", quote=False)
    return inside + "".join("".join(_pieces(child, XHTML)) + _tail(child) for child in element)


def _pieces(element: ET.Element, outer: str) -> Iterator[str]:
    space, name = namespace(element), local_name(element)
    declared = f' xmlns="{space}"' if space != outer else ""
    attributes = "".join(f' {_attribute(key)}="{attribute_value(value)}"' for key, value in element.items())
    if any(key.startswith(f"{{{XLINK}}}") for key in element.keys()):  # noqa: SIM118 - an Element is no mapping
        declared += f' xmlns:xlink="{XLINK}"'
    if name == "html":
        declared += f' xmlns:epub="{EPUB}"'
    empty = not len(element) and not element.text
    if empty and (space != XHTML or name in VOID):
        yield f"<{name}{declared}{attributes}/>"
        return
    yield f"<{name}{declared}{attributes}>"
    yield html.escape(element.text or "", quote=False)
    for child in element:
        yield from _pieces(child, space)
        yield _tail(child)
    yield f"</{name}>"


def _tail(element: ET.Element) -> str:
    return html.escape(element.tail or "", quote=False)


def _attribute(key: str) -> str:
    if not key.startswith("{"):
        return key
    space, _, name = key[1:].partition("}")
    return f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else name


def attribute_value(value: str) -> str:
    """Return the value of an attribute as it stands between double quotes."""
    return html.escape(value).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
