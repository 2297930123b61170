"""The book around the text: half title, colophon, parts, indexes, themes, page numbers behind links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest

from fragments import pdf_pages, squeeze
from kitchen import png
from tools import require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


def _post(title: str, year: int, **fields: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: {title}\ndate: {year}-01-01\n{more}---\n\nWords of {title}.\n\n## Inner {title}\n\nMore.\n"


FILES: dict[str, str | bytes] = {
    "index.md": "# Book\n\nPreface words. See [Three](posts/c.md).\n\n```{post-list}\n```\n",
    "posts/a.md": _post("One", 2021, author="Ann", tags="[x, y]", series="Story"),
    "posts/b.md": _post("Two", 2022, author="Bob", tags="[x]", license="CC-BY-4.0"),
    "posts/c.md": _post("Three", 2021, author="Ann", tags="[z]", series="Story"),
}
CONF = {"project": "Paper", "author": "Ed", "language": "en", "copyright": "2024, Ed", "release": "3.1"}


def _pdf(made: Publication) -> pypdf.PdfReader:
    (path,) = made.out.glob("*.pdf")
    return pypdf.PdfReader(path)


def _titles(outline: list[object], level: int = 1) -> list[tuple[int, str]]:
    found = []
    for entry in outline:
        found += _titles(entry, level + 1) if isinstance(entry, list) else [(level, entry.title)]
    return found


def _pages(made: Publication) -> list[str]:
    require_pdftotext()
    (path,) = made.out.glob("*.pdf")
    return [squeeze(page) for page in pdf_pages(path)]


def test_front_matter(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="typstpdf", html_baseurl="https://example.org/", **CONF)
    assert made.warnings == []
    _cover, half_title, imprint, contents, *_ = _pages(made)
    assert half_title == "PaperEd" or half_title.startswith("Paper")
    for words in ("©2024,Ed", "CC-BY-4.0", "https://example.org/", "3.1·", "MadewithKoushu", "NotoSerifSC"):
        assert words in imprint
    assert contents.startswith("Contents")
    assert _pdf(made).page_labels[1:5] == ["i", "ii", "iii", "1"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("year", ["2021", "One", "Three", "2022", "Two"]),
        ("series", ["Story", "One", "Three", "Other", "Two"]),
        ("section", ["One", "Three", "Two"]),
        ("", ["One", "Three", "Two"]),
    ],
)
def test_parts(publication: Callable[..., Publication], rule: str, expected: list[str]) -> None:
    made = publication(FILES, builder="typstpdf", typst_part_by=rule, **CONF)
    assert made.warnings == []
    titles = _titles(_pdf(made).outline)
    shown = [title for _, title in titles if title in {*expected, "One", "Two", "Three"}]
    assert shown == expected
    parts = [title for level, title in titles if level == 1]
    divided = len(expected) > 3
    assert ("One" in parts) is not divided
    assert {level for level, title in titles if title == "Inner One"} == {3 if divided else 2}
    # What is not in a part stands beside the parts.
    assert {"Book", "Authors", "Tags"} <= set(parts)


def test_indexes_name_the_pages_of_posts(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="typstpdf", **CONF)
    pages = _pages(made)
    labels = _pdf(made).page_labels
    (tags,) = (page for page in pages if page.startswith("Tags"))
    numbers = {
        name: labels[i] for i, page in enumerate(pages) for name in ("One", "Two") if f"Wordsof{name}" in page
    }
    assert f"x{numbers['One']},{numbers['Two']}" in tags
    none = publication(FILES, builder="typstpdf", typst_indexes=[], **CONF)
    assert not [page for page in _pages(none) if page.startswith("Tags")]


def test_page_numbers_behind_links(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="typstpdf", typst_page_numbers=True, **CONF)
    pages, labels = _pages(made), _pdf(made).page_labels
    number = next(labels[i] for i, page in enumerate(pages) if "WordsofThree" in page)
    assert any(f"SeeThree(p.{number})." in page for page in pages)


@pytest.mark.parametrize(
    ("theme", "paper", "width"),
    [
        ("book", "a4", 595),
        ("book", "a5", 420),
        ("article", "us-letter", 612),
        ("phone", "", 255),
        ("phone", "a6", 298),
    ],
)
def test_themes_and_papers(
    publication: Callable[..., Publication], theme: str, paper: str, width: int
) -> None:
    made = publication(FILES, builder="typstpdf", typst_theme=theme, typst_papersize=paper, **CONF)
    assert made.warnings == []
    assert {round(float(page.mediabox.width)) for page in _pdf(made).pages} == {width}


def test_two_sided_chapters_begin_on_the_right(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="typstpdf", typst_theme_options={"two-sided": True}, **CONF)
    assert made.warnings == []
    starts = [i + 1 for i, page in enumerate(_pages(made)) if "Wordsof" in page]
    assert all(number % 2 for number in starts)


def test_a_picture_on_the_cover(publication: Callable[..., Publication]) -> None:
    files = {**FILES, "cover.png": png(40, 30)}
    made = publication(files, builder="typstpdf", typst_cover="cover.png", **CONF)
    assert made.warnings == []
    assert len(_pdf(made).pages[0].images) == 1
    made = publication(FILES, builder="typstpdf", typst_cover="../../x.png", **CONF)
    assert any("typst_cover" in line for line in made.warnings)
