"""What was said of a post is said again in each build, until it is mended."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

import pytest
from sphinx.util.logging import getLogger
from sphinx.util.logging import setup as logging_setup

from koushu.posts.rebuilding.said_again import Said, print_at_once
from koushu.running.log_lines import setup as log_lines_setup

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

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


@pytest.mark.parametrize("location", ["posts/a.md:3", "posts/c", ""])
@pytest.mark.parametrize("kind", [("hugo", "gone"), ("hugo", ""), ("", "")])
def test_what_is_printed_at_once_is_what_sphinx_prints(
    publication: Callable[..., Publication], location: str, kind: tuple[str, str]
) -> None:
    app = publication(FILES).app
    said = [
        Said(level, "a fault\nof \x1b[1m two lines ", *kind, location)
        for level in (logging.WARNING, logging.ERROR)
    ]
    stream = io.StringIO()
    logging_setup(app, io.StringIO(), stream)
    log_lines_setup(app)
    counts = []
    for print_them in (_log, print_at_once):
        before = app._warncount
        print_them(app, said)
        counts.append(app._warncount - before)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines()
    assert counts == [2, 2]
    assert lines[:2] == lines[2:]
    assert len(lines) == 4


def _log(_app: Sphinx, said: list[Said]) -> None:
    for one in said:
        getLogger("koushu").log(
            one.level, one.message, type=one.type, subtype=one.subtype, location=one.location
        )
