"""What each program is asked: to lay out a site from a corpus, to build it, and where its parts lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peers.corpus import Corpus, Post

BASE = "https://example.org/"
TITLE = "Posts"
FOOTERS = ("Words below every page.", "Other words below every page.")
"""What stands below every page, before and after the change of the theme."""


class Peer(Protocol):
    """One program; its folder holds a site for one size of the corpus."""

    name: str
    makes: str
    """What it makes beside the pages of posts, as the table says it."""
    packages: Sequence[str]
    """What pip installs for it."""
    modules: Sequence[str]
    """Packages whose versions are told."""

    workers: Sequence[str]
    """What asks it for two workers; empty where it is not asked, or has one or as many as there are cores."""

    def write(self, corpus: Corpus, folder: Path) -> None:
        """Write the site."""

    def command(self, tools: Path, folder: Path) -> list[str]:
        """Return what builds the site, also where only a part has changed; `tools` is the folder of programs."""

    def output(self, folder: Path) -> Path:
        """Return the folder of the pages."""

    def source(self, folder: Path, post: Post) -> Path:
        """Return the file of a post."""

    def change_theme(self, folder: Path) -> None:
        """Change what stands below every page."""


def change_footer(path: Path) -> None:
    """Change what stands below every page in a configuration or a template."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(FOOTERS[0], FOOTERS[1]), encoding="utf-8")
