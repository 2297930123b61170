"""Whole books through XeLaTeX: no error, no character left out, every word there."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from kitchen import CONF, FILES
from koushu.latex.log import missing_characters
from tools import require_pdftotext, require_xelatex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

BLANKS = re.compile(r"\s+")


def typeset(built: Publication) -> Path:
    """Run the Makefile that Sphinx wrote; return the PDF."""
    require_xelatex()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "FORCE_SOURCE_DATE": "1"}
    run = subprocess.run(
        ["make", "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error"],
        cwd=built.out,
        env=environment,
        capture_output=True,
        check=False,
    )
    log = next(built.out.glob("*.log")).read_text(encoding="utf-8", errors="replace")
    assert run.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    assert missing_characters(log) == {}
    return next(
        path
        for path in built.out.glob("*.pdf")
        if path.name != "cover.pdf" and not path.name.startswith("image")
    )


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
    books = [typeset(publication(FILES, "latex", **CONF)).read_bytes() for _ in range(2)]
    assert books[0] == books[1]


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
    assert "\\koushunoimage{画}" in source
    assert len([line for line in built.warnings if "[latex.image]" in line]) == 2


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
