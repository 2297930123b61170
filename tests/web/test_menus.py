"""The main menu of a Hugo site as the links of every page."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

FILES = {
    "hugo.toml": """baseURL = "https://example.org/blog/"
[languages.en]
[[languages.en.menus.main]]
name = "Z first"
pageRef = "/posts"
weight = 1
[[languages.en.menus.main]]
name = "Below"
parent = "Z first"
pageRef = "/posts/a.md"
[[languages.en.menus.main]]
name = "B no weight"
url = "/blog/tags/"
[[languages.en.menus.main]]
identifier = "ext"
name = "A elsewhere"
url = "https://example.com/x"
weight = 3
[languages.zh]
locale = "zh-CN"
[[languages.zh.menu.main]]
name = "文章"
url = "/posts/"
""",
    "content/posts/a.md": "---\ntitle: A\ntags: [x]\nmenus: {main: {weight: 2, name: From the page}}\n---\n",
    "content/about.md": "---\ntitle: About\nmenu: main\n---\n",
    "content/c.md": "---\ntitle: C\nweight: 5\nmenu: [main, footer]\n---\n",
    "content/posts/a.zh.md": "---\ntitle: 甲\n---\n",
}
LAYOUT = "{{ range site.Menus.main }}[{{ .Name }}]{{ range .Children }}[{{ .Name }}]{{ end }}{{ end }}"


def links(built: Publication, page: str) -> list[tuple[str, str]]:
    nav = BeautifulSoup(built.read(page), "html.parser").select_one("nav.site-links")
    return [(a.get_text(strip=True), str(a["href"])) for a in nav.select("a")] if nav else []


@pytest.mark.hugo
def test_the_menu_has_the_entries_and_the_order_of_hugo(
    tmp_path: Path, publication: Callable[..., Publication]
) -> None:
    for path, text in {**FILES, "layouts/all.html": LAYOUT}.items():
        place = tmp_path / "theirs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    subprocess.run([require_hugo(), "--source", str(tmp_path / "theirs")], check=True, capture_output=True)
    built = publication(FILES, builder="dirhtml", hugo_site=".", html_theme="sphinx_book_theme")
    assert built.warnings == []
    for page in ("about/index.html", "zh/posts/a/index.html"):
        theirs = (tmp_path / "theirs/public" / page).read_text(encoding="utf-8")
        assert [name for name, _ in links(built, page)] == re.findall(r"\[([^\]]*)\]", theirs)
    assert dict(links(built, "about/index.html")) == {
        "Z first": "../posts/",
        "Below": "../posts/a/",
        "From the page": "../posts/a/",
        "A elsewhere": "https://example.com/x",
        "C": "../c/",
        "About": "#",
        "B no weight": "../tags/",
    }
    assert dict(links(built, "zh/posts/a/index.html")) == {"文章": "../"}


def test_an_entry_that_leads_nowhere_is_told_once(publication: Callable[..., Publication]) -> None:
    files = {
        "hugo.toml": '[[menu.main]]\nname = "Gone"\nurl = "/gone/"\n[[menu.main]]\nname = "File"\nurl = "/x.pdf"\n',
        "content/a.md": "---\ntitle: A\n---\n",
        "static/x.pdf": "x",
    }
    built = publication(files, builder="dirhtml", hugo_site=".", html_theme="sphinx_book_theme")
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("hugo.toml:1: ")
    assert "“Gone”" in built.warnings[0]
    assert links(built, "a/index.html") == [("File", "../x.pdf")]
