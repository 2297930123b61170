"""What Typst cannot say of a book in the PDF's metadata: contributors, subjects, identifier, source, rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.posts.xmp import NAMESPACES, elements
from koushu.typst_builder.revision import object_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koushu.posts.book_metadata import BookMetadata

_STREAM: Final = re.compile(rb"<<[^<>]*/Type/Metadata[^<>]*>>\s*stream\r?\n")
_ENDS: Final = b"endstream"
# What is told by us instead: Typst puts all authors into one name.
_REPLACED: Final = re.compile(r"<dc:(creator|description|language)>.*?</dc:\1>", re.DOTALL)
_DESCRIPTION: Final = re.compile(r'(<rdf:Description rdf:about="")([^>]*)(>)')


def describe(book: BookMetadata, pdf: bytes, offsets: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
    """Yield the XMP packet of a PDF with everything that is known of the book."""
    for number, offset in offsets.items():
        head = _STREAM.match(pdf, object_at(number, offset))
        if head is not None:
            packet = pdf[head.end() : pdf.index(_ENDS, head.end())].rstrip(b"\r\n")
            made = _completed(packet.decode(), book).encode()
            yield (
                number,
                b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%s\nendstream" % (len(made), made),
            )


def _completed(packet: str, book: BookMetadata) -> str:
    packet = _REPLACED.sub("", packet)
    opening = _DESCRIPTION.search(packet)
    if opening is None:
        return packet
    missing = {prefix: name for prefix, name in NAMESPACES.items() if f"xmlns:{prefix}=" not in opening[2]}
    named = opening[2] + "".join(f' xmlns:{prefix}="{name}"' for prefix, name in missing.items())
    start = f"{opening[1]}{named}{opening[3]}"
    return packet[: opening.start()] + start + elements(book) + packet[opening.end() :]
