"""Emoji by name: what is read as one, and that the real Hugo reads the same."""

from __future__ import annotations

import html
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.dialect.emoji import find_emoji
from koushu.hugo.dialect.markdown import make_parser
from koushu.hugo.dialect.settings import read_markup
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

POST = """---
title: Emoji
---

## :tada: One thing

## :+1:

a:tada:b ::tada:: :nope: :TADA: \\:tada: 12:30:45 :100: :beetle: :egg: `:tada:` [s :smile:](http://x.y/:tada:)

| :tada: | http://x.y/:tada:/z |
|---|---|
| c:smile: | _:smile:_ |
"""


def test_names_between_colons() -> None:
    tokens = (
        make_parser(read_markup({}, emoji=True)).parseInline("a :tada: :nope: `:tada:`")[0].children or []
    )
    assert [(token.type, token.content) for token in tokens if token.content.strip()] == [
        ("text", "a "),
        ("emoji", "🎉"),
        ("text", " :nope: "),
        ("code_inline", ":tada:"),
    ]
    assert find_emoji("beetle") == "🪲"


def test_off_by_default() -> None:
    tokens = make_parser(read_markup({})).parseInline(":tada:")[0].children or []
    assert [token.type for token in tokens] == ["text"]


@pytest.mark.hugo
def test_hugo_reads_the_same(publication: Callable[..., Publication], tmp_path: Path) -> None:
    site = tmp_path / "hugo"
    (site / "content").mkdir(parents=True)
    (site / "layouts").mkdir()
    (site / "hugo.toml").write_text('baseURL = "https://example.org/"\nenableEmoji = true\n')
    (site / "layouts" / "single.html").write_text("{{ .Content }}")
    (site / "layouts" / "list.html").write_text("")
    (site / "content" / "a.md").write_text(POST, encoding="utf-8")
    subprocess.run([require_hugo(), "--quiet", "--source", str(site)], check=True, capture_output=True)
    theirs = (site / "public" / "a" / "index.html").read_text(encoding="utf-8")
    built = publication(
        {"a.md": POST}, extensions=["koushu.hugo"], html_theme="basic", hugo_emoji=True, hugo_strict=True
    )
    page = re.sub(r'<a class="headerlink".*?</a>', "", built.read("a.html"))
    ours = page[page.index("<h2") : page.index("</table>")]
    assert _words(ours) == _words(theirs)
    assert [i for i in re.findall(r'<section id="([^"]+)"', page) if i != "emoji"] == re.findall(
        r'<h2 id="([^"]+)"', theirs
    )


def _words(page: str) -> list[str]:
    return html.unescape(re.sub(r"<[^>]+>", " ", page)).split()
