"""The last page of a book: who made it, what may be done with it, where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from epub_checks import findings
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/"
FILES: dict[str, str | bytes] = {
    "index.md": "# 书\n\n```{post-list}\n```\n",
    "posts/a.md": "---\ntitle: 甲\nauthor: 周 & 敏\ndate: 2024-01-02\nlicense: CC-BY-SA-4.0\n---\n\n正文。\n",
    "posts/b.md": "---\ntitle: B\nauthor: Ann\ndate: 2024-03-04\nlang: en\n---\n\nWords.\n",
    "posts/colophon.md": "---\ntitle: 后记\ndate: 2024-01-01\n---\n\n一篇。\n",
}
CONF = {
    "project": "Paper",
    "author": "编者",
    "epub_author": "编者",
    "language": "zh_CN",
    "version": "2.1",
    "release": "2.1",
    "html_baseurl": "https://example.org/a/",
    "copyright": "编者",
    "posts_parts": ["post"],
}


@pytest.fixture(scope="module")
def made(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, builder="epub", **CONF)


def _page(path: ZipFile) -> ET.Element:
    return ET.fromstring(path.read("colophon.xhtml"))


def _lines(root: ET.Element) -> dict[str, tuple[str, str]]:
    """Return what each line tells, with its address."""
    found = {}
    for term, words in zip(root.iter(f"{XHTML}dt"), root.iter(f"{XHTML}dd"), strict=True):
        link = words.find(f"{XHTML}a")
        found[term.text] = ("".join(words.itertext()), "" if link is None else link.get("href"))
    return found


def test_the_last_page_says_what_that_of_the_pdf_says(made: Publication) -> None:
    root = _page(ZipFile(made.out / "paper.epub"))
    assert root.get("lang") == "zh-CN"
    assert root.find(f".//{XHTML}h1").text == "版权页"
    assert _lines(root) == {
        "作者": ("编者", ""),
        "版权": ("© 编者", ""),
        "许可": ("CC-BY-SA-4.0", LICENSE),
        "网址": ("https://example.org/a/", "https://example.org/a/"),
        "版次": ("2.1 · 2024年3月4日", ""),
        "制作": (f"Koushu {__version__}", ""),
    }


def test_it_is_read_last_and_listed_last(made: Publication) -> None:
    book = ZipFile(made.out / "paper.epub")
    opf = book.read("content.opf").decode()
    identifier = re.search(r'<item id="([^"]+)" href="colophon.xhtml"', opf)[1]
    order = re.findall(r"<itemref [^>]*>", opf)
    assert f'idref="{identifier}"' in order[-1]
    assert "linear" not in order[-1]
    section = _page(book).find(f".//{XHTML}section")
    assert (section.get(EPUB_TYPE), section.get("role")) == ("colophon", "doc-colophon")
    contents, landmarks = ET.fromstring(book.read("nav.xhtml")).iter(f"{XHTML}nav")
    for one in (contents, landmarks):
        link = list(one.iter(f"{XHTML}a"))[-1]
        assert (link.text, link.get("href")) == ("版权页", "colophon.xhtml")
    assert '<content src="colophon.xhtml"/>' in book.read("toc.ncx").decode()


def test_that_of_a_post_speaks_of_the_post(made: Publication) -> None:
    book = ZipFile(made.out / "downloads/posts/b/b.epub")
    lines = _lines(_page(book))
    assert lines["作者"] == ("Ann", "")
    assert lines["版次"] == ("2.1 · 2024年3月4日", "")
    assert "许可" not in lines
    assert 'lang="zh-CN" xml:lang="zh-CN">版权页' in book.read("nav.xhtml").decode()


def test_a_post_of_the_same_name_keeps_its_page(publication: Callable[..., Publication]) -> None:
    files = {"index.md": "# Book\n", "colophon.md": "# Afterword\n\nThanks to all.\n"}
    book = ZipFile(next(publication(files, "epub", language="en", exclude_patterns=[]).out.glob("*.epub")))
    assert "Made with" in book.read("colophon.xhtml").decode()
    assert "Thanks to all" in book.read("colophon-page.xhtml").decode()


@pytest.mark.java
def test_epubcheck_finds_nothing(made: Publication) -> None:
    for path in ("paper.epub", "downloads/posts/b/b.epub", "downloads/posts/colophon/colophon.epub"):
        assert findings(made.out / path) == []
