"""The navigation document and, for older reading systems, the NCX.

Sources: EPUB 3.3, clause 7 (navigation document) and 5.7.4 (landmarks); OPF 2.0.1, 2.4.1 (NCX).
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from koushu.epub.page import Page, render_page
from koushu.messages import message
from koushu.record import record
from koushu.xhtml import without_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@record
class NavPoint:
    """An entry of the table of contents."""

    title: str
    target: str
    """Path in the book, perhaps with a fragment."""
    children: tuple[NavPoint, ...] = ()
    language: str = ""
    """BCP 47 tag where it is not the book's."""


@record
class Landmark:
    """A place that reading systems offer by its kind."""

    kind: str
    """Term of the Structural Semantics Vocabulary: `cover`, `toc`, `bodymatter`."""
    title: str
    target: str


def nav_document(
    page: Page,
    points: Sequence[NavPoint],
    landmarks: Sequence[Landmark],
    stylesheets: Sequence[str],
    page_breaks: Sequence[Landmark] = (),
) -> str:
    """Return the navigation document; the page's title is the heading of the contents."""
    heading = _text(page.title)
    body = [
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title"><h1 id="toc-title">{heading}</h1>',
        *_list(points),
        '</nav>\n<nav epub:type="landmarks" id="landmarks" hidden="hidden"><h2>',
        f"{heading}</h2>\n<ol>",
        *(
            f'<li><a epub:type="{mark.kind}" href="{_text(mark.target)}">{_text(mark.title)}</a></li>'
            for mark in landmarks
        ),
        "</ol></nav>",
        *(_page_list(page_breaks, message("page_list", page.language)) if page_breaks else ()),
    ]
    return render_page(page, "\n".join(body), stylesheets)


def _page_list(page_breaks: Sequence[Landmark], title: str) -> Iterator[str]:
    yield f'<nav epub:type="page-list" role="doc-pagelist" id="page-list" hidden="hidden"><h2>{_text(title)}</h2>\n<ol>'
    for one in page_breaks:
        yield f'<li><a href="{_text(one.target)}">{_text(one.title)}</a></li>'
    yield "</ol></nav>"


def _list(points: Sequence[NavPoint]) -> Iterator[str]:
    yield "<ol>"
    for point in points:
        language = (
            f' lang="{_text(point.language)}" xml:lang="{_text(point.language)}"' if point.language else ""
        )
        yield f'<li><a href="{_text(point.target)}"{language}>{_text(point.title)}</a>'
        if point.children:
            yield from _list(point.children)
        yield "</li>"
    yield "</ol>"


def ncx_document(identifier: str, title: str, language: str, points: Sequence[NavPoint]) -> str:
    """Return the NCX; `identifier` is the text of the book's `dc:identifier`."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{_text(language)}">',
        "<head>",
        f'<meta name="dtb:uid" content="{_text(identifier)}"/>',
        f'<meta name="dtb:depth" content="{_depth(points)}"/>',
        '<meta name="dtb:totalPageCount" content="0"/>',
        '<meta name="dtb:maxPageNumber" content="0"/>',
        "</head>",
        f"<docTitle><text>{_text(title)}</text></docTitle>",
        "<navMap>",
    ]
    orders: dict[str, int] = {}
    lines += _nav_points(points, [0], orders)
    return "\n".join([*lines, "</navMap>", "</ncx>"]) + "\n"


def _nav_points(points: Sequence[NavPoint], count: list[int], orders: dict[str, int]) -> Iterator[str]:
    for point in points:
        count[0] += 1
        # The same place has the same order wherever it is named.
        order = orders.setdefault(point.target, len(orders) + 1)
        yield f'<navPoint id="point-{count[0]}" playOrder="{order}">'
        yield f'<navLabel><text>{_text(point.title)}</text></navLabel><content src="{_text(point.target)}"/>'
        yield from _nav_points(point.children, count, orders)
        yield "</navPoint>"


def _depth(points: Sequence[NavPoint]) -> int:
    return max((1 + _depth(point.children) for point in points), default=0)


def _text(text: str) -> str:
    return html.escape(without_forbidden(text))
