"""Names for links that hold nothing but a picture: the picture's own text, which Typst gives to the picture alone.

Screen readers name a link by its text or its alternative text, which is added to the finished PDF.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.typst_builder.revision import object_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINK: Final = b"<</Type/StructElem/S/Link/"
_FIGURE: Final = b"<</Type/StructElem/S/Figure/"
_CHILDREN: Final = re.compile(rb"/K\[([^\[\]]*)\]")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_CONTENT: Final = re.compile(rb"<<[^<>]*>>")
_ALTERNATIVE: Final = re.compile(rb"/Alt(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)", re.DOTALL)


def picture_links(pdf: bytes, offsets: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
    """Yield every link around pictures alone with their text as its own."""
    for number, offset in offsets.items():
        start = object_at(number, offset)
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
    start = object_at(number, offsets.get(number, len(pdf)))
    if not pdf.startswith(_FIGURE, start):
        return b""
    found = _ALTERNATIVE.search(_object(pdf, start))
    return found[1] if found else b""


def _object(pdf: bytes, start: int) -> bytes:
    return pdf[start : pdf.index(b"endobj", start)].strip()
