"""Changes to a PDF that Typst has made, as an incremental update (ISO 32000-1, 7.5.6): nothing else of it changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Change = Callable[[bytes, Mapping[int, int]], Iterable[tuple[int, bytes]]]
    """Gets a PDF and where its objects begin, and yields new contents of some by their numbers."""

_END: Final = re.compile(rb"trailer\s*(<<.*>>)\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_ENTRY: Final = re.compile(rb"(\d{10}) \d{5} n")


def revised(pdf: bytes, *changes: Change) -> bytes:
    """Return a PDF with some changes; one that is not put together as Typst does it is returned as it is."""
    end = _END.search(pdf, max(0, len(pdf) - 4096))
    if end is None:
        return pdf
    offsets = _offsets(pdf, int(end[2]))
    changed = {number: content for change in changes for number, content in change(pdf, offsets)}
    return pdf + _update(changed, len(pdf), end[1], int(end[2])) if changed else pdf


def object_at(number: int, offset: int) -> int:
    """Return where the content of an object begins whose number stands at `offset`."""
    return offset + len(b"%d 0 obj\n" % number)


def _offsets(pdf: bytes, start: int) -> dict[int, int]:
    """Return where each object begins, by its number."""
    header = re.compile(rb"xref\s+0 (\d+)\s+").match(pdf, start)
    if header is None:
        return {}
    lines = pdf[header.end() : header.end() + 20 * int(header[1])]
    entries = (lines[20 * index : 20 * index + 18] for index in range(int(header[1])))
    return {index: int(found[1]) for index, entry in enumerate(entries) if (found := _ENTRY.match(entry))}


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
