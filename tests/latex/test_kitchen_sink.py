"""Posts with every construct there is, through XeLaTeX: the words, links and numbers of the web pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from fragments import fragments, missing, pdf_pages, squeeze, strange_characters
from latex.test_book import typeset
from pdf_layout import links_of
from tools import require_pdftotext
from typst_builder.test_kitchen_sink import CONF, POSTS, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

pytestmark = [pytest.mark.tex, pytest.mark.slow]
# Right-to-left words come in the order of the page.
_LEFTWARD = re.compile(r"[\u0590-\u06ff]")


@pytest.fixture(scope="module")
def html(shared_publication: Callable[..., Publication]) -> Publication:
    pytest.importorskip("sphinx_design")
    return shared_publication(files(), builder="html", **CONF)


@pytest.fixture(scope="module")
def pdf(shared_publication: Callable[..., Publication]) -> Path:
    pytest.importorskip("sphinx_design")
    return typeset(shared_publication(files(), builder="latex", **CONF))


def _page(html: Publication, name: str) -> BeautifulSoup:
    page = BeautifulSoup(html.read(f"{name}.html"), "lxml").select_one("article.bd-article")
    for reading in page.select("rt"):
        # Beautiful Soup takes readings for no text of the page.
        reading.replace_with(reading.get_text())
    for quotation in page.select("q"):
        quotation.replace_with(f"“{quotation.get_text()}”")
    return page


@pytest.mark.parametrize("name", POSTS)
def test_every_word_is_in_the_pdf(html: Publication, pdf: Path, name: str) -> None:
    require_pdftotext()
    pages = pdf_pages(pdf)
    wanted = {piece for piece in fragments(str(_page(html, name)), "article") if not _LEFTWARD.search(piece)}
    assert len(wanted) > 5
    assert missing(sorted(wanted), pages) == []
    assert strange_characters("".join(pages)) == set()


def test_every_link_leads_somewhere(html: Publication, pdf: Path) -> None:
    links = links_of(pdf)
    assert links.broken == ()
    assert links.inside > 80
    addresses = {
        str(link["href"]).replace("%40", "@")
        for name in POSTS
        for link in _page(html, name).select("a[href]")
        if re.match(r"[a-z]+:", str(link["href"]))
    }
    assert addresses <= links.addresses


def test_the_numbers_are_those_of_the_web(html: Publication, pdf: Path) -> None:
    require_pdftotext()
    text = squeeze("".join(pdf_pages(pdf)))
    for name in POSTS:
        page = _page(html, name)
        for number in page.select(".caption-number"):
            assert squeeze(number.parent.get_text().removesuffix("#"))[:12] in text
        equations = [squeeze(number.get_text().removesuffix("#")) for number in page.select(".eqno")]
        assert [number for number in equations if number not in text] == []
