"""Raw HTML in formats that have none: no word of it is missing, and nothing of it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.hugo.raw_text import read_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: Raw
---

<div class="x">
Block <b>bold</b> and <a href="https://x.org/">link</a>.
<table><tr><td>cell</td><td>two</td></tr></table>
</div>

<p align="center">Centred<br>lines</p>
"""
MARKUP = {"goldmark": {"renderer": {"unsafe": True}}}


@pytest.mark.parametrize(("builder", "name"), [("text", "a.txt"), ("latex", "projectnamenotset.tex")])
def test_a_block_is_printed(publication: Callable[..., Publication], builder: str, name: str) -> None:
    built = publication(
        {"a.md": POST, "index.md": "# Home\n\n```{toctree}\na\n```\n"},
        builder,
        extensions=["koushu.hugo"],
        html_theme="basic",
        hugo_markup=MARKUP,
    )
    words = " ".join(path.read_text() for path in built.out.rglob(name.replace("projectnamenotset", "*")))
    for word in ("Block", "bold", "link", "cell", "two", "Centred", "lines"):
        assert word in words, word
    # Sphinx prints no addresses in plain text.
    assert builder == "text" or "https://x.org/" in words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b></p><p>c", ["a <strong>b</strong>", "c"]),
        ("</div>", []),
        ("<i>a<b>b</i>c", ["<emphasis>a<strong>b</strong></emphasis>c"]),
        ("<script>x()</script><a href='javascript:x'>y</a>", ["<inline>y</inline>"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<b>a<p>b</b>", ["<strong>a</strong>", "b"]),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    made = read_paragraphs(html)
    assert ["".join(map(str, paragraph.children)) for paragraph in made] == expected
