"""Whole books: valid, the same twice, with nothing that a book must not hold."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from epub_checks import findings
from kitchen import CONF, FILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

EXT = Path(__file__).parent.parent.parent / "_ext"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture
def book(publication: Callable[..., Publication]) -> ZipFile:
    return open_book(publication(FILES, "epub", **CONF))


def open_book(built: Publication) -> ZipFile:
    (path,) = built.out.glob("*.epub")
    return ZipFile(path)


def page(book: ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(name))


@pytest.mark.java
def test_epubcheck_finds_nothing(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "epub", **CONF)
    assert findings(next(built.out.glob("*.epub"))) == []


@pytest.mark.java
@pytest.mark.slow
def test_epubcheck_finds_nothing_in_trusted_raw_html(publication: Callable[..., Publication]) -> None:
    from cleaning_cases import read_cases

    body = "\n\n".join(f"<div>{written}</div>" for _, written, _ in read_cases() if "\x02" not in written)
    markup = {"goldmark": {"renderer": {"unsafe": True}}}
    post = f"---\ntitle: Soup\n---\n\n{body}\n"
    built = publication({"posts/soup.md": post}, "epub", hugo_markup=markup, hugo_trust_html=True)
    assert findings(next(built.out.glob("*.epub"))) == []


@pytest.mark.java
def test_epubcheck_finds_nothing_in_an_empty_book(publication: Callable[..., Publication]) -> None:
    built = publication({}, "epub", language="en")
    assert findings(next(built.out.glob("*.epub"))) == []


@pytest.mark.java
def test_epubcheck_finds_nothing_in_a_vertical_book(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "epub", **{**CONF, "language": "ja"}, epub_writing_mode="vertical")
    assert findings(next(built.out.glob("*.epub"))) == []


def _books(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.epub")}


@pytest.mark.slow
def test_the_bytes_depend_on_the_sources_alone(
    publication: Callable[..., Publication], tmp_path: Path
) -> None:
    """Another folder, time, time zone, language of the system, file mode and number of processes."""
    settings = {**CONF, "posts_parts": ["post", "section"]}
    first = publication(FILES, "epub", **settings)
    source = tmp_path / "otherwhere" / "源"
    shutil.copytree(first.app.srcdir, source)
    for path in source.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    extensions, suffixes = ["koushu", "sphinxcontrib.bibtex"], {".md": "hugo"}
    conf = {**settings, "extensions": extensions, "source_suffix": suffixes, "bibtex_bibfiles": []}
    (source / "conf.py").write_text("".join(f"{name} = {value!r}\n" for name, value in conf.items()))
    run = [sys.executable, "-W", "ignore", "-m", "sphinx", "-q", "-j2", "-b", "epub", str(source), "out"]
    surroundings = {"TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(EXT)}
    subprocess.run(
        run, cwd=tmp_path, env={**os.environ, **surroundings}, umask=0o077, check=True, capture_output=True
    )
    books = _books(first.out)
    assert len(books) == 5
    assert _books(tmp_path / "out") == books
    assert books == _books(publication(FILES, "epub", parallel=2, **settings).out)


def test_the_time_is_that_of_the_newest_post_or_the_given_one(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    newest = open_book(publication(FILES, "epub", **CONF))
    assert {entry.date_time for entry in newest.infolist()} == {(2024, 6, 1, 0, 0, 0)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    given = open_book(publication(FILES, "epub", **CONF))
    assert {entry.date_time for entry in given.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    assert "2023-11-14T22:13:20Z" in given.read("content.opf").decode()


def test_the_file_name_is_plain(publication: Callable[..., Publication]) -> None:
    assert [path.name for path in publication(FILES, "epub", **CONF).out.glob("*.epub")] == ["book.epub"]
    named = publication({}, "epub", project="My Café: Stories")
    assert [path.name for path in named.out.glob("*.epub")] == ["my-cafe-stories.epub"]


def test_no_script_and_nothing_from_elsewhere(book: ZipFile) -> None:
    names = book.namelist()
    assert all(name.isascii() for name in names)
    assert {name.rpartition(".")[2] for name in names} <= {
        "xhtml",
        "css",
        "png",
        "svg",
        "opf",
        "ncx",
        "xml",
        "mimetype",
    }
    for name in names:
        text = book.read(name).decode(errors="replace")
        assert "<script" not in text, name
        if name.endswith(".css"):
            assert "url(" not in text
            assert "@import" not in text
        elif name.endswith(".xhtml"):
            shown = [element.get("src", "") for element in page(book, name).iter() if "src" in element.attrib]
            assert not [source for source in shown if "//" in source]
    assert not {"genindex.xhtml", "search.xhtml"} & set(names)


def test_every_page_says_its_language(book: ZipFile) -> None:
    for name in book.namelist():
        if name.endswith(".xhtml"):
            root = page(book, name)
            language = "en" if "english" in name else "zh-CN"
            assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_the_navigation_names_every_post_in_the_order_of_the_book(book: ZipFile) -> None:
    root = page(book, "nav.xhtml")
    toc, landmarks = root.iter(f"{XHTML}nav")
    assert (toc.get(EPUB_TYPE), toc.get("role")) == ("toc", "doc-toc")
    titles = ["".join(link.itertext()) for link in toc.iter(f"{XHTML}a")]
    assert titles == ["书", "中文文件名", "An English post", "标题 & “q”", "访谈：硬内容 & <标签>", "版权页"]
    kinds = [link.get(EPUB_TYPE) for link in landmarks.iter(f"{XHTML}a")]
    assert kinds == ["cover", "toc", "bodymatter", "colophon"]
    assert "目录" in "".join(root.itertext())


def test_the_metadata_comes_from_the_posts(book: ZipFile) -> None:
    opf = book.read("content.opf").decode()
    for text in (
        "<dc:language>zh-CN<",
        "<dc:title>口述<",
        ">编者<",
        ">甲乙<",
        ">Ann<",
        "<dc:subject>测试<",
        "<dc:date>2024-05-05<",
    ):
        assert text in opf
    identifier = re.search(r"<dc:identifier[^>]*>([^<]+)<", opf)[1]
    assert identifier.startswith("urn:uuid:")
    assert f'name="dtb:uid" content="{identifier}"' in book.read("toc.ncx").decode()


def test_notes_pop_up(book: ZipFile) -> None:
    root = page(book, "posts/interview.xhtml")
    marks = [element for element in root.iter(f"{XHTML}a") if element.get(EPUB_TYPE) == "noteref"]
    notes = {
        element.get("id") for element in root.iter(f"{XHTML}aside") if element.get(EPUB_TYPE) == "footnote"
    }
    assert len(marks) == 3
    assert {mark.get("href").removeprefix("#") for mark in marks} == notes
    assert all(mark.get("role") == "doc-noteref" for mark in marks)


def test_pages_with_formulas_say_so(book: ZipFile) -> None:
    opf = book.read("content.opf").decode()
    assert re.search(r'href="posts/interview.xhtml"[^>]* properties="mathml"', opf)
    assert "MathML</meta>" in opf
    assert book.read("posts/interview.xhtml").decode().count("alttext=") == 2


def test_images_are_shown_or_described(book: ZipFile) -> None:
    text = book.read("posts/english/index.xhtml").decode()
    assert 'alt="A drawing"' in text
    assert '<a class="reference external" href="https://example.org/far.png">far</a>' in text
    assert ">gone<" in text
    drawing = next(name for name in book.namelist() if name.endswith(".svg"))
    assert "example.org" not in book.read(drawing).decode()


def test_forbidden_characters_are_named(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "epub", **CONF)
    assert any("U+0001, U+000B" in line and "[epub.character]" in line for line in built.warnings)


def test_a_cover_of_ones_own_is_taken(publication: Callable[..., Publication]) -> None:
    from kitchen import png

    built = publication({"front.png": png(9, 9)}, "epub", epub_cover=("front.png", ""))
    assert open_book(built).read("images/cover.png") == png(9, 9)


def test_a_missing_cover_is_named_and_drawn(publication: Callable[..., Publication]) -> None:
    built = publication({}, "epub", epub_cover=("nowhere.png", ""))
    assert any("nowhere.png" in line and "[epub.image]" in line for line in built.warnings)
    assert "cover.xhtml" in open_book(built).namelist()
