"""Nicks in angle brackets and paragraphs in HTML that are talk come out with every word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from koushu.dialogue import nodes as own
from koushu.hugo.dialect.typed_talk import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

LOG = "[20:01] <quill> right, shall we?\n[20:02] <mab_> hi\n[20:02] <quill> first the *release*\n"
PAGE = (
    "<p><strong>Ana:</strong> Is it 2*3 or [4]?</p>\n\n<p><b>Bo:</b> It <em>is</em> 2*3*4 &amp; more.</p>\n"
    "<p><strong>Ana:</strong> Why?</p>\n\n<p><b>Bo:</b> Because.</p>\n"
)
HEAD = "---\ntitle: A conversation\n---\n\n"


def test_a_log_has_its_nicks_escaped() -> None:
    assert as_markdown(LOG) == (
        "[20:01] \\<quill> right, shall we?\n[20:02] \\<mab\\_> hi\n[20:02] \\<quill> first the *release*\n"
    )


def test_paragraphs_become_markdown_line_for_line() -> None:
    assert as_markdown(PAGE).split("\n") == [
        "**Ana:** Is it 2\\*3 or \\[4\\]?",
        "",
        "**Bo:** It *is* 2\\*3\\*4 &amp; more.\\",
        "**Ana:** Why?",
        "",
        "**Bo:** Because.",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<b> one\n<b> two\n<b> three\n",
        "<pell> once\n<oskar> once\n<bot> once\n",
        "<item> one\n</item>\n<item> two\n<item> three\n",
        "<pell> two\n<pell> lines\n",
        f"```\n{LOG}```\n",
        "<p><b>Note:</b> one</p>\n\n<p><b>Note:</b> two</p>\n\n<p><b>Note:</b> three</p>\n",
        "<p>one</p>\n\n<p>two</p>\n\n<p>three</p>\n",
        '<p class="x"><b>Ana:</b> a</p>\n' * 4,
        "",
        "<",
        "<p>" * 5000,
        "<p><b>" * 3000 + "\n",
    ],
    ids=range(12),
)
def test_what_is_not_certain_stays(text: str) -> None:
    assert as_markdown(text) == text


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_build_shows_and_names_them(publication: Callable[..., Publication], unsafe: bool) -> None:
    built = publication({"log.md": HEAD + LOG * 2, "page.md": HEAD + PAGE}, hugo_unsafe=unsafe)
    for name, labels, words in (
        ("log", ["quill", "mab_", "quill"] * 2, "right, shall we? hi first the release"),
        ("page", ["Ana", "Bo"] * 2, "2*3*4 & more."),
    ):
        tree = built.doctree(name)
        assert [turn["label"] for turn in tree.findall(own.turn)] == labels
        said = re.sub(r"\s+", " ", re.sub(r"\[20:0\d\] <\w+>", "", tree.astext()))
        assert words in said or all(word in said for word in words.split())


def test_read_as_hugo_does_they_are_html(publication: Callable[..., Publication]) -> None:
    built = publication({"page.md": HEAD + PAGE}, hugo_strict=True)
    assert not list(built.doctree("page").findall(own.turn))
