"""Every builder that Sphinx has carries hard content to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kitchen import CONF, FILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

# Faults of the content itself, which each builder names.
KNOWN = ("[hugo.", "[epub.character]", "[latex.character]", "[typst.", "[mathml.")
PAGES = ["html", "dirhtml", "singlehtml", "json", "pickle", "epub", "text", "man", "texinfo", "gettext"]
HELP = ["htmlhelp", "devhelp", "qthelp"]
TREES = ["xml", "pseudoxml", "latex", "typst", "dummy"]


@pytest.mark.parametrize("builder", [*PAGES, *HELP, *TREES])
def test_a_builder_carries_hard_content(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(FILES, builder, **CONF)
    assert built.app.statuscode == 0
    assert [line for line in built.warnings if not any(kind in line for kind in KNOWN)] == []


@pytest.mark.parametrize("builder", ["text", "singlehtml", "latex", "man", "texinfo"])
def test_the_talk_is_in_every_format(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(FILES, builder, **CONF)
    files = [path for path in built.out.rglob("*") if path.suffix in {".txt", ".html", ".tex", ".texi", ".1"}]
    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    if builder not in {"man", "texinfo"}:
        for words in ("第一句话", "列表二", "编者的旁白。", "中文文件名"):
            assert words in text


def test_the_single_page_holds_every_post(publication: Callable[..., Publication]) -> None:
    page = publication(FILES, "singlehtml", **CONF).read("index.html")
    for words in ("前言。", "中文文件名", "An English post", "第二句话"):
        assert words in page
