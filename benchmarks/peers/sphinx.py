"""Plain Sphinx with MyST and the book theme: every post in the tree of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.corpus import front_matter, write_file
from peers.peer import BASE, FOOTERS, TITLE, change_footer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peers.corpus import Corpus, Post

CONF = f"""
project, author, language = {TITLE!r}, "A", "zh_CN"
html_baseurl = {BASE!r}
html_theme = "sphinx_book_theme"
html_theme_options = {{"extra_footer": {FOOTERS[0]!r}}}
suppress_warnings = ["myst", "toc", "misc", "image", "ref"]
myst_enable_extensions = ["deflist", "strikethrough", "tasklist"]
html_extra_path = ["files"]
"""


class Sphinx:
    """Sphinx alone; drafts are left out by hand, since it knows none."""

    name = "Sphinx + book theme"
    makes = "search, sidebar of all posts; no lists, terms, feeds"
    packages: Sequence[str] = ("sphinx", "myst-parser", "sphinx-book-theme", "jieba")
    workers: Sequence[str] = ()
    modules: Sequence[str] = ("sphinx", "sphinx-book-theme", "myst-parser", "jieba")

    def write(self, corpus: Corpus, folder: Path) -> None:
        tree = "```{toctree}\n:glob:\n:maxdepth: 1\n\nposts/*\n```\n"
        write_file(folder / "conf.py", f'extensions = ["myst_parser"]{CONF}')
        write_file(folder / "index.md", f"# {TITLE}\n\n{tree}")
        for post in corpus.published:
            write_file(self.source(folder, post), f"# {post.title}\n\n{post.body}")
        corpus.copy_pictures(folder / "files" / "images")

    def command(self, tools: Path, folder: Path) -> list[str]:
        return [str(tools / "sphinx-build"), "-q", "-b", "dirhtml", str(folder), str(self.output(folder))]

    def output(self, folder: Path) -> Path:
        return folder.with_name(f"{folder.name}-out")

    def source(self, folder: Path, post: Post) -> Path:
        return folder / "posts" / f"{post.name}.md"

    def change_theme(self, folder: Path) -> None:
        change_footer(folder / "conf.py")


class ABlog(Sphinx):
    """ABlog on Sphinx: posts outside the tree of contents."""

    name = "ABlog"
    makes = "lists, terms, feeds, search"
    packages: Sequence[str] = ("ablog", *Sphinx.packages)
    modules: Sequence[str] = ("ablog", *Sphinx.modules)

    def write(self, corpus: Corpus, folder: Path) -> None:
        blog = f'blog_title, blog_baseurl, blog_path = {TITLE!r}, {BASE!r}, "blog"\npost_auto_excerpt = 1\n'
        write_file(folder / "conf.py", f'extensions = ["myst_parser", "ablog"]\n{blog}{CONF}')
        write_file(folder / "index.md", f"# {TITLE}\n\n```{{postlist}} 10\n```\n")
        for post in corpus.published:
            text = f"{_front(post)}# {post.title}\n\n{post.body}"
            write_file(self.source(folder, post), text)
        corpus.copy_pictures(folder / "files" / "images")


def _front(post: Post) -> str:
    fields = {"tags": ", ".join(post.tags), "category": ", ".join(post.categories), "author": post.author}
    return front_matter({"blogpost": "true", "date": post.date, "orphan": True, **fields})
