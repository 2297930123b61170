"""The cover of a book: the publisher's own image, else one drawn from its title."""

from __future__ import annotations

import hashlib
import html
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.books.cover import cover_svg
from koushu.books.drawing import convert_image
from koushu.config import EpubSettings, settings
from koushu.epub.media import EXTENSIONS, image_type
from koushu.epub.page import Page, relative, render_page
from koushu.page_store import note_outputs
from koushu.problems import Kind, Problem, report
from koushu.record import record
from koushu.staged_files import write_whole
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

    from koushu.epub.edition import Edition
    from koushu.epub.package import Book

STORE: Final = "covers"
"""Folder below the output in which drawn covers are kept."""


@record
class Cover:
    """A cover image and the words that stand for it."""

    path: str
    media_type: str
    data: bytes
    title: str
    language: str

    def page(self, path: str, stylesheets: Sequence[str]) -> str:
        """Return the cover's page."""
        image = (
            f'<section epub:type="cover" class="cover"><img src="{relative(path, self.path)}" '
            f'alt="{html.escape(self.title)}" role="doc-cover"/></section>'
        )
        return render_page(Page(path, self.title, self.language, "frontmatter"), image, stylesheets)


def find_cover(builder: Builder, book: Book, edition: Edition) -> Cover | None:
    """Return the cover: the image that `epub_cover` names, a drawn one, or none if `epub_draw_cover` is off.

    The image is that of the whole; the books of parts are told apart by drawn ones.
    """
    authors = ", ".join(person.name for person in book.creators)
    title = ", ".join(filter(None, (book.title, authors)))
    named = None if edition.part else builder.config.epub_cover
    data = _own_image(builder, str(named[0])) if named else b""
    if not data and settings(builder.config, EpubSettings).draw_cover:
        data = _drawn(builder, cover_svg(book.title, authors, pixels=edition.cover_width))
    kind = image_type(data) if data else ""
    return Cover(f"images/cover{EXTENSIONS[kind]}", kind, data, title, book.language) if kind else None


def _drawn(builder: Builder, svg: str) -> bytes:
    """Return a cover as PNG, since shops and shelves show no SVG; each is drawn once and kept."""
    kept = (
        Path(builder.outdir, STORE)
        / f"{hashlib.sha256(f'{__version__} {svg}'.encode()).hexdigest()[:24]}.png"
    )
    note_outputs(builder.config, [kept])
    if kept.is_file():
        return kept.read_bytes()
    data = convert_image(svg.encode(), ".svg", "png").data
    if data:
        write_whole(kept, data)
    return data or svg.encode()


def _own_image(builder: Builder, name: str) -> bytes:
    for folder in (Path(builder.srcdir), Path(builder.confdir)):
        path = folder / name
        if path.is_file() and image_type(path.read_bytes()):
            return path.read_bytes()
    message = f"epub_cover names {name!r}; expected an image file below the source folder. A cover was drawn instead."
    report(Problem(Kind.EPUB_IMAGE, 0, message), "conf.py")
    return b""
