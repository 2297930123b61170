"""Pelican with its default theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.corpus import write_file
from peers.peer import BASE, FOOTERS, TITLE, change_footer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peers.corpus import Corpus, Post

# Names of folders, since with those of files two tags may share a file.
_CONF = f"""
AUTHOR = "A"
SITENAME = {TITLE!r}
SITESUBTITLE = {FOOTERS[0]!r}
SITEURL = {BASE.rstrip("/")!r}
PATH = "content"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images"]
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
ARTICLE_URL = "posts/{{slug}}/"
ARTICLE_SAVE_AS = "posts/{{slug}}/index.html"
TAG_URL = "tag/{{slug}}/"
TAG_SAVE_AS = "tag/{{slug}}/index.html"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{{slug}}.atom.xml"
TAG_FEED_ATOM = "feeds/tag/{{slug}}.atom.xml"
DEFAULT_PAGINATION = 10
"""


class Pelican:
    """Pelican, without a search, which it has not; drafts are left out by hand, since it makes pages of them."""

    name = "Pelican"
    makes = "lists, terms, feeds; no search"
    packages: Sequence[str] = ("pelican[markdown]",)
    workers: Sequence[str] = ()
    modules: Sequence[str] = ("pelican", "markdown")

    def write(self, corpus: Corpus, folder: Path) -> None:
        write_file(folder / "pelicanconf.py", _CONF)
        for post in corpus.published:
            write_file(self.source(folder, post), _front(post) + post.body)
        corpus.copy_pictures(folder / "content" / "images")

    def command(self, tools: Path, folder: Path) -> list[str]:
        program, conf = str(tools / "pelican"), str(folder / "pelicanconf.py")
        return [program, str(folder / "content"), "-s", conf, "-o", str(self.output(folder)), "-q"]

    def output(self, folder: Path) -> Path:
        return folder / "output"

    def source(self, folder: Path, post: Post) -> Path:
        return folder / "content" / "posts" / f"{post.name}.md"

    def change_theme(self, folder: Path) -> None:
        change_footer(folder / "pelicanconf.py")


def _front(post: Post) -> str:
    fields = {
        "Title": post.title,
        "Date": post.date,
        "Author": post.author,
        "Slug": post.slug,
        "Tags": ", ".join(post.tags),
        "Category": post.categories[0] if post.categories else "",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + "\n"
