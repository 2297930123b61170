"""Whole sites beside the real Hugo: former addresses, and the order of posts in terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from koushu.lists.publication import lists_of
from site_oracle import render_site, write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

BASE = 'baseURL = "https://example.org/"\n'
ALIASES = {
    "content/posts/a.md": "title: A\naliases: [/old/a, rel, ../up, /old/f.html, /x/index.html, /旧 文, /g.htm]",
    "content/posts/b/index.md": "title: B\nurl: /custom/place/\naliases: [relb, ../out]",
    "content/posts/_index.md": "title: P\naliases: [/blog, older]",
}
TERMS = {
    f"content/p/{n}.md": f"title: T{n}\ndate: 2024-01-{n + 1:02}\ntags: [{tag}]\n{more}"
    for n, (tag, more) in enumerate(
        [
            ("Go", "tags_weight: 3"),
            ("go", "tags_weight: 1"),
            ("GO", ""),
            ("go", "tags_weight: -2"),
            ("go", "weight: 9"),
        ]
    )
}
SITES = {
    "aliases": ("", ALIASES),
    "no aliases": ("disableAliases = true\n", ALIASES),
    "terms": ("", TERMS),
}
OURS = re.compile(r"(_static|_images|search|genindex|speakers)/|search\.html|genindex\.html|404\.html")


@pytest.mark.hugo
@pytest.mark.parametrize("name", SITES)
def test_addresses_and_order_are_those_of_hugo(
    tmp_path: Path, publication: Callable[..., Publication], name: str
) -> None:
    settings, fronts = SITES[name]
    files = {
        "hugo.toml": BASE + settings,
        **{path: f"---\n{text}\n---\n\nText.\n" for path, text in fronts.items()},
    }
    write_site(tmp_path / "theirs", files)
    theirs = render_site(tmp_path / "theirs", tmp_path / "public")
    built = publication(files, builder="dirhtml", hugo_site=".")
    ours = {path.relative_to(built.out).as_posix() for path in built.out.rglob("*.html")}
    assert {path for path in ours if not OURS.match(path)} == theirs.files
    terms = {
        term.url: [post.url for post in term.posts]
        for one in lists_of(built.app).taxonomies
        for term in one.terms
    }
    assert terms == {
        unquote(url): page["lists"]["regular"] for url, page in theirs.pages.items() if page["kind"] == "term"
    }
