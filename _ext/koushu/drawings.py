"""SVG drawings without what acts: scripts, handlers, links that run code, and what is loaded from elsewhere. Pure.

As the source of an `<img>` a drawing runs nothing, but it lies on the site as a file, and opened by its own address it
is a page of the site like any other. Source: SVG 2, "Document structure" and "Scripting"; CWE-79, CWE-776.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 20 << 20
"""Bytes of a drawing."""
DEEPEST: Final = 100
"""Levels of a drawing's parts; one drawn by hand has some ten."""
COSTLIEST: Final = 100
"""Steps of the filters of a drawing, each counted as often as it is used; a shadow takes some five."""
EMPTY: Final = b'<svg xmlns="http://www.w3.org/2000/svg"/>\n'

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_PREFIXES: Final = {"": _SVG, "xlink": _XLINK}
_LEFT_OUT: Final = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler", "listener"))
_uses_filter: Final = re.compile(r"url\(\s*[\"']?#([^\"')]+)").search
_MOVES: Final = frozenset({"animate", "set", "animatetransform", "animatemotion", "animatecolor"})
_ADDRESSES: Final = frozenset({"href", "src", "data", "action", "formaction", "from", "to", "values", "by"})
_HARMLESS: Final = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)
_LINK: Final = re.compile(r"(?:https?:|mailto:|#|[^:]*$)", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")
_LOADS: Final = re.compile(
    r"@import[^;]*;?|url\(\s*[\"']?(?!#|data:image/)[^)]*\)|expression\s*\(|-moz-binding|javascript:",
    re.IGNORECASE,
)
# What says that a drawing may have anything of that kind; most have nothing, and stay as they are.
_SUSPECT: Final = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|script|foreignobject|iframe|<\w*:?(?:object|embed|handler|listener|set|animate)|"
    rb"[\s/\"']on\w+\s*=|href\s*=|src\s*=|url\(|@import|expression|binding|&#",
    re.IGNORECASE,
)


def clean_drawing(data: bytes) -> bytes | None:
    """Return a drawing without what acts, the very bytes where there is nothing of it; None for what is no drawing."""
    if len(data) > LARGEST:
        return None
    if not _SUSPECT.search(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data if _parsed(data) is not None else None
    root = _parsed(data)
    if root is None:
        return None
    if not _clean(root) and b"<!DOCTYPE" not in data and b"<?xml-stylesheet" not in data:
        return data
    for prefix, name in _PREFIXES.items():
        ET.register_namespace(prefix, name)
    cleaned: bytes = ET.tostring(root, encoding="utf-8")
    return cleaned


def _parsed(data: bytes) -> ET.Element | None:
    if re.search(rb"<!ENTITY", data, re.IGNORECASE) or b"<\0!\0E\0N\0T" in data:
        # Entities may unfold without end, or name files.
        return None
    try:
        root = ET.fromstring(data)  # noqa: S314 - without entities nothing can unfold or be fetched
    except (ET.ParseError, ValueError, LookupError):
        return None
    return (
        root if _name(root) == "svg" and not _is_too_deep(root) and _filter_steps(root) <= COSTLIEST else None
    )


def _is_too_deep(root: ET.Element) -> bool:
    """Return whether parts lie inside each other deeper than programs that show drawings can follow."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for parent in level for child in parent]
        if not level:
            return False
    return True


def _filter_steps(root: ET.Element) -> int:
    """Return how many steps a program takes that draws the filters: a few letters can ask for hours of it."""
    steps = {one.get("id", ""): sum(map(_steps, one)) for one in root.iter() if _name(one) == "filter"}
    if not steps:
        return 0
    found = [_uses_filter(one.get("filter") or one.get("style") or "") for one in root.iter()]
    used = sum(steps.get(one[1], 0) for one in found if one)
    # A rule of a style sheet may be about any element.
    used += max(steps.values()) * sum(
        (one.text or "").count("filter") for one in root.iter() if _name(one) == "style"
    )
    copies = sum(_name(one) in {"use", "pattern", "marker"} for one in root.iter())
    return used * (1 + copies)


def _steps(primitive: ET.Element) -> int:
    written = primitive.get("numOctaves") or primitive.get("order") or "1"
    numbers = [int(one) for one in re.findall(r"\d{1,9}", written)] or [1]
    return max(1, *numbers) if _name(primitive) == "feturbulence" else max(numbers) ** 2


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _clean(root: ET.Element) -> bool:
    """Take out of an element and all below it what acts, and return whether there was any."""
    found = False
    for parent in list(root.iter()):
        if any(map(_acts, parent)):
            _take_out(parent)
            found = True
        for key in list(_acting(parent)):
            del parent.attrib[key]
            found = True
        if _name(parent) == "style" and parent.text and _LOADS.search(parent.text):
            parent.text = _LOADS.sub("", parent.text)
            found = True
    return found


def _moves_address(element: ET.Element) -> bool:
    return element.get("attributeName", "").rpartition(":")[2].lower() in _ADDRESSES


def _acts(child: ET.Element) -> bool:
    return _name(child) in _LEFT_OUT or (_name(child) in _MOVES and _moves_address(child))


def _take_out(parent: ET.Element) -> None:
    """Remove the children that act, and keep the text behind each."""
    kept: list[ET.Element] = []
    # Text by the child that it stands behind, the first of it by none.
    texts: list[list[str]] = [[parent.text or ""]]
    for child in parent:
        if _acts(child):
            texts[-1].append(child.tail or "")
        else:
            kept.append(child)
            texts.append([child.tail or ""])
    parent.text = "".join(texts[0]) or None
    for child, text in zip(kept, texts[1:], strict=True):
        child.tail = "".join(text) or None
    parent[:] = kept


def _acting(element: ET.Element) -> Iterator[str]:
    """Yield the attributes that run, load or lead to code."""
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            yield key
        elif name in {"href", "src"}:
            plain = _UNSEEN.sub("", unquote(value))
            allowed = _LINK if _name(element) == "a" else _HARMLESS
            if not allowed.match(plain):
                yield key
        elif _LOADS.search(value):
            yield key
