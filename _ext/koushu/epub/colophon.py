"""The colophon, the last page of a book: who made it, what may be done with it, and where it comes from."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from koushu.epub.fonts import LICENSE
from koushu.epub.navigation import NavPoint
from koushu.epub.page import Page, clean_body, render_page
from koushu.messages import message
from koushu.posts import book_matter
from koushu.posts.book import source_date
from koushu.posts.catalogue import site_language
from koushu.posts.header import printed_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.builders import Builder

    from koushu.epub.edition import Edition
    from koushu.posts.book_metadata import BookMetadata

COLOPHON: Final = "colophon.xhtml"
"""Where the page stands in every book."""


def colophon_point(builder: Builder, language: str) -> NavPoint:
    """Return the page's entry in the contents of a book in some language."""
    own = site_language(builder.config)
    return NavPoint(message("colophon", own), COLOPHON, (), own if own != language else "")


def colophon_page(
    builder: Builder,
    edition: Edition,
    about: BookMetadata,
    stylesheets: Sequence[str],
    fonts: Sequence[str] = (),
) -> str:
    """Return the page as an XHTML document; it says what the colophon of the PDF says.

    `fonts` are the names of those that the book carries.
    """
    language = site_language(builder.config)
    moment = source_date() or about.published
    day = printed_date(moment, language) if moment else ""
    docnames = [post.docname for post in edition.posts]
    lines = book_matter.colophon(builder, about, docnames, day)
    if fonts:
        words = message("colophon_parts", language, names=message("comma", language).join(fonts))
        lines.append((message("colophon_embedded", language), words, LICENSE))
    title = message("colophon", language)
    body = (
        '<section epub:type="colophon" role="doc-colophon" aria-labelledby="colophon-title" class="colophon">\n'
        f'<h1 id="colophon-title">{html.escape(title)}</h1>\n<dl>\n{_list(lines)}</dl>\n</section>'
    )
    page = Page(COLOPHON, title, language, "backmatter")
    return render_page(page, clean_body(body), stylesheets)


def _list(lines: Iterable[tuple[str, str, str]]) -> str:
    return "".join(
        f"<dt>{html.escape(label)}</dt><dd>{_linked(words, address)}</dd>\n"
        for label, words, address in lines
    )


def _linked(words: str, address: str) -> str:
    shown = html.escape(words)
    return f'<a href="{html.escape(address)}">{shown}</a>' if address else shown
