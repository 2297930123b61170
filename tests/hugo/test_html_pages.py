"""Pages that are written in HTML: where a site lets them in, cleaned like all raw HTML, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.hugo.html_pages import allows_html, is_html
from koushu.posts.catalogue import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

LET_IN = 'baseURL = "https://example.org/"\n[security]\nallowContent = [".*"]\n'
PAGE = """---
title: A page in HTML
tags: [html]
---
<h2 id="part">A part</h2>
<p onclick="steal()">Some <em>words</em> and a <a href="javascript:steal()">way</a>.</p>
<script>steal()</script>
<iframe src="https://example.com/"></iframe>
<table><tr><td>A cell</td></tr></table>

    <p>Not code: {{< highlight go >}}x := 1{{< /highlight >}}</p>
"""


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (None, False),
        ([], False),
        ([".*"], True),
        (["^text/html$"], True),
        (["text/markdown"], False),
        (["! ^text/org$"], True),
        (["! ^text/html$", "! ^text/org$"], False),
        ([".*", "! html"], False),
        (["("], False),
        ("text/.*", True),
    ],
)
def test_a_site_says_whether_it_has_such_pages(patterns: object, expected: bool) -> None:
    assert allows_html({} if patterns is None else {"allowcontent": patterns}) is expected  # type: ignore[dict-item]


def test_a_page_is_known_by_its_suffix() -> None:
    assert [is_html(name) for name in ("a.html", "A.HTM", "a.md", "html", "a.html.md")] == [True, True] + [
        False
    ] * 3


@pytest.mark.parametrize("builder", ["dirhtml", "text", "epub"])
def test_its_words_are_in_every_format_and_nothing_runs(
    publication: Callable[..., Publication], builder: str
) -> None:
    files = {
        "hugo.toml": LET_IN,
        "content/posts/a.html": PAGE,
        "content/posts/b.md": "---\ntitle: B\n---\nText.\n",
    }
    built = publication(files, builder=builder, hugo_site=".", extensions=["koushu"])
    made = {"dirhtml": "posts/a/index.html", "text": "posts/a.txt", "epub": "posts/a.xhtml"}
    text = built.read(made[builder])
    body = text[text.find("<article") : text.rfind("</article>")] if builder == "dirhtml" else text
    for words in ("A part", "Some", "words", "way", "A cell", "Not code"):
        assert words in body
    assert "steal" not in body
    assert "<iframe" not in body
    assert any("hugo.raw_html" in warning for warning in built.warnings)


def test_without_leave_it_is_withheld_by_name(publication: Callable[..., Publication]) -> None:
    files = {"hugo.toml": 'baseURL = "https://example.org/"\n', "content/posts/a.html": PAGE}
    built = publication(files, builder="dirhtml", hugo_site=".", extensions=["koushu"])
    assert [(one.path, one.reason) for one in catalogue_of(built.app).withheld] == [
        ("content/posts/a.html", "format")
    ]
    assert not (built.out / "posts/a").exists()
