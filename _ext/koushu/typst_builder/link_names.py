"""Names for links that hold nothing but a picture: the picture's own text, which Typst gives to the picture alone.

Screen readers name a link by its text or its alternative text. The PDF gets an incremental update (ISO 32000-1, 7.5.6)
that adds the latter; nothing else of it changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_END: Final = re.compile(rb"trailer\s*(<<.*>>)\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_ENTRY: Final = re.compile(rb"(\d{10}) \d{5} n")
_LINK: Final = b"<</Type/StructElem/S/Link/"
_FIGURE: Final = b"<</Type/StructElem/S/Figure/"
_CHILDREN: Final = re.compile(rb"/K\[([^\[\]]*)\]")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_CONTENT: Final = re.compile(rb"<<[^<>]*>>")
_ALTERNATIVE: Final = re.compile(rb"/Alt(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)", re.DOTALL)


def name_picture_links(pdf: bytes) -> bytes:
    """Return a PDF in which every link around pictures alone has their text as its own.

    One that is not put together as Typst does it is returned as it is.
    """
    end = _END.search(pdf, max(0, len(pdf) - 4096))
    if end is None:
        return pdf
    offsets = _offsets(pdf, int(end[2]))
    changed = dict(_named_links(pdf, offsets))
    return pdf + _update(changed, len(pdf), end[1], int(end[2])) if changed else pdf


def _offsets(pdf: bytes, start: int) -> dict[int, int]:
    """Return where each object begins, by its number."""
    header = re.compile(rb"xref\s+0 (\d+)\s+").match(pdf, start)
    if header is None:
        return {}
    lines = pdf[header.end() : header.end() + 20 * int(header[1])]
    entries = (lines[20 * index : 20 * index + 18] for index in range(int(header[1])))
    return {index: int(found[1]) for index, entry in enumerate(entries) if (found := _ENTRY.match(entry))}


def _named_links(pdf: bytes, offsets: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
    for number, offset in offsets.items():
        start = offset + len(b"%d 0 obj\n" % number)
        if not pdf.startswith(_LINK, start):
            continue
        link = _object(pdf, start)
        children = _CHILDREN.search(link)
        if b"/Alt" in link or children is None:
            continue
        inside = _CONTENT.sub(b"", children[1])
        names = [_name(pdf, offsets, int(found)) for found in _REFERENCE.findall(inside)]
        # Any number left in it is text of the link.
        if names and all(names) and not _REFERENCE.sub(b"", inside).strip():
            yield number, link.removesuffix(b">>") + b"/Alt" + names[0] + b">>"


def _name(pdf: bytes, offsets: Mapping[int, int], number: int) -> bytes:
    """Return the alternative text of a figure as it is written; nothing for any other object."""
    start = offsets.get(number, len(pdf)) + len(b"%d 0 obj\n" % number)
    if not pdf.startswith(_FIGURE, start):
        return b""
    found = _ALTERNATIVE.search(_object(pdf, start))
    return found[1] if found else b""


def _object(pdf: bytes, start: int) -> bytes:
    return pdf[start : pdf.index(b"endobj", start)].strip()


def _update(changed: Mapping[int, bytes], size: int, trailer: bytes, previous: int) -> bytes:
    """Return what is put behind a PDF of `size` bytes to change some of its objects."""
    body = bytearray(b"\n")
    table = bytearray(b"xref\n")
    for number, content in sorted(changed.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, size + len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = size + len(body)
    end = trailer.strip().removesuffix(b">>") + b"/Prev %d>>" % previous
    return bytes(body + table) + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (end, start)
