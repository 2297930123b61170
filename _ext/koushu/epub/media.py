"""Images: what kind of file some bytes are, whatever their name says, and drawings made safe."""

from __future__ import annotations

import re
import struct
from typing import Final
from xml.etree import ElementTree as ET

from koushu.drawings import clean_drawing
from koushu.epub.cleaning import clean_foreign, remove
from koushu.epub.links import xml_name
from koushu.epub.stylesheet import without_urls
from koushu.xhtml import SVG, XHTML, XLINK, XML, local_name, namespace, serialize

# EPUB 3.3, clause 3.2: the image types that every reading system shows.
EXTENSIONS: Final = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# JPEG's start of frame (ITU-T T.81, B.2.2), and what follows it: precision, height, width.
_FRAME: Final = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..[\x08\x0c]....", re.DOTALL)
# What is left of a declaration whose address was taken out.
_WITHOUT_VALUE: Final = re.compile(r"[\w-]+\s*:\s*(?:;|(?=\}))")
_SMALLEST_WEBP: Final = 25
_KNOWN_SPACES: Final = frozenset({"", SVG, XHTML, XLINK, XML})


def image_type(data: bytes) -> str:
    """Return the media type of an image that EPUB has, judged by its first bytes; empty for anything else."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind if _has_size(data, kind) else ""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp" if len(data) > _SMALLEST_WEBP else ""
    return "image/svg+xml" if parse_svg(data) is not None else ""


def _has_size(data: bytes, kind: str) -> bool:
    """Return whether the head of a file tells how large its picture is; a file that was cut short may not."""
    if kind == "image/png":
        return data[12:16] == b"IHDR" and all(struct.unpack_from(">II", data.ljust(24, b"\0"), 16))
    if kind == "image/gif":
        return all(struct.unpack_from("<HH", data.ljust(10, b"\0"), 6))
    return _FRAME.search(data) is not None


def is_animated(data: bytes) -> bool:
    """Return whether a GIF, PNG or WebP may hold more than one picture."""
    if data.startswith(b"GIF8"):
        return data.count(b"\x21\xf9\x04") > 1
    return b"acTL" in data[:4096] if data.startswith(b"\x89PNG") else b"ANIM" in data[:64]


def parse_svg(data: bytes) -> ET.Element | None:
    """Return the root of a drawing; None when it is no well-formed SVG or defines entities of its own."""
    if b"<!ENTITY" in data or b"svg" not in data:
        return None
    try:
        root = ET.fromstring(data)  # noqa: S314 - entity definitions were refused above
    except (ET.ParseError, ValueError, LookupError):
        return None
    return root if root.tag == f"{{{SVG}}}svg" else None


def clean_svg(data: bytes) -> bytes:
    """Return a drawing without scripts, remote references and the private data of drawing programs."""
    root = parse_svg(clean_drawing(data) or data)
    if root is None:
        return data
    clean_foreign(root)
    for part in list(root.iter()):
        for child in [child for child in part if namespace(child) not in _KNOWN_SPACES]:
            remove(part, child, keep_content=False)
        for key in list(part.attrib):
            if key.startswith("{") and key[1:].partition("}")[0] not in _KNOWN_SPACES:
                del part.attrib[key]
        if local_name(part) == "style" and part.text:
            part.text = _WITHOUT_VALUE.sub("", without_urls(part.text))
    _name_identifiers(root)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + serialize(root) + "\n").encode()


def _name_identifiers(root: ET.Element) -> None:
    """Make each `id` of a drawing an XML name that stands once, and what refers to it follow."""
    names: dict[str, str] = {}
    given: set[str] = set()
    for part in root.iter():
        old = part.attrib.pop("id", "")
        new = xml_name(old)
        if old not in names and new and new not in given:
            names[old] = new
            given.add(new)
            part.set("id", new)
    changed = {f"#{old}": f"#{new}" for old, new in names.items() if old != new}
    changed |= {f"url({old})": f"url({new})" for old, new in changed.items()}
    for part in root.iter() if changed else ():
        for key, value in part.items():
            if value in changed:
                part.set(key, changed[value])
