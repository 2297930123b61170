"""Nikola with its default theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.corpus import front_matter, write_file
from peers.peer import BASE, FOOTERS, TITLE, change_footer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peers.corpus import Corpus, Post

_CONF = f"""
BLOG_AUTHOR = "A"
BLOG_TITLE = {TITLE!r}
BLOG_DESCRIPTION = ""
BLOG_EMAIL = "a@example.org"
SITE_URL = {BASE!r}
DEFAULT_LANG = "zh_cn"
TRANSLATIONS = {{"zh_cn": ""}}
TIMEZONE = "Asia/Shanghai"
POSTS = (("posts/*.md", "posts", "post.tmpl"),)
PAGES = ()
COMPILERS = {{"markdown": (".md",), "html": (".html",)}}
CONTENT_FOOTER = {FOOTERS[0]!r}
SLUG_TAG_PATH = False
GENERATE_ATOM = True
SHOW_SOURCELINK = False
COPY_SOURCES = False
"""


class Nikola:
    """Nikola, without a search, which it has not; drafts are left out by hand, since it makes pages of them."""

    name = "Nikola"
    makes = "lists, terms, feeds; no search"
    packages: Sequence[str] = ("nikola", "markdown", "ruamel.yaml")
    workers: Sequence[str] = ()
    modules: Sequence[str] = ("nikola", "markdown")

    def write(self, corpus: Corpus, folder: Path) -> None:
        write_file(folder / "conf.py", _CONF)
        for post in corpus.published:
            write_file(self.source(folder, post), _front(post) + post.body)
        corpus.copy_pictures(folder / "files" / "images")

    def command(self, tools: Path, folder: Path) -> list[str]:
        # It looks for its configuration where it is started.
        return ["env", "-C", str(folder), str(tools / "nikola"), "build", "-v", "0"]

    def output(self, folder: Path) -> Path:
        return folder / "output"

    def source(self, folder: Path, post: Post) -> Path:
        return folder / "posts" / f"{post.name}.md"

    def change_theme(self, folder: Path) -> None:
        change_footer(folder / "conf.py")


def _front(post: Post) -> str:
    return front_matter(
        {
            "title": post.title,
            "date": f"{post.date} 12:00:00 UTC+08:00",
            "author": post.author,
            "slug": post.slug,
            "tags": ", ".join(post.tags),
            "category": post.categories[0] if post.categories else "",
        }
    )
