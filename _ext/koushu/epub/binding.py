"""Binding: the pages that were written become one file, with what they refer to and nothing else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from koushu.config import EpubSettings, settings
from koushu.epub.archive import pack
from koushu.epub.colophon import COLOPHON, colophon_page, colophon_point
from koushu.epub.cover_page import Cover, find_cover
from koushu.epub.fonts import STORE, choose_faces, cut_fonts, face_names, missing_fonts
from koushu.epub.links import BookPage, connect_links, name_identifiers
from koushu.epub.metadata import about_book, book_time, describe_book
from koushu.epub.navigation import Landmark, NavPoint, nav_document, ncx_document
from koushu.epub.package import Accessibility, Item, package_document
from koushu.epub.page import Page
from koushu.epub.page_breaks import mark_page_breaks
from koushu.epub.pictures import Pictures
from koushu.epub.printed_pages import printed_pages
from koushu.epub.styles import STYLES, style_files
from koushu.messages import message
from koushu.posts.catalogue import configuration_file
from koushu.problems import report, report_all
from koushu.record import record
from koushu.running.places import place_of_picture
from koushu.safe_path import real_file
from koushu.staged_files import write_whole
from koushu.xhtml import MATHML, SVG, XHTML, namespace, serialize

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sphinx.builders.epub3 import Epub3Builder

    from koushu.epub.edition import Edition
    from koushu.epub.fonts import CutFont
    from koushu.epub.links import Outside
    from koushu.epub.package import Book
    from koushu.posts.book_metadata import BookMetadata

COVER_PAGE: Final = "cover.xhtml"
NAV: Final = "nav.xhtml"
NCX: Final = "toc.ncx"
PACKAGE: Final = "content.opf"
_PAGE_TYPE: Final = "application/xhtml+xml"
_PLAIN_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_PROLOGUE: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'


def bind(
    builder: Epub3Builder,
    edition: Edition,
    outside: Outside,
    contents_of: Callable[[dict[str, str]], list[NavPoint]],
) -> None:
    """Write one `.epub`, unless it is there with the same bytes.

    `contents_of` returns the table of contents of documents by the paths of their pages.
    """
    outdir = Path(builder.outdir)
    written = {name: path for name, path in edition.pages.items() if (outdir / path).is_file()}
    pages = {path: _read_page(outdir / path, path) for path in written.values()}
    pictures = Pictures(partial(_picture, builder), partial(_place_of, builder))
    for name, path in written.items():
        connect_links(pages[path], pages, outside)
        problems = pictures.place(pages[path])
        if edition.part is None:
            report_all(problems, str(builder.env.doc2path(name)))
    source = _page_source(builder, edition)
    breaks = mark_page_breaks(list(pages.values()), printed_pages(source)) if source else []
    accessibility = _accessibility(builder, pages.values(), pictures, page_breaks=bool(breaks))
    about = about_book(builder, edition)
    book = describe_book(builder, edition, about, accessibility)
    book = replace(book, page_source=source.name) if source and breaks else book
    places = {name: pages[path].path for name, path in written.items()}
    points = [*_settled(contents_of(places), pages), colophon_point(builder, book.language)]
    colophon, fonts = _close(builder, edition, about, _characters(book, points, pages.values()))
    nav = Navigation(points, breaks)
    files = _assemble(builder, book, edition, list(pages.values()), pictures, nav)
    files += [(Item(COLOPHON, _PAGE_TYPE, spine=True), colophon)]
    files += [(Item(path, "text/css"), css) for path, css in style_files(builder, fonts).items()]
    files += [(Item(font.path, font.media_type), font.data) for font in fonts]
    contents = {item.path: content for item, content in files}
    contents[PACKAGE] = package_document(book, [item for item, _ in files]).encode()
    _write(outdir / edition.path, pack(contents, book_time(edition.posts)))


def _picture(builder: Epub3Builder, path: str) -> bytes | None:
    # Raw HTML names images by their place in the source folder, which Sphinx has not copied.
    source = real_file(Path(builder.srcdir), path)
    return _read(Path(builder.outdir, path)) or (_read(source) if source else None)


def _place_of(builder: Epub3Builder, page: str, path: str) -> tuple[str, int]:
    """Return the path of a picture below the source folder, and the line where the document of a page shows it."""
    name = path.removeprefix(f"{builder.imagedir}/")
    uri = next((uri for uri, (_, copy) in builder.env.images.items() if copy == name), path)
    return uri, place_of_picture(builder.env, [page.removesuffix(builder.out_suffix)], uri)[1]


def _characters(book: Book, points: Sequence[NavPoint], pages: Collection[BookPage]) -> set[str]:
    """Return the characters of a book's text, the table of contents among them."""
    found = {char for words in _own_words(book) for char in words}
    for page in pages:
        found.update(*page.root.itertext())
    for point in points:
        found |= {*point.title} | _characters(book, point.children, ())
    return found


def _own_words(book: Book) -> tuple[str, ...]:
    return book.title, message("contents", book.language), message("cover", book.language)


def _close(
    builder: Epub3Builder, edition: Edition, about: BookMetadata, text: set[str]
) -> tuple[bytes, list[CutFont]]:
    """Return the last page of a book, and the fonts for its text and for that page, where it is to carry any."""
    plain = colophon_page(builder, edition, about, STYLES[:1])
    if not settings(builder.config, EpubSettings).fonts:
        return plain.encode(), []
    vertical = builder.config.epub_writing_mode == "vertical"
    names = face_names(choose_faces(text | _words(plain), vertical=vertical))
    if not names and edition.part is None:
        report(missing_fonts(), configuration_file(builder))
    page = colophon_page(builder, edition, about, STYLES[:1], names)
    faces = choose_faces(text | _words(page), vertical=vertical)
    return page.encode(), cut_fonts(faces, Path(builder.outdir, STORE))


def _words(page: str) -> set[str]:
    return {char for text in ET.fromstring(page).itertext() for char in text}  # noqa: S314 - written by us


@record
class Navigation:
    """The ways into a book."""

    points: list[NavPoint]
    page_breaks: list[Landmark]


def _page_source(builder: Epub3Builder, edition: Edition) -> Path | None:
    """Return the PDF whose pages the book tells: that of the whole publication."""
    name = settings(builder.config, EpubSettings).page_source
    path = Path(builder.confdir, name)
    return path if name and edition.part is None and path.is_file() else None


def _settled(points: Iterable[NavPoint], pages: Mapping[str, BookPage]) -> list[NavPoint]:
    by_path = {page.path: page for page in pages.values()}
    return [_settle(point, by_path) for point in points]


def _write(path: Path, data: bytes) -> None:
    if _read(path) == data:
        return
    write_whole(path, data)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _read_page(file: Path, path: str) -> BookPage:
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - written by us
    page = BookPage(path, book_path(path), root)
    name_identifiers(page)
    return page


def book_path(path: str) -> str:
    """Return where a page stands in the book: its own path, with a hash for each part that is not plain ASCII.

    Names that the book itself uses are kept free; the depth stays, so that relative addresses do.
    """
    parts = [part if _PLAIN_PART.match(part) else _hashed(part) for part in path.split("/")]
    name = "/".join(parts)
    return name.replace(".xhtml", "-page.xhtml") if name in {COVER_PAGE, NAV, COLOPHON} else name


def _hashed(part: str) -> str:
    suffix = ".xhtml" if part.endswith(".xhtml") else ""
    return "p-" + hashlib.sha256(part.encode()).hexdigest()[:12] + suffix


def _accessibility(
    builder: Epub3Builder, pages: Collection[BookPage], pictures: Pictures, *, page_breaks: bool
) -> Accessibility:
    own = settings(builder.config, EpubSettings)
    key = "accessible_all" if pictures.described else "accessible_text"
    return Accessibility(
        images=pictures.shown,
        described=pictures.described,
        maths=any("mathml" in _properties(page.root) for page in pages),
        ruby=any(page.root.find(f".//{{{XHTML}}}ruby") is not None for page in pages),
        index=any(page.source.startswith("genindex.") for page in pages),
        page_breaks=page_breaks,
        animated=pictures.animated,
        summary=own.accessibility_summary or message(key, builder.config.epub_language),
        conforms_to=own.conforms_to,
    )


def _properties(root: ET.Element) -> tuple[str, ...]:
    spaces = {namespace(element) for element in root.iter()}
    return tuple(name for name, space in (("mathml", MATHML), ("svg", SVG)) if space in spaces)


def _assemble(  # noqa: PLR0917
    builder: Epub3Builder,
    book: Book,
    edition: Edition,
    pages: list[BookPage],
    pictures: Pictures,
    navigation: Navigation,
) -> list[tuple[Item, bytes]]:
    """Return cover, contents, pages in the order of reading, and pictures."""
    points = navigation.points
    cover = find_cover(builder, book, edition)
    head = Page(NAV, message("contents", book.language), book.language, "frontmatter")
    landmarks = _landmarks(book, cover, pages, points[-1])
    nav = nav_document(head, points, landmarks, STYLES, navigation.page_breaks)
    ncx = ncx_document(book.identifier, book.title, book.language, points)
    return [
        *(_cover_files(cover) if cover else ()),
        (Item(NAV, _PAGE_TYPE, ("nav",), spine=True), nav.encode()),
        *((Item(page.path, _PAGE_TYPE, _properties(page.root), spine=True), _text(page)) for page in pages),
        (Item(NCX, "application/x-dtbncx+xml"), ncx.encode()),
        *((item, pictures.files[item.path]) for item in pictures.items.values()),
    ]


def _settle(point: NavPoint, pages: Mapping[str, BookPage]) -> NavPoint:
    """Return an entry of the contents under the names that its targets have in the book."""
    path, _, fragment = point.target.partition("#")
    name = pages[path].identifiers.get(fragment, "")
    children = tuple(_settle(child, pages) for child in point.children)
    return replace(point, target=f"{path}#{name}" if name else path, children=children)


def _cover_files(cover: Cover) -> list[tuple[Item, bytes]]:
    return [
        (Item(COVER_PAGE, _PAGE_TYPE, spine=True), cover.page(COVER_PAGE, STYLES[:1]).encode()),
        (Item(cover.path, cover.media_type, ("cover-image",)), cover.data),
    ]


def _text(page: BookPage) -> bytes:
    return (_PROLOGUE + serialize(page.root) + "\n").encode()


def _landmarks(book: Book, cover: Cover | None, pages: list[BookPage], last: NavPoint) -> list[Landmark]:
    contents = Landmark("toc", message("contents", book.language), NAV)
    start = [Landmark("bodymatter", book.title, pages[0].path)] if pages else []
    front = [Landmark("cover", message("cover", book.language), COVER_PAGE)] if cover else []
    return [*front, contents, *start, Landmark("colophon", last.title, last.target)]
