"""Whole books through XeLaTeX: no error, no character left out, every word there."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from kitchen import CONF, FILES
from tools import require_pdftotext
from xelatex import typeset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

BLANKS = re.compile(r"\s+")


def words(pdf: Path) -> str:
    """Return the text of a PDF without blanks."""
    run = subprocess.run([require_pdftotext(), "-raw", str(pdf), "-"], capture_output=True, check=True)
    return BLANKS.sub("", run.stdout.decode())


@pytest.mark.tex
@pytest.mark.slow
def test_a_chinese_book_of_hard_content(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "latex", **CONF)
    text = words(typeset(built))
    for fragment in (
        "目录",
        "中文文件名",
        "访谈：硬内容&<标签>",
        "导言一段，有强调与粗体，和代码code。",
        "列表二",
        "第二句话",
        "编者的旁白。",
        "完了——“好”……don’t。",
        "脚注一，含链接。",
        "脚注二。",
        "defhello(name):",
        "2024年5月6日",
        "“Don’t,”shesaid—“it’snaïve…”Some中文inside.",
        "Special:#$%&_~^@\\{}<>",
        "Definition",
        "open",
        "struck",
        "Inside.",
    ):
        assert BLANKS.sub("", fragment) in text, fragment
    assert "Chapter" not in text
    assert "CHAPTER" not in text
    assert "Contents" not in text


@pytest.mark.tex
@pytest.mark.slow
def test_an_english_book(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "latex", **{**CONF, "language": "en", "project": "Talks"})
    text = words(typeset(built))
    assert "Contents" in text
    assert "目录" not in text
    assert "第二句话" in text


@pytest.mark.tex
def test_an_empty_book(publication: Callable[..., Publication]) -> None:
    typeset(publication({}, "latex", language="en", project="Nothing yet"))


@pytest.mark.tex
@pytest.mark.slow
def test_two_books_have_the_same_bytes(publication: Callable[..., Publication]) -> None:
    """In other folders, at other times, in other time zones, read by one process or by two."""
    first = typeset(publication(FILES, "latex", **CONF), TZ="Asia/Shanghai")
    second = typeset(publication(FILES, "latex", parallel=2, **CONF), TZ="America/New_York")
    assert first.read_bytes() == second.read_bytes()
    assert typeset_again(first, SOURCE_DATE_EPOCH="1000000000") != second.read_bytes()


def typeset_again(pdf: Path, **environment: str) -> bytes:
    """Return the bytes of a PDF made once more from the same document."""
    command = ["xelatex", "-interaction=batchmode", pdf.stem]
    subprocess.run(
        command, cwd=pdf.parent, env={**os.environ, **environment}, capture_output=True, check=False
    )
    return pdf.read_bytes()


def test_characters_that_no_font_has_are_named(publication: Callable[..., Publication]) -> None:
    post = "---\ntitle: A\n---\n\nAncient 𒀀.\n\nRare \U00030001.\n"
    built = publication({"posts/a.md": post}, "latex", project="X")
    (line,) = [line for line in built.warnings if "[latex.character]" in line]
    assert "posts/a.md:5" in line
    assert "𒀀 (U+12000), \U00030001 (U+30001)" in line


def test_a_broken_image_is_described(publication: Callable[..., Publication]) -> None:
    post = "---\ntitle: A\n---\n\n![坏图](bad.png) ![画](bad.svg)\n"
    files = {"posts/a/index.md": post, "posts/a/bad.png": b"no", "posts/a/bad.svg": b"<svg"}
    built = publication(files, "latex", project="X")
    source = built.read("x.tex")
    assert "\\koushunoimage{坏图}" in source
    # A drawing that is none is told of before any format is made.
    assert "{画}" in source
    assert [line for line in built.warnings if "bad.svg" in line]
    assert len([line for line in built.warnings if "[latex.image]" in line]) == 1


def test_a_bibliography_stays_in_its_place(publication: Callable[..., Publication]) -> None:
    reference = "@book{a, author={A. Author}, title={Title}, year={2000}, publisher={P}}"
    post = (
        "---\ntitle: A\n---\n\nSee {cite}`a`.\n\n## Sources\n\n```{bibliography}\n```\n\n## After\n\nEnd.\n"
    )
    built = publication(
        {"posts/a.md": post, "refs.bib": reference}, "latex", project="X", bibtex_bibfiles=["refs.bib"]
    )
    source = built.read("x.tex")
    assert (
        source.index("{Sources}") < source.index("\\begin{sphinxthebibliography}") < source.index("{After}")
    )


def test_formulas_have_the_numbers_of_the_web_site(publication: Callable[..., Publication]) -> None:
    post = "---\ntitle: A\n---\n\n```{math}\n:label: one\nx = 1\n```\n\nSee {eq}`one`.\n"
    source = publication(
        {"posts/a.md": post}, "latex", project="X", hugo_directives=["math"], hugo_roles=["eq"]
    )
    assert "\\tag{1}" in source.read("x.tex")


def test_a_book_has_a_colophon_and_indexes(publication: Callable[..., Publication]) -> None:
    post = "---\ntitle: T{0}\ndate: 2024-05-0{0}\nauthor: 甲 & {0}\ntags: [城 #{0}, 水]\n---\n\nWords.\n"
    files = {f"posts/a_{number}.md": post.format(number) for number in (1, 2, 3)}
    conf = {"language": "zh_CN", "author": "编者", "copyright": "2024 编者", "posts_license": "CC BY 4.0"}
    built = publication(files, "latex", project="X", **conf)
    colophon = built.read("x-colophon.def")
    assert "\\koushucolophonline{作者}{编者}" in colophon
    assert "{\\sphinxhref{https://creativecommons.org/licenses/by/4.0/}{CC BY 4.0}}" in colophon
    assert "2024年5月3日" in colophon
    indexes = built.read("x-indexes.def")
    assert "\\koushuindexline{甲 \\& 2}{\\hyperref[\\detokenize{posts/a_2::doc}]" in indexes
    assert "{城 \\#3}" in indexes
    assert "\\label{\\detokenize{posts/a_2::doc}}" in built.read("x.tex")


def test_the_pdf_bears_the_time_of_its_posts(publication: Callable[..., Publication]) -> None:
    post = "---\ntitle: A\ndate: 2001-02-03T04:05:06Z\n---\n\nWords.\n"
    built = publication({"posts/a.md": post}, "latex", project="X")
    assert "$ENV{'SOURCE_DATE_EPOCH'} = '981173106' unless $ENV{'SOURCE_DATE_EPOCH'};" in built.read(
        "latexmkrc"
    )
