"""What was said of a post is said again in each build, until it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

FILES = {
    "posts/a.md": "---\ntitle: A\ndate: one fine day\n---\n\n[x](gone.md) ![y](gone.png)\n",
    "posts/b.md": "---\ntitle: B\n---\n\nText $\\nonsense{x}$ and {cite}`nobody`\n",
    "posts/c.md": "---\ntitle: C\n---\n\nText\n",
}
PASS = {"goldmark": {"extensions": {"passthrough": {"enable": True, "delimiters": {"inline": [["$", "$"]]}}}}}


@pytest.mark.parametrize("builder", ["html", "epub", "typst", "latex", "text"])
def test_an_unchanged_build_says_what_the_first_has_said(
    publication: Callable[..., Publication], builder: str
) -> None:
    first = publication(FILES, builder=builder, hugo_markup=PASS)
    assert len(first.warnings) >= 4
    second = first.rebuild()
    third = second.rebuild()
    assert sorted(first.warnings) == sorted(second.warnings) == sorted(third.warnings)


@pytest.mark.parametrize("builder", ["html", "typst"])
def test_what_is_mended_is_not_said_any_more(publication: Callable[..., Publication], builder: str) -> None:
    first = publication(FILES, builder=builder, hugo_markup=PASS)
    source = first.app.srcdir / "posts" / "a.md"
    source.write_text("---\ntitle: A\n---\n\nText\n", encoding="utf-8")
    second = first.rebuild()
    assert [line for line in second.warnings if "posts/a.md" in line] == []
    assert sorted(second.warnings) == sorted(line for line in first.warnings if "posts/a.md" not in line)
    (first.app.srcdir / "posts" / "b.md").unlink()
    assert second.rebuild().warnings == []


def test_a_faulty_bibliography_is_said_until_it_is_mended(publication: Callable[..., Publication]) -> None:
    files = {**FILES, "posts/x.bib": "@article{open, title={never"}
    first = publication(files, bibtex_bibfiles=["posts/x.bib", "posts/gone.bib"])
    second = first.rebuild()
    assert [line for line in first.warnings if "bib" in line]
    assert sorted(first.warnings) == sorted(second.warnings) == sorted(second.rebuild().warnings)


def test_another_builder_says_what_was_read_before(publication: Callable[..., Publication]) -> None:
    first = publication(FILES, builder="html", parallel=2, hugo_markup=PASS)
    second = first.rebuild()
    assert sorted(first.warnings) == sorted(second.warnings)


def test_a_warning_may_be_silenced_later(publication: Callable[..., Publication]) -> None:
    first = publication(FILES, hugo_markup=PASS, suppress_warnings=["hugo.date"])
    assert not [line for line in first.rebuild().warnings if "hugo.date" in line]


def test_warnings_of_a_hugo_site_are_of_its_documents(publication: Callable[..., Publication]) -> None:
    files = {f"site/content/{path}": text for path, text in FILES.items()}
    first = publication(files, hugo_site="site", builder="dirhtml")
    second = first.rebuild()
    source = first.app.srcdir / "site" / "content" / "posts" / "c.md"
    source.write_text("---\ntitle: C\n---\n\nMore text\n", encoding="utf-8")
    assert len(first.warnings) >= 4
    assert sorted(first.warnings) == sorted(second.warnings) == sorted(second.rebuild().warnings)
