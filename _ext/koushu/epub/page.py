"""One page of the book as an XHTML document."""

from __future__ import annotations

import html
import posixpath
from typing import TYPE_CHECKING, Final

from koushu.epub.cleaning import clean
from koushu.epub.semantics import annotate, mark_chapter
from koushu.record import record
from koushu.xhtml import EPUB, XHTML, parse_fragment, serialize_content, without_forbidden

if TYPE_CHECKING:
    from collections.abc import Sequence


_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@record
class Page:
    """What a page says of itself, beside its body."""

    path: str
    """Where it stands in the book, with forward slashes."""
    title: str
    language: str
    """BCP 47 tag."""
    epub_type: str = ""
    """Space-separated terms of the EPUB Structural Semantics Vocabulary for the body."""


def clean_body(markup: str, *, chapter: bool = False) -> str:
    """Return the HTML writer's body as valid XHTML with the roles a reading system needs."""
    body = parse_fragment(markup)
    clean(body)
    annotate(body)
    if chapter:
        mark_chapter(body)
    return serialize_content(body)


def render_page(page: Page, body: str, stylesheets: Sequence[str]) -> str:
    """Return a whole document around a clean body; `stylesheets` are paths in the book.

    Source: EPUB 3.3, clause 6.1; `lang` and `xml:lang` both, as HTML's polyglot markup asks.
    """
    links = "".join(
        f'<link rel="stylesheet" type="text/css" href="{html.escape(relative(page.path, sheet))}"/>\n'
        for sheet in stylesheets
    )
    language = html.escape(page.language)
    direction = ' dir="rtl"' if page.language.partition("-")[0].lower() in _RIGHT_TO_LEFT else ""
    kind = f' epub:type="{page.epub_type}"' if page.epub_type else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{EPUB}" lang="{language}" xml:lang="{language}"{direction}>\n'
        f"<head>\n<title>{html.escape(without_forbidden(page.title), quote=False) or '–'}</title>\n{links}</head>\n"
        f"<body{kind}>\n{body.strip()}\n</body>\n</html>\n"
    )


def relative(from_page: str, to: str) -> str:
    """Return the relative address of one path of the book as seen from another."""
    return posixpath.relpath(to, posixpath.dirname(from_page) or ".")
