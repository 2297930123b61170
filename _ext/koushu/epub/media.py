"""Images: what kind of file some bytes are, whatever their name says, and drawings made safe."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from koushu.epub.cleaning import clean_foreign, remove
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
_KNOWN_SPACES: Final = frozenset({"", SVG, XHTML, XLINK, XML})


def image_type(data: bytes) -> str:
    """Return the media type of an image that EPUB has, judged by its first bytes; empty for anything else."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if parse_svg(data) is not None else ""


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
    root = parse_svg(data)
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
            part.text = without_urls(part.text)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + serialize(root) + "\n").encode()
