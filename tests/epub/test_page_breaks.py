"""The EPUB tells where the pages of the PDF begin, and only where that is certain."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from epub_checks import findings, second_opinion
from fragments import pdf_pages
from kitchen import CONF, FILES
from koushu.epub.links import BookPage
from koushu.epub.page_breaks import mark_page_breaks, squeeze
from koushu.epub.printed_pages import PrintedPage, printed_pages
from koushu.xhtml import serialize
from tools import require_module, require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

HTML = "http://www.w3.org/1999/xhtml"
MARK = '<span id="page-{0}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{0}"></span>'
LONG = "The first paragraph of a page, and long enough to be found again without any doubt. "


def marked(body: str, *pages: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return a body with its marks, and the addresses of the page list."""
    root = ET.fromstring(f'<html xmlns="{HTML}"><body>{body}</body></html>')
    printed = [PrintedPage(str(number), lines) for number, lines in enumerate(pages, 1)]
    found = mark_page_breaks([BookPage("a.xhtml", "a.xhtml", root)], printed)
    text = serialize(root).partition("<body>")[2].removesuffix("</body></html>")
    return text, [one.target for one in found]


CASES = [
    (
        f"<p>{LONG}</p><p>Second paragraph, which is short.</p>",
        [(LONG,), ("Running head", "Second paragraph, which", "is short.")],
        f"{MARK.format(1)}<p>{LONG}</p>{MARK.format(2)}<p>Second paragraph, which is short.</p>",
    ),
    (
        "<p>One two three <em>four five</em> six seven eight.</p>",
        [("One two three four",), ("five six seven eight.",)],
        f"{MARK.format(1)}<p>One two three <em>four {MARK.format(2)}five</em> six seven eight.</p>",
    ),
    (
        "<p>before it <b>x</b>after the picture stands this</p>",
        [("before it x",), ("after the picture stands this",)],
        f"{MARK.format(1)}<p>before it <b>x</b>{MARK.format(2)}after the picture stands this</p>",
    ),
    (
        "<h2><b>Heading of it all</b></h2><p>and words</p>",
        [("Heading of it all", "and words")],
        f"{MARK.format(1)}<h2><b>Heading of it all</b></h2><p>and words</p>",
    ),
    ("<p>words that no page has</p>", [("quite other words here",)], "<p>words that no page has</p>"),
]


@pytest.mark.parametrize(("body", "pages", "expected"), CASES)
def test_a_page_begins_where_its_words_do(body: str, pages: list[tuple[str, ...]], expected: str) -> None:
    text, targets = marked(body, *pages)
    assert text == expected
    assert len(targets) == expected.count("aria-label")
    assert targets == [f"a.xhtml#page-{number}" for number in re.findall(r'id="page-(\d+)"', text)]


def test_a_title_in_a_list_is_not_the_chapter() -> None:
    body = (
        f"<ul><li>A title of a chapter</li></ul><p>Other words.</p><h1>A title of a chapter</h1><p>{LONG}</p>"
    )
    text, _ = marked(body, ("A title of a chapter", LONG))
    assert f"{MARK.format(1)}<h1>" in text


def test_pages_keep_their_order() -> None:
    again = "The same words stand on two pages of it."
    _, targets = marked(f"<p>{again}</p><p>{LONG}</p><p>{again}</p>", (again, LONG), (again,))
    assert targets == ["a.xhtml#page-1", "a.xhtml#page-2"]


def test_what_is_no_pdf_has_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert printed_pages(tmp_path / "a.pdf") == []
    assert printed_pages(tmp_path / "none.pdf") == []


@pytest.fixture(scope="module")
def books(shared_publication: Callable[..., Publication]) -> tuple[Path, Path]:
    """Return the PDF and the EPUB of one publication."""
    require_module("typst", "pip install typst")
    pdf = shared_publication(FILES, "typstpdf", **CONF).out / "book.pdf"
    return pdf, shared_publication(FILES, "epub", epub_page_source=str(pdf), **CONF).out / "book.epub"


def test_each_mark_stands_before_the_first_words_of_its_page(books: tuple[Path, Path]) -> None:
    require_pdftotext()
    pdf, epub = books
    printed = {page.label: index for index, page in enumerate(printed_pages(pdf))}
    texts = pdf_pages(pdf)
    # Pages before the body are numbered by themselves.
    texts = texts[len(texts) - 1 - len(printed) :]
    with ZipFile(epub) as book:
        nav = book.read("nav.xhtml").decode().partition('epub:type="page-list"')[2]
        listed = re.findall(r'href="([^"#]+)#([^"]+)">(\d+)<', nav)
        # The two last pages are indexes, which the EPUB has no use for.
        assert [label for _, _, label in listed] == list(printed)[:-2]
        assert len(listed) > 3
        for path, name, label in listed:
            behind = book.read(path).decode().partition(f'id="{name}"')[2].partition("</span>")[2]
            words = html.unescape(squeeze(re.sub(r"<[^>]+>", "", behind)))
            lines = texts[printed[label]].splitlines()[:-1]
            openings = [squeeze("".join(lines[head:]))[:10] for head in range(len(lines))][:4]
            assert any(words.startswith(opening) for opening in openings), label
        opf = book.read("content.opf").decode()
    assert '<meta property="pageBreakSource">book.pdf</meta>' in opf
    assert ">pageBreakMarkers<" in opf


@pytest.mark.java
def test_validators_have_nothing_to_say(books: tuple[Path, Path]) -> None:
    assert findings(books[1]) == []
    assert second_opinion(books[1]) == []
