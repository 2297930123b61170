"""The package document: what the book is, which files it has, and in which order they are read.

Sources: EPUB 3.3, clause 5; EPUB Accessibility 1.1, clause 2 (discovery metadata in the schema.org vocabulary).
"""

from __future__ import annotations

import html
from dataclasses import field
from datetime import UTC
from typing import TYPE_CHECKING, Final

from koushu.record import record
from koushu.xhtml import without_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

_ID: Final = "book-id"
_DIRECTIONS: Final = {"horizontal": "ltr", "vertical": "rtl"}


@record
class Person:
    """Somebody who made the book or a part of it."""

    name: str
    roles: tuple[str, ...] = ("aut",)
    """MARC relator codes: `aut`, `trl`, `ivr`, `edt`."""


@record
class Collection:
    """A series that the book is part of."""

    name: str
    place: int = 0
    """Where in the series the book stands, from 1 on; 0 where nobody says so."""


@record
class Accessibility:
    """What is true of the book for readers who cannot see it, or see it otherwise."""

    images: bool = False
    described: bool = True
    """Whether each image has a text alternative."""
    maths: bool = False
    ruby: bool = False
    """Whether readings stand above words."""
    index: bool = False
    page_breaks: bool = False
    """Whether the book tells where the pages of its printed form begin."""
    animated: bool = False
    """Whether an image may move, so that hazards are not known."""
    summary: str = ""
    conforms_to: str = ""
    """A standard the publisher has had the book checked against; nothing is claimed without one."""

    @property
    def properties(self) -> list[tuple[str, str]]:
        """Return the schema.org properties and their values, in the order of the specification."""
        modes = ["textual", *(["visual"] if self.images else [])]
        sufficient = "textual" if self.described else ",".join(modes)
        features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
        features += ["ARIA", "unlocked"]
        optional = {
            "alternativeText": self.images and self.described,
            "MathML": self.maths,
            "rubyAnnotations": self.ruby,
            "index": self.index,
            "pageBreakMarkers": self.page_breaks,
            "pageNavigation": self.page_breaks,
        }
        features += [name for name, holds in optional.items() if holds]
        return [
            *(("schema:accessMode", mode) for mode in modes),
            ("schema:accessModeSufficient", sufficient),
            *(("schema:accessibilityFeature", feature) for feature in features),
            ("schema:accessibilityHazard", "unknown" if self.animated else "none"),
            *([("schema:accessibilitySummary", self.summary)] if self.summary else []),
            *([("dcterms:conformsTo", self.conforms_to)] if self.conforms_to else []),
        ]


@record
class Book:
    """All that the package document says of the book."""

    title: str
    language: str
    """BCP 47 tag."""
    identifier: str
    modified: datetime
    published: datetime | None = None
    creators: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    source: str = ""
    """The canonical address of what the book holds."""
    license: str = ""
    """Address of the licence's text, else its name."""
    languages: tuple[str, ...] = ()
    """Further languages of what it holds, as BCP 47 tags."""
    collections: tuple[Collection, ...] = ()
    page_source: str = ""
    """Name of the printed form whose pages the book tells; empty where it tells none."""
    part_of: str = ""
    """Identifier of the publication that the book is a part of; empty for the whole."""
    version: str = ""
    writing_mode: str = "horizontal"
    accessibility: Accessibility = field(default_factory=Accessibility)


@record
class Item:
    """A file of the book."""

    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    spine: bool = False
    """Whether it is read in its turn; the order of the items is the order of reading."""


def language_tag(language: str) -> str:
    """Return a BCP 47 tag for a Sphinx code: `zh_CN` gives `zh-CN`."""
    return language.replace("_", "-") or "en"


def package_document(book: Book, items: Sequence[Item]) -> str:
    """Return the text of `content.opf`."""
    identifiers = {item.path: f"item-{number}" for number, item in enumerate(items, 1)}
    identifiers.update({item.path: item.properties[0] for item in items if item.properties[:1] == ("nav",)})
    identifiers.update({item.path: "ncx" for item in items if item.media_type.endswith("ncx+xml")})
    cover = next((item.path for item in items if "cover-image" in item.properties), None)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="{_ID}" '
            f'xml:lang="{_escape(book.language)}">'
        ),
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_metadata(book),
        *([f'<meta name="cover" content="{identifiers[cover]}"/>'] if cover else []),
        "</metadata>",
        "<manifest>",
        *(_manifest_item(item, identifiers[item.path]) for item in items),
        "</manifest>",
        f'<spine toc="ncx" page-progression-direction="{_DIRECTIONS[book.writing_mode]}">',
        *(f'<itemref idref="{identifiers[item.path]}"/>' for item in items if item.spine),
        "</spine>",
        "</package>",
    ]
    return "\n".join(lines) + "\n"


def _metadata(book: Book) -> Iterator[str]:
    yield f'<dc:identifier id="{_ID}">{_escape(book.identifier)}</dc:identifier>'
    yield f"<dc:title>{_escape(book.title)}</dc:title>"
    for language in dict.fromkeys((book.language, *book.languages)):
        yield f"<dc:language>{_escape(language)}</dc:language>"
    yield from _people("creator", book.creators)
    yield from _people("contributor", book.contributors)
    optional = (
        ("publisher", book.publisher),
        ("rights", book.rights),
        ("description", book.description),
        ("source", book.source),
        *(("subject", subject) for subject in book.subjects),
        ("date", book.published.astimezone(UTC).strftime("%Y-%m-%d") if book.published else ""),
    )
    yield from (f"<dc:{name}>{_escape(value)}</dc:{name}>" for name, value in optional if value)
    yield _meta("dcterms:modified", book.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    if book.license:
        yield _meta("dcterms:license", book.license)
    if book.page_source:
        yield _meta("pageBreakSource", book.page_source)
    if book.part_of:
        yield _meta("dcterms:isPartOf", book.part_of)
    for number, one in enumerate(book.collections, 1):
        yield from _collection(f"collection-{number}", one)
    if book.version:
        yield _meta("schema:version", book.version)
    yield from (_meta(name, value) for name, value in book.accessibility.properties)


def _people(kind: str, people: Iterable[Person]) -> Iterator[str]:
    for number, person in enumerate(people, 1):
        yield f'<dc:{kind} id="{kind}-{number}">{_escape(person.name)}</dc:{kind}>'
        for role in person.roles:
            yield f'<meta refines="#{kind}-{number}" property="role" scheme="marc:relators">{role}</meta>'


def _collection(name: str, one: Collection) -> Iterator[str]:
    yield f'<meta id="{name}" property="belongs-to-collection">{_escape(one.name)}</meta>'
    yield f'<meta refines="#{name}" property="collection-type">series</meta>'
    if one.place:
        yield f'<meta refines="#{name}" property="group-position">{one.place}</meta>'


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{_escape(value)}</meta>'


def _manifest_item(item: Item, identifier: str) -> str:
    properties = f' properties="{" ".join(item.properties)}"' if item.properties else ""
    return f'<item id="{identifier}" href="{_escape(item.path)}" media-type="{item.media_type}"{properties}/>'


def _escape(text: str) -> str:
    return html.escape(" ".join(without_forbidden(text).split()))
