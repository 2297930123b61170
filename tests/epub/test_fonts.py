"""Fonts that a book carries: parts of the PDF's faces, for its own text, and nothing where nobody asks for them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont

from epub_checks import findings
from koushu.books.fonts import all_script_font_files, font_files
from koushu.epub.fonts import choose_faces, cut_fonts, declare_fonts, set_in_fonts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

needs_fonts = pytest.mark.skipif(
    not font_files() or not all_script_font_files(),
    reason="fonts are missing; pip install -r requirements.txt",
)
FILES: dict[str, str | bytes] = {
    "index.md": "# 书\n\n```{post-list}\n```\n",
    "posts/a.md": "---\ntitle: 甲\ndate: 2024-01-02\n---\n\n正文有 *字* 与 **粗** 体，有 𠮷、한 与 ไทย。\n\n1. 一\n",
    "posts/b.md": "---\ntitle: Bee\ndate: 2024-03-04\nlang: en\n---\n\nWords, *slanted* and **bold**.\n",
}
CONF = {"project": "Paper", "language": "zh_CN", "posts_parts": ["post"], "epub_fonts": True}
# What is shown and in no text: marks of lists, and joiners, which fonts for other scripts have to have.
MARKERS = set("0123456789.•◦▪ \u200c\u200d")


@pytest.fixture(scope="module")
def made(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, builder="epub", **CONF)


def _fonts(book: ZipFile) -> dict[str, TTFont]:
    names = [name for name in book.namelist() if name.startswith("fonts/")]
    return {name.removeprefix("fonts/"): TTFont(io.BytesIO(book.read(name))) for name in names}


def _text(book: ZipFile) -> set[str]:
    pages = [ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
    return {char for page in pages for text in page.itertext() for char in text}


def _characters(font: TTFont) -> set[str]:
    return set(map(chr, font.getBestCmap()))


@needs_fonts
def test_every_character_has_a_font_and_no_font_has_others(made: Publication) -> None:
    for path in ("paper.epub", "downloads/posts/a/a.epub", "downloads/posts/b/b.epub"):
        book = ZipFile(made.out / path)
        text = _text(book)
        held = {name: _characters(font) for name, font in _fonts(book).items()}
        assert {char for char in text if char.isprintable()} <= set().union(*held.values()), path
        assert set().union(*held.values()) <= text | MARKERS, path
    # Chinese of the other post is in no font of this one.
    assert "粗" not in set().union(*held.values())


@needs_fonts
def test_the_package_and_the_style_sheet_name_them(made: Publication) -> None:
    book = ZipFile(made.out / "paper.epub")
    files = {name for name in book.namelist() if name.startswith("fonts/")}
    listed = dict(re.findall(r'href="(fonts/[^"]+)" media-type="([^"]+)"', book.read("content.opf").decode()))
    assert set(listed) == files
    assert {"fonts/serif.otf": "font/otf", "fonts/bold.ttf": "font/ttf"}.items() <= listed.items()
    css = book.read("styles/epub.css").decode()
    assert {f"fonts/{name}" for name in re.findall(r'url\("\.\./fonts/([^"]+)"\)', css)} == files
    assert re.search(r'^body \{ font-family: "Koushu Serif", "Koushu Text", .*serif; \}$', css, re.MULTILINE)
    assert "!important" not in css
    assert not re.search(r"font-family:\s*sans-serif", css)


@needs_fonts
def test_their_licence_travels_along(made: Publication) -> None:
    book = ZipFile(made.out / "paper.epub")
    for name, font in _fonts(book).items():
        assert re.match("Copyright|©", font["name"].getDebugName(0)), name
        assert "Open Font License" in font["name"].getDebugName(13), name
    colophon = book.read("colophon.xhtml").decode()
    assert "Noto Serif SC" in colophon
    assert "Noto Sans Thai" in colophon
    assert '<a href="https://openfontlicense.org/"' in colophon


@needs_fonts
def test_bold_is_bold(made: Publication) -> None:
    fonts = _fonts(ZipFile(made.out / "paper.epub"))
    name = fonts["bold.ttf"].getBestCmap()[ord("粗")]
    assert fonts["bold.ttf"]["glyf"][name].numberOfContours > 0
    thin = choose_faces({"一"})
    assert {face.role: face.weight for face in thin} == {"serif": 400, "sans": 400, "bold": 700}
    assert [face.role for face in choose_faces({"一"}, vertical=True)] == ["sans", "serif"]


@needs_fonts
def test_the_bytes_depend_on_the_text_alone(
    made: Publication, publication: Callable[..., Publication], tmp_path: Path
) -> None:
    again = publication(FILES, "epub", parallel=2, **CONF)
    for path in ("paper.epub", "downloads/posts/a/a.epub"):
        assert (again.out / path).read_bytes() == (made.out / path).read_bytes()
    faces = choose_faces(set("字한"))
    cut = [cut_fonts(faces, tmp_path / name) for name in ("one", "two", "two")]
    assert cut[0] == cut[1] == cut[2]


def test_nothing_is_embedded_unless_asked_for(publication: Callable[..., Publication]) -> None:
    book = ZipFile(publication(FILES, "epub", **{**CONF, "epub_fonts": False}).out / "paper.epub")
    assert not [name for name in book.namelist() if name.startswith("fonts/")]
    assert "@font-face" not in book.read("styles/epub.css").decode()
    assert "Noto" not in book.read("colophon.xhtml").decode()
    assert (declare_fonts([]), set_in_fonts("a { font-family: sans-serif }", [])) == (
        "",
        "a { font-family: sans-serif }",
    )


def test_fonts_that_are_not_installed_are_named(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koushu.epub.fonts.font_files", list)
    monkeypatch.setattr("koushu.epub.fonts.upright_font_files", tuple)
    built = publication(FILES, "epub", **CONF)
    assert [line for line in built.warnings if "[epub.font]" in line and "pylopdf-fonts-zh-cn" in line]
    assert not [name for name in ZipFile(built.out / "paper.epub").namelist() if name.startswith("fonts/")]


@needs_fonts
@pytest.mark.java
def test_epubcheck_finds_nothing_but_that_there_are_fonts(made: Publication) -> None:
    for path in ("paper.epub", "downloads/posts/b/b.epub"):
        # A usage note that stands wherever a style sheet brings a font.
        (note,) = findings(made.out / path)
        assert note.startswith("USAGE CSS-028: Use of Font-face declaration.")
