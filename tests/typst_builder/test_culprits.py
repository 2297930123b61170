"""A post that Typst cannot print, or not in time, is left out of the books, and nobody else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pypdf
import pytest

from koushu.typst_builder import compiler as compiler_module
from koushu.typst_builder.translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conftest import Publication

pytest.importorskip("resource", reason="no limit of processor time on this system")

SLOW = "for a in range(100000) { for b in range(100000) { str(a) } }"
# One that passes alone, three of which are too much for a book.
LONG = "for a in range(1200) { for b in range(1000) { str(a) } }"
BROKEN = 'panic("no")'
POSTS = {
    "index.md": "# Home\n\nWords of home. [To the bad one](posts/b.md)\n\n```{post-list}\n```\n",
    "posts/a.md": "---\ntitle: First\ndate: 2024-01-01\n---\n\nWords of a[^n], see [bad](b.md#part).\n\n[^n]: Note.\n",
    "posts/b.md": "---\ntitle: Bad one\ndate: 2024-01-02\n---\n\n## Part\n\nBad words[^n].\n\n**CODE**\n\n"
    "[^n]: Note.\n",
    "posts/c.md": "---\ntitle: Third\ndate: 2024-01-03\n---\n\nWords of c.\n\n## Part\n\nSee [a](a.md), [b](b.md).\n",
}
Maker = Callable[..., "Publication"]


@pytest.fixture
def make(publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Return a function that builds a book in which `CODE` of a post is code of Typst."""
    written = TypstTranslator.add_text

    def made(code: str, files: dict[str, str], **conf: object) -> Publication:
        def add_text(translator: TypstTranslator, text: str) -> None:
            if text == "CODE":
                translator.place_anchors()
                translator.code.add(code)
            else:
                written(translator, text)

        monkeypatch.setattr(TypstTranslator, "add_text", add_text)
        monkeypatch.setattr(compiler_module, "_SECONDS", 3.0)
        monkeypatch.setattr(compiler_module, "_SHARE", 1.0)
        return publication(files, builder="typstpdf", project="Book", **conf)

    return made


def text_of(pdf: Path) -> str:
    """Return the text of a PDF."""
    return "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def said(made: Publication) -> Sequence[str]:
    """Return what a build says of books."""
    return [line for line in made.warnings if "typst." in line]


@pytest.mark.parametrize("code", [SLOW, BROKEN])
def test_a_post_that_cannot_be_printed_is_left_out(make: Maker, code: str) -> None:
    made = make(code, POSTS)
    (line,) = said(made)
    assert line.startswith(
        f"posts/b.md:{1 if code == SLOW else 10}: WARNING: The book is made without this post: "
    )
    assert "[typst.left_out]" in line
    text = text_of(made.out / "book.pdf")
    for words in ("Words of home", "Words of a", "Words of c", "Bad one", "could not be printed"):
        assert words in text
    assert "Bad words" not in text
    assert said(made.rebuild()) == [line]


def test_several_that_cannot_be_printed_are_left_out(make: Maker) -> None:
    more = {f"posts/b{number}.md": POSTS["posts/b.md"].replace("Bad", f"Bad {number}") for number in range(4)}
    made = make(BROKEN, {**POSTS, **more})
    assert sorted(line.partition(":")[0] for line in said(made)) == sorted(["posts/b.md", *more])
    assert "Words of c" in text_of(made.out / "book.pdf")


def test_of_those_that_are_slow_together_some_are_left_out(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {f"posts/b{number}.md": POSTS["posts/b.md"].replace("Bad", f"Bad {number}") for number in range(6)}
    made = make(LONG, {**POSTS, **more})
    left_out = [line.partition(":")[0] for line in said(made)]
    assert left_out
    assert not {"posts/a.md", "posts/c.md", "index.md"} & {*left_out}
    text = text_of(made.out / "book.pdf")
    assert "Words of a" in text
    assert "Words of c" in text


def test_the_book_of_a_post_that_cannot_be_printed_is_not_made(make: Maker) -> None:
    made = make(SLOW, POSTS, posts_parts=["post"])
    assert "Words of c" in text_of(made.out / "book.pdf")
    found = sorted(path.name for path in made.out.rglob("*.pdf"))
    assert "b.pdf" not in found
    assert any(line.startswith("posts/b.md:1: WARNING: Typst made no PDF") for line in said(made))
