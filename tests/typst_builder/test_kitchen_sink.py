"""Posts with every construct there is: the PDF says what the web pages say, with the same numbers and links."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from bs4 import BeautifulSoup

from fragments import fragments, missing, pdf_pages, squeeze, strange_characters
from kitchen_sink import CONF, POSTS, files
from pdf_layout import kinsoku_faults, lines_of, links_of
from tools import require_module, require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

# Formulas, and what is set elsewhere or otherwise on paper: right-to-left words come in the order of the page.
_UNLIKE = re.compile(r"[\u0590-\u06ff]")


@pytest.fixture(scope="module")
def html(shared_publication: Callable[..., Publication]) -> Publication:
    pytest.importorskip("sphinx_design")
    return shared_publication(files(), builder="html", **CONF)


@pytest.fixture(scope="module")
def book(shared_publication: Callable[..., Publication]) -> Publication:
    pytest.importorskip("sphinx_design")
    return shared_publication(files(), builder="typstpdf", **CONF)


@pytest.fixture(scope="module")
def pdf(book: Publication) -> Path:
    (path,) = book.out.glob("*.pdf")
    return path


def _page(html: Publication, name: str) -> BeautifulSoup:
    return BeautifulSoup(html.read(f"{name}.html"), "lxml").select_one("article.bd-article")


@pytest.mark.parametrize("reader", ["poppler", "pypdf"])
@pytest.mark.parametrize("name", POSTS)
def test_every_word_is_in_the_pdf(html: Publication, pdf: Path, name: str, reader: str) -> None:
    require_pdftotext()
    pages = (
        pdf_pages(pdf)
        if reader == "poppler"
        else [page.extract_text() for page in pypdf.PdfReader(pdf).pages]
    )
    page = _page(html, name)
    for reading in page.select("rt"):
        # Beautiful Soup takes readings for no text of the page.
        reading.replace_with(reading.get_text())
    for quotation in page.select("q"):
        quotation.replace_with(f"“{quotation.get_text()}”")
    wanted = {piece for piece in fragments(str(page), "article") if not _UNLIKE.search(piece)}
    assert len(wanted) > 5
    assert missing(sorted(wanted), pages) == []
    assert strange_characters("".join(pages)) == set()


def test_words_from_right_to_left_can_be_read(pdf: Path) -> None:
    require_pdftotext()
    run = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    text = re.sub(r"[\u200e-\u202e\s]+", "", run.stdout.decode())
    assert squeeze("العربية نص من اليمين إلى اليسار") in text


def test_the_warnings_are_those_of_the_web_pages(html: Publication, book: Publication) -> None:
    assert Counter(book.warnings) == Counter(html.warnings)


def test_every_link_leads_where_it_leads_on_the_web(html: Publication, pdf: Path) -> None:
    links = links_of(pdf)
    assert links.broken == ()
    assert links.inside > 80
    addresses = {
        str(link["href"]).replace("%40", "@")
        for name in POSTS
        for link in _page(html, name).select("a[href]")
        if re.match(r"[a-z]+:", str(link["href"]))
    }
    # A picture of another site is named, with a link to it.
    assert links.addresses == addresses | {"https://example.org/remote.png"}


def test_the_numbers_are_those_of_the_web(html: Publication, pdf: Path) -> None:
    require_pdftotext()
    text = squeeze("".join(pdf_pages(pdf)))
    for name in POSTS:
        page = _page(html, name)
        for number in page.select(".caption-number"):
            assert squeeze(number.parent.get_text().removesuffix("#"))[:12] in text
        equations = [squeeze(number.get_text().removesuffix("#")) for number in page.select(".eqno")]
        assert [number for number in equations if number not in text] == []
        for note in page.select("aside.footnote"):
            label = note.select_one(".label").get_text().strip("[]")
            first = squeeze(note.select_one("p").get_text())[:10]
            assert f"{label}{first}" in text


def test_no_line_begins_or_ends_with_a_mark_that_may_not(pdf: Path) -> None:
    assert kinsoku_faults(pdf) == []


def test_no_line_leaves_the_page(pdf: Path) -> None:
    width = float(pypdf.PdfReader(pdf).pages[0].mediabox.width)
    # The margins are 23 mm wide; half of a mark at the end of a line, which is blank, may stand in them.
    assert [line for line in lines_of(pdf) if line.right > width - 59 or line.left < 60] == []


def test_it_is_a_book_for_everyone(book: Publication, pdf: Path) -> None:
    assert not [line for line in book.warnings if "typst." in line]
    reader = pypdf.PdfReader(pdf)
    packet = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    root = reader.root_object
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "zh-CN"
    assert reader.metadata.title == "厨房"
    assert reader.outline
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert all(re.fullmatch(r"/[A-Z]{6}\+.*", name) for name in fonts)


def test_pdfua_finds_nothing(pdf: Path) -> None:
    require_module("pdfua", "pip install pdfua")
    command = [sys.executable, "-m", "pdfua", "check", str(pdf)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "errors=0 warnings=0 info=0" in run.stdout, run.stdout + run.stderr


def test_outloud_finds_no_error(pdf: Path) -> None:
    require_module("outloud", "pip install outloud")
    command = [str(Path(sys.executable).parent / "outloud"), "--fail-on", "error", str(pdf)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
