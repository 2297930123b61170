"""The pages of a whole site: each that Hugo makes is made, at its address, and no other."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

CONTENT = {
    "posts/a.md": "title: A\ntags: [Go, C++, 口述历史, 'A/B', 'x  y', Café]\ncategories: [x, Y Z]\ndate: 2023-01-02",
    "posts/b.md": "title: B\ntags: [go, '#hash', 'C#', 'İstanbul', a.b]\nseries: [One Two]\ndate: 2023-01-03",
    "posts/deep/c.md": "title: C\ntags: tag, two\ncategories: 'a, b'",
    "notes/d.md": "title: 'C#'\nauthors: [周敏]\ntags: []",
    "notes/e/index.md": "title: E\ntags: [Foo Bar]",
    "about.md": "title: About",
    "draft.md": "title: Dr\ndraft: true\ntags: [secret]",
}
CHINESE = {"posts/a.zh.md": "title: 甲\ntags: [Go, 历史]", "only.zh.md": "title: O"}
WRITTEN = {
    "tags/go/_index.md": "title: The Go",
    "tags/never-used/_index.md": "title: Nobody",
    "tags/café/_index.md": "title: K\nslug: kaffee",
    "tags/loose.md": "title: Loose",
    "categories/_index.md": "title: Cats\nslug: kats",
    "top/mid/low/x.md": "title: X",
    "Big Folder/x.md": "title: X",
}
LANGUAGES = '[languages.en]\n[languages.zh]\nlocale="zh-CN"\n[languages.ja]\n'
SITES = {
    "defaults": ("", CONTENT),
    "languages": (LANGUAGES, {**CONTENT, **CHINESE}),
    "default language in a folder": (
        f'defaultContentLanguage="zh"\ndefaultContentLanguageInSubdir=true\n{LANGUAGES}',
        {**CONTENT, **CHINESE},
    ),
    "taxonomies of languages": (
        (
            '[languages.en.taxonomies]\ncategory="categories"\n[languages.zh.taxonomies]\ntag="tags"\n'
            '[languages.zh.permalinks.term]\ntags="/biao/:slug/"\n'
        ),
        {**CONTENT, **CHINESE},
    ),
    "patterns by kind": (
        (
            '[permalinks.term]\ntags="/t/:slug/"\ncategories="/b/:section/:sections[last]/:contentbasename/"\n'
            '[permalinks.taxonomy]\ntags="/t/"\n[permalinks.section]\nposts="/p/"\n[permalinks.page]\n'
            'posts="/p/:slug/"\nnotes="/n/:title/"\n'
        ),
        CONTENT,
    ),
    "patterns without kind": (
        '[permalinks]\ntags="/t/:slug/"\n"po*"="/:year/:slug/"\n"/"="/r/:slug/"\n',
        CONTENT,
    ),
    "patterns in a list": (
        (
            '[[permalinks]]\npattern="/d/:slug/"\n[permalinks.target]\npath="/posts/deep/**"\n'
            '[[permalinks]]\npattern="/k/:slug/"\n[permalinks.target]\nkind="page"\n'
        ),
        CONTENT,
    ),
    "no taxonomies": ("[taxonomies]\n", CONTENT),
    "other taxonomies": ('[taxonomies]\nseries="series"\nauthor="authors"\n', CONTENT),
    "no terms": ('disableKinds=["term"]\n', CONTENT),
    "no lists of terms": ('disableKinds=["taxonomy", "section"]\n', CONTENT),
    # Which of two spellings Hugo takes for the address is not the same in every run.
    "case kept": ("disablePathToLower=true\n", {**CONTENT, "posts/b.md": "title: B B\ntags: [Rust]"}),
    "accents removed": ("removePathAccents=true\n", CONTENT),
    "files": ("uglyURLs=true\n", CONTENT),
    "written pages": ("", {**CONTENT, **WRITTEN}),
    "no pages": ("", {}),
}
OURS = re.compile(r"(_static|search|genindex|speakers)/|search\.html|genindex\.html|404\.html")


@pytest.mark.hugo
@pytest.mark.parametrize("name", SITES)
def test_the_pages_are_those_that_hugo_makes(
    tmp_path: Path, publication: Callable[..., Publication], name: str
) -> None:
    settings, content = SITES[name]
    pages = {f"content/{path}": f"---\n{front}\n---\n\nText.\n" for path, front in content.items()}
    files = {"hugo.toml": f'baseURL = "https://example.org/"\n{settings}', **pages}
    for path, text in {**files, "layouts/all.html": "x"}.items():
        place = tmp_path / "theirs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    command = [
        require_hugo(),
        "--source",
        str(tmp_path / "theirs"),
        "--destination",
        str(tmp_path / "public"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    built = publication(files, builder="dirhtml", hugo_site=".", html_theme="sphinx_book_theme")
    assert built.warnings == []
    assert _pages(built.out) == _pages(tmp_path / "public")


def _pages(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    return {path for path in found if not OURS.match(path)}
