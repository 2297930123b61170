"""One page's tree made valid: elements and attributes that EPUB allows, in the places where HTML allows them.

Content is never lost: what may not stand is replaced by the nearest thing that may, down to its bare text;
only what shows no text of its own (scripts, style sheets, form controls) goes.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from koushu.epub import vocabulary as words
from koushu.epub.content_models import fit_content
from koushu.xhtml import MATHML, SVG, XHTML, XLINK, local_name, namespace

_DATA: Final = re.compile(r"data-[a-z][a-z0-9-]*")
_WHOLE_NUMBER: Final = re.compile(r"-?\d{1,9}\Z")
_LENGTH: Final = re.compile(r"\d+(\.\d+)?(%|em|rem|px|pt|ex|ch|mm|cm|in)\Z")
_UNSAFE_STYLE: Final = re.compile(r"url\s*\(|expression\s*\(|position\s*:|@|\\|behavior\s*:", re.IGNORECASE)
_SCRIPTED: Final = frozenset(
    {"script", "foreignObject", "handler", "set", "animate", "animateMotion", "animateTransform"}
)
# Elements of a drawing that are nothing without what they refer to.
_SHOWING: Final = frozenset({"image", "use", "feImage"})
_FORMS: Final = {
    "datetime": re.compile(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?)?\Z"),
    "dir": re.compile(r"(ltr|rtl|auto)\Z"),
    "hidden": re.compile(r"(hidden)?\Z"),
    "id": re.compile(r"\S+\Z"),
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z"),
    "type": re.compile(r"[1aAiI]\Z"),
}
_XHTML: Final = f"{{{XHTML}}}"
_SVG_LINK: Final = f"{{{SVG}}}a"


def clean(body: ET.Element) -> None:
    """Make a page's body valid in place."""
    _clean_children(body)
    _unnest_links(body, inside=False)
    _fit_parts(body)
    fit_content(body)
    _fit_phrasing(body)


def _clean_children(parent: ET.Element) -> None:
    for child in list(parent):
        if namespace(child) in {SVG, MATHML}:
            clean_foreign(child)
        elif not isinstance(child.tag, str):
            # A comment or processing instruction.
            remove(parent, child, keep_content=False)
        else:
            _clean_element(parent, child)


def _clean_element(parent: ET.Element, element: ET.Element) -> None:
    name = local_name(element).lower()
    if name in words.EMBEDDED:
        _link_embedded(element)
    elif name == "input" and element.get("type") == "checkbox":
        _print_check_box(element)
    elif name in words.REMOVED:
        remove(parent, element, keep_content=False)
        return
    elif name in words.REPLACED:
        element.tag = _XHTML + words.REPLACED[name]
    elif name not in words.FLOW | words.PHRASING | words.PARTS:
        element.tag = _XHTML + "span"
    else:
        element.tag = _XHTML + name
    _clean_children(element)
    _clean_attributes(element)


def _link_embedded(element: ET.Element) -> None:
    """Turn an embedded page or medium into a link to it, under its title or address."""
    sources = [element.get("src"), element.get("data"), *(part.get("src") for part in element.iter())]
    address = next((source for source in sources if source), "")
    address = f"https:{address}" if address.startswith("//") else address
    label = element.get("title") or "".join(element.itertext()).strip() or address
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = _XHTML + "a", label, tail
    if address:
        element.set("href", address)


def _print_check_box(element: ET.Element) -> None:
    sign = "☑" if "checked" in element.attrib else "☐"
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = _XHTML + "span", sign, tail


def clean_foreign(element: ET.Element) -> None:
    """Take scripts, event handlers, animation and remote references out of a drawing or formula, in place."""
    for part in list(element.iter()):
        for child in [child for child in part if _is_scripted(child)]:
            remove(part, child, keep_content=False)
        for key in list(part.keys()):
            value = part.attrib[key]
            plain = key.rpartition("}")[2].lower()
            remote = plain in {"href", "src"} and not _is_inside(value)
            if plain.startswith("on") or remote or key.startswith("data-"):
                del part.attrib[key]
        for child in [child for child in part if local_name(child) in _SHOWING and not _has_source(child)]:
            remove(part, child, keep_content=False)
        for child in part:
            if child.tag == _SVG_LINK and not (_has_source(child) and "".join(child.itertext()).strip()):
                _ungroup(child, inside=local_name(part))


def _ungroup(link: ET.Element, *, inside: str) -> None:
    """Make a part of a drawing of a link that leads nowhere, or that nobody could name."""
    if inside in {"text", "textPath", "tspan"}:
        link.tag = f"{{{SVG}}}tspan"
        return
    link.tag = f"{{{SVG}}}g"
    if (link.text or "").strip():
        text = ET.Element(f"{{{SVG}}}text")
        text.text, link.text = link.text, None
        link.insert(0, text)


def _has_source(element: ET.Element) -> bool:
    return any(key.rpartition("}")[2] == "href" and _is_inside(value) for key, value in element.items())


def _is_inside(address: str) -> bool:
    return address.startswith(("#", "data:image/"))


def _is_scripted(element: ET.Element) -> bool:
    return not isinstance(element.tag, str) or local_name(element) in _SCRIPTED


def remove(parent: ET.Element, child: ET.Element, *, keep_content: bool) -> None:
    """Take a child out of its parent; its tail stays, and what it holds too if asked for."""
    index = list(parent).index(child)
    inside = list(child) if keep_content else []
    parent.remove(child)
    _insert_text(parent, index, (child.text or "") if keep_content else "")
    for offset, part in enumerate(inside):
        parent.insert(index + offset, part)
    _insert_text(parent, index + len(inside), child.tail or "")


def _insert_text(parent: ET.Element, index: int, text: str) -> None:
    if index == 0:
        parent.text = (parent.text or "") + text
    else:
        parent[index - 1].tail = (parent[index - 1].tail or "") + text


def _clean_attributes(element: ET.Element) -> None:
    name = local_name(element)
    allowed = words.GLOBAL_ATTRIBUTES | words.ATTRIBUTES.get(name, frozenset())
    for key in list(element.keys()):
        plain = key.lower()
        value = element.attrib.pop(key)
        if key.startswith("{"):
            element.attrib[key] = value
        elif plain in {"width", "height"} and not _WHOLE_NUMBER.match(value):
            _move_length(element, plain, value)
        elif _DATA.fullmatch(plain):
            # For programs that read the book, such as the speaker of a turn; no reader system acts on them.
            element.attrib[plain] = value
        elif (plain in allowed or plain.startswith("aria-")) and _is_valid(plain, value, name):
            element.attrib[plain] = value
    if name == "img":
        element.attrib.setdefault("alt", "")
    if "highlight" in element.get("class", ""):
        # The language of code is none that people speak.
        element.attrib.pop("lang", None)
    if "role" in element.attrib and "aria-level" in element.attrib and element.get("role") != "heading":
        del element.attrib["aria-level"]
    for key in [key for key in element.keys() if key.startswith(f"{{{XLINK}}}")]:  # noqa: SIM118
        del element.attrib[key]


def _move_length(element: ET.Element, key: str, value: str) -> None:
    if local_name(element) == "img" and _LENGTH.match(value):
        element.attrib["style"] = "; ".join(
            filter(None, (element.get("style", "").strip("; "), f"{key}: {value}"))
        )


def _is_valid(key: str, value: str, element: str) -> bool:
    if key in words.NUMBERS:
        return bool(_WHOLE_NUMBER.match(value)) and (key in {"start", "value"} or int(value) > 0)
    if key in _FORMS:
        return bool(_FORMS[key].match(value))
    if key == "role":
        return value in words.ROLES
    if key == "style":
        return bool(value.strip()) and not _UNSAFE_STYLE.search(value)
    return not (key == "title" and element == "a" and not value)


def _unnest_links(parent: ET.Element, *, inside: bool) -> None:
    """Keep the outer link of two nested ones."""
    for child in list(parent):
        is_link = child.tag == _XHTML + "a"
        _unnest_links(child, inside=inside or is_link)
        if is_link and inside:
            child.tag = _XHTML + "span"
            child.attrib.pop("href", None)


def _fit_phrasing(element: ET.Element) -> None:
    """Widen each running-text element that holds a block, or flatten the block where that cannot be."""
    for child in element:
        _fit_phrasing(child)
    name = local_name(element)
    if namespace(element) != XHTML or name == "a":
        return
    if name in {"p", "pre"} | words.PHRASING and _holds_flow(element):
        element.tag = _XHTML + "div"
    elif name in words.HEADINGS | {"summary", "dt", "caption"}:
        for part in element.iter():
            if local_name(part) in words.FLOW | words.PARTS and part is not element:
                part.tag = _XHTML + "span"


def _holds_flow(element: ET.Element) -> bool:
    return any(
        local_name(part) in words.FLOW and namespace(part) == XHTML
        for part in element.iter()
        if part is not element
    )


def _fit_parts(parent: ET.Element) -> None:
    """Put parts of lists and tables where they may stand."""
    name = local_name(parent)
    if namespace(parent) != XHTML:
        return
    for child in parent:
        kind = local_name(child)
        if kind in words.PARENTS and name not in words.PARENTS[kind] and name not in words.CHILDREN:
            child.tag = _XHTML + "div"
    if name in words.CHILDREN:
        _fit_children(parent, words.CHILDREN[name], words.WRAPPERS[name])
    if name == "table":
        _order_table(parent)
    elif name == "dl" and not _is_definition_list(parent):
        parent.tag = _XHTML + "div"
        for child in parent:
            child.tag = _XHTML + "div"
    for child in parent:
        _fit_parts(child)


def _fit_children(parent: ET.Element, allowed: frozenset[str], wrapper: str) -> None:
    """Wrap each child that may not stand here, and loose text, in a part that may."""
    if any(local_name(child) == "tbody" for child in parent):
        allowed = allowed - {"tr"}
    for child in [child for child in parent if local_name(child) not in allowed]:
        outer = ET.Element(_XHTML + wrapper)
        parent[list(parent).index(child)] = outer
        outer.append(child)
        outer.tail, child.tail = child.tail, None
    for index, child in reversed(list(enumerate(parent))):
        if (child.tail or "").strip():
            parent.insert(index + 1, _text_part(wrapper, child.tail))
            child.tail = None
    if (parent.text or "").strip():
        parent.insert(0, _text_part(wrapper, parent.text))
        parent.text = None


def _text_part(name: str, text: str | None) -> ET.Element:
    part = ET.Element(_XHTML + name)
    part.text = text
    return part


def _order_table(table: ET.Element) -> None:
    """Put caption, columns, head, body and foot into HTML's order; only the first caption, head and foot count."""
    seen: set[str] = set()
    for part in table:
        name = local_name(part)
        if name in seen and name in {"thead", "tfoot"}:
            part.tag = _XHTML + "tbody"
        elif name in seen and name == "caption":
            row = ET.Element(_XHTML + "tr")
            row.append(_text_part("td", "".join(part.itertext())))
            part.clear()
            part.tag = _XHTML + "tbody"
            part.append(row)
        seen.add(name)
    table[:] = sorted(table, key=lambda part: words.TABLE_ORDER[local_name(part)])
    if any(local_name(part) == "tbody" for part in table):
        _fit_children(table, words.CHILDREN["table"], "tbody")


def _is_definition_list(element: ET.Element) -> bool:
    """Return whether terms and definitions alternate as HTML wants: one or more of each, terms first."""
    kinds = "".join(local_name(child)[-1] for child in element)
    return bool(re.fullmatch("(t+d+)*", kinds) or re.fullmatch("v*", kinds))
