"""Koushu itself, by `koushu build --html` on the Hugo site that the corpus is."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from peers.corpus import write_file
from peers.hugo import SITE
from peers.peer import FOOTERS, change_footer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peers.corpus import Corpus, Post

PROGRAM = "program"
"""Folder of the copy that is measured, in the environment."""
_CONF = f"""
extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
hugo_site = "."
html_theme = "sphinx_book_theme"
html_theme_options = {{"extra_footer": "{FOOTERS[0]}"}}
# Pictures that no other program here draws.
web_social_cards = False
"""


class Koushu:
    """The program of this repository."""

    name = "Koushu"
    makes = "lists, terms, feeds, search, related posts, pages of speakers; no cards"
    packages: Sequence[str] = ()
    workers: Sequence[str] = ("-j", "2")
    modules: Sequence[str] = ("sphinx", "sphinx-book-theme", "docutils", "markdown-it-py")

    def write(self, corpus: Corpus, folder: Path) -> None:
        shutil.copytree(corpus.folder, folder, ignore=shutil.ignore_patterns("manifest.jsonl"))
        write_file(folder / "hugo.toml", SITE)
        write_file(folder / "conf.py", _CONF)

    def command(self, tools: Path, folder: Path) -> list[str]:
        program = str(tools.parent / PROGRAM)
        start = f"import sys; sys.path.insert(0, {program!r}); from koushu.cli import main; sys.exit(main())"
        return [sys.executable, "-c", start, "build", str(folder), "--html", "-o", str(_out(folder))]

    def output(self, folder: Path) -> Path:
        return _out(folder) / "html"

    def source(self, folder: Path, post: Post) -> Path:
        return folder / "content" / post.source

    def change_theme(self, folder: Path) -> None:
        change_footer(folder / "conf.py")


def _out(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-out")
