"""The metadata of a book as XMP, which every PDF carries.

Source: ISO 16684-1 (XMP), 8.3 and 8.5; the Dublin Core elements, and the schemas for rights.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.posts.book_metadata import BookMetadata

NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}
# XML 1.0, 2.2.
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def elements(book: BookMetadata) -> str:
    """Return the properties of a book, but its title, as XML elements of the prefixes above."""
    moment = [book.published.isoformat(timespec="seconds")] if book.published else []
    others = (f"{one.name} ({', '.join(one.roles)})" for one in book.contributors)
    return "".join(
        (
            _array("dc:creator", "Seq", (one.name for one in book.creators)),
            _array("dc:contributor", "Bag", others),
            _array("dc:language", "Bag", book.languages or [book.language]),
            _array("dc:date", "Seq", moment),
            _words("dc:description", book.description),
            _array("dc:subject", "Bag", book.subjects),
            _text("dc:identifier", book.identifier),
            _text("dc:source", book.source),
            _words("dc:rights", book.rights),
            _words("xmpRights:UsageTerms", book.license.name),
            _text("xmpRights:WebStatement", book.license.url),
        )
    )


def packet(book: BookMetadata, *, tool: str, moment: str) -> str:
    """Return the whole XMP packet of a PDF; `moment` is its time in ISO 8601."""
    named = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'<rdf:Description rdf:about=""{named}>\n'
        + _words("dc:title", book.title)
        + elements(book)
        + _text("pdf:Keywords", ", ".join(book.subjects))
        + _text("xmp:CreatorTool", tool)
        + _text("xmp:CreateDate", moment)
        + _text("xmp:ModifyDate", moment)
        + '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>\n'
    )


def _text(name: str, value: str) -> str:
    return f"<{name}>{_clean(value)}</{name}>\n" if value else ""


def _array(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_clean(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""


def _words(name: str, value: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{_clean(value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>\n" if value else ""


def _clean(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
