"""Who has which address: pages, former addresses and what the site makes for itself, each address once. Pure.

Two addresses are one where a disk or a host may take them for one: whatever the case of their letters, and however
their accents are written.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from koushu.problems import Kind, Problem
from koushu.safe_path import name_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koushu.posts.records import Post

_NAMES: Final = """
    index.html search search.html genindex genindex.html 404 404.html objects.inv searchindex.js cname favicon.ico
    sitemap.xml robots.txt catalogue.json llms.txt feed.xml feed.json atom.xml rss.xml index.xml web.config
"""
_RESERVED: Final = frozenset(_NAMES.split())
_match_device: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?").fullmatch


def key_of(address: str) -> str:
    """Return what two addresses have in common that may be taken for one."""
    if address.isascii() and "%" not in address:
        # As most are, and there may be many for each post.
        return address.lower().strip("/")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", unquote(address)).casefold()).strip("/")


@dataclass(slots=True)
class Ledger:
    """Addresses of files with their owners, from the root of the site."""

    owners: dict[str, str] = field(default_factory=dict)
    """Key of a file -> what it was made from."""
    folders: dict[str, str] = field(default_factory=dict)
    """Key of a folder above a file -> what the first of its files was made from."""

    def owner(self, file: str) -> str | None:
        """Return whose a file's place is: of a file there, of one where its folder would lie, or of one inside it."""
        key = key_of(file)
        above = (self.owners[folder] for folder in _above(key) if folder in self.owners)
        return self.owners.get(key) or next(above, None) or self.folders.get(key)

    def claim(self, file: str, owner: str) -> None:
        """Enter a file, whoever has its place."""
        key = key_of(file)
        self.owners.setdefault(key, owner)
        for folder in _above(key):
            if folder in self.folders:
                # And so are all above it.
                return
            self.folders[folder] = owner


def _above(key: str) -> Iterator[str]:
    while key := posixpath.dirname(key):
        yield key


def fault_of(file: str) -> str:
    """Return why no post may have a file of the site, as the end of a sentence; empty where it may."""
    parts = key_of(file).split("/")
    if parts[0].startswith((".", "_")) or parts[0] in _RESERVED:
        return "is the site's own"
    if any(_match_device(part) for part in parts):
        return "is that of a device on Windows"
    return next((f"cannot be written, since {fault}" for part in parts if (fault := name_fault(part))), "")


def clashes(posts: Iterable[Post]) -> Iterator[tuple[str, Problem]]:
    """Yield path and problem (`Kind.ADDRESS`) of each post whose address another post before it has."""
    first: dict[str, Post] = {}
    for post in sorted(posts, key=lambda one: one.path):
        other = first.setdefault(key_of(post.url), post)
        if other is not post:
            message = (
                f"its address {post.url} is that of {other.path}, or cannot be told from it; expected another file "
                "name, `slug` or `url`"
            )
            yield post.path, Problem(Kind.ADDRESS, 1, message)
