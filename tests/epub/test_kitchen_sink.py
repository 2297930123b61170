"""Posts with every construct there is: the EPUB says what the web pages say, with the same numbers and links."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from epub_checks import findings, second_opinion, violations
from fragments import fragments, missing, squeeze, strange_characters
from kitchen_sink import CONF, POSTS, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import Tag

    from conftest import Publication


@pytest.fixture(scope="module")
def html(shared_publication: Callable[..., Publication]) -> Publication:
    pytest.importorskip("sphinx_design")
    return shared_publication(files(), builder="html", **CONF)


@pytest.fixture(scope="module")
def made(shared_publication: Callable[..., Publication]) -> Publication:
    pytest.importorskip("sphinx_design")
    return shared_publication(files(), builder="epub", posts_parts=["post"], **CONF)


@pytest.fixture(scope="module")
def pages(made: Publication) -> dict[str, BeautifulSoup]:
    with ZipFile(made.out / "book.epub") as book:
        return {
            name: BeautifulSoup(book.read(name), "xml") for name in book.namelist() if name.endswith(".xhtml")
        }


def _article(html: Publication, name: str) -> Tag:
    article = BeautifulSoup(html.read(f"{name}.html"), "lxml").select_one("article.bd-article")
    for reading in article.select("rt, rp"):
        # Beautiful Soup takes readings for no text of the page.
        reading.replace_with(reading.get_text())
    return article


def _text(page: BeautifulSoup) -> str:
    for reading in page.select("rt"):
        reading.replace_with(reading.get_text())
    for mark in page.select(".label, [role=doc-noteref], math"):
        mark.replace_with("\ue000")
    return page.get_text().replace("\ue000", "")


@pytest.mark.parametrize("name", POSTS)
def test_every_word_is_in_the_book(html: Publication, pages: dict[str, BeautifulSoup], name: str) -> None:
    wanted = set(fragments(str(_article(html, name)), "article"))
    text = _text(BeautifulSoup(str(pages[f"{name}.xhtml"]), "xml"))
    assert len(wanted) > 5
    assert missing(sorted(wanted), [text]) == []
    assert strange_characters(text) == set()


def test_the_warnings_are_those_of_the_web_pages(html: Publication, made: Publication) -> None:
    assert sorted(made.warnings) == sorted(html.warnings)


def test_every_link_reaches_its_place(pages: dict[str, BeautifulSoup]) -> None:
    places = {name: {element["id"] for element in page.find_all(id=True)} for name, page in pages.items()}
    followed = 0
    for name, page in pages.items():
        for link in page.find_all(href=True):
            address = str(link["href"])
            if link.name == "link" or re.match(r"[a-z]+:", address):
                continue
            path, _, fragment = address.partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
            )
            assert target in places, f"{name}: {address}"
            assert not fragment or unquote(fragment) in places[target], f"{name}: {address}"
            followed += 1
    assert followed > 80


@pytest.mark.parametrize("name", POSTS)
def test_every_link_of_the_web_page_is_there(
    html: Publication, pages: dict[str, BeautifulSoup], name: str
) -> None:
    article = _article(html, name)
    for added in article.select(".headerlink, .koushu-added, .post-header, .permalink, .reference.download"):
        added.decompose()
    page = pages[f"{name}.xhtml"]
    for added in page.select(".post-header"):
        added.decompose()

    def addresses(root: Tag) -> set[str]:
        return {
            unquote(str(link["href"]))
            for link in root.select("a[href]")
            if re.match(r"[a-z]+:", str(link["href"]))
        }

    assert addresses(article) <= addresses(page)
    inside = [link for link in article.select("a[href]") if not re.match(r"[a-z]+:", str(link["href"]))]
    kept = [link for link in page.select("a[href]") if not re.match(r"[a-z]+:", str(link["href"]))]
    assert len(kept) >= len(inside) > 1


@pytest.mark.parametrize("name", POSTS)
def test_the_numbers_are_those_of_the_web(
    html: Publication, pages: dict[str, BeautifulSoup], name: str
) -> None:
    def numbers(root: Tag) -> list[str]:
        found = root.select(".caption-number, .eqno, .footnote .label, .std-numref, [role=doc-noteref]")
        return [re.sub(r"[\[\]#]", "", squeeze(one.get_text())) for one in found]

    web = numbers(_article(html, name))
    assert web == numbers(pages[f"{name}.xhtml"])
    assert web


def test_every_image_is_described(pages: dict[str, BeautifulSoup]) -> None:
    texts = [image["alt"] for name in POSTS for image in pages[f"{name}.xhtml"].select("img")]
    assert not [text for text in texts if not text or "images/" in text]
    assert {"A JPEG picture", "A WebP picture"} <= set(texts)


@pytest.mark.java
def test_epubcheck_has_nothing_to_say(made: Publication) -> None:
    assert findings(made.out / "book.epub") == []
    assert findings(made.out / "downloads/posts/myst/myst.epub") == []


def test_epubcheck_ts_has_nothing_to_say(made: Publication) -> None:
    assert second_opinion(made.out / "book.epub") == []
    assert second_opinion(made.out / "downloads/posts/markdown/markdown.epub") == []


@pytest.mark.slow
def test_ace_finds_no_violation(made: Publication, tmp_path: Path) -> None:
    assert violations(made.out / "book.epub", tmp_path / "book") == []
    assert violations(made.out / "downloads/posts/markdown/markdown.epub", tmp_path / "post") == []
