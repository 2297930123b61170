"""The cover of a book: the publisher's own image, else one drawn from its title."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.config import EpubSettings, settings
from koushu.cover import cover_svg
from koushu.drawing import convert_image
from koushu.epub.media import EXTENSIONS, image_type
from koushu.epub.page import Page, relative, render_page
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

    from koushu.epub.package import Book


@dataclass(frozen=True, slots=True)
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


def find_cover(builder: Builder, book: Book) -> Cover | None:
    """Return the cover: the image that `epub_cover` names, a drawn one, or none if `epub_draw_cover` is off."""
    authors = ", ".join(person.name for person in book.creators)
    title = ", ".join(filter(None, (book.title, authors)))
    named = builder.config.epub_cover
    data = _own_image(builder, str(named[0])) if named else b""
    if not data and settings(builder.config, EpubSettings).draw_cover:
        svg = cover_svg(book.title, authors).encode()
        # Shops and shelves show no SVG.
        data = convert_image(svg, ".svg", "png").data or svg
    kind = image_type(data) if data else ""
    return Cover(f"images/cover{EXTENSIONS[kind]}", kind, data, title, book.language) if kind else None


def _own_image(builder: Builder, name: str) -> bytes:
    for folder in (Path(builder.srcdir), Path(builder.confdir)):
        path = folder / name
        if path.is_file() and image_type(path.read_bytes()):
            return path.read_bytes()
    message = f"epub_cover names {name!r}; expected an image file below the source folder. A cover was drawn instead."
    report(Problem(Kind.EPUB_IMAGE, 0, message), "conf.py")
    return b""
