"""Pieces of text that one output must share with another, and where to look them up."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "figcaption", "pre")
# What stands for something set elsewhere, or differently, in another format.
_SEAMS = (
    "sup, math, .math, .footnote-reference, .footnote-ref, .footnote-backref, .backrefs, "
    ".label, .headerlink, .permalink, .copybtn"
)
_BLANKS = re.compile(r"[\s\u200b\u00ad\ufeff]+")


def squeeze(text: str) -> str:
    """Return the text without any blank."""
    return _BLANKS.sub("", text)


def fragments(html: str, selector: str) -> Iterator[str]:
    """Yield each piece of each block below `selector`, without blanks; formulas, marks and links of ours are seams."""
    soup = BeautifulSoup(html, "lxml")
    for root in soup.select(selector):
        for seam in root.select(_SEAMS):
            seam.replace_with("\ue000")
        for block in root.find_all(_BLOCKS):
            if not block.find(_BLOCKS):
                yield from filter(None, (squeeze(piece) for piece in block.get_text().split("\ue000")))
            else:
                yield from _own_text(block)


def _own_text(block: Tag) -> Iterator[str]:
    for child in block.children:
        if isinstance(child, NavigableString) and squeeze(str(child)):
            yield squeeze(str(child))


def pdf_text(path: Path) -> str:
    """Return all text of a PDF by poppler, in the order of its content."""
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode()


def strange_characters(text: str) -> set[str]:
    """Return the characters that no reader typed: private use, CJK radicals, the replacement character."""
    return {
        char
        for char in text
        if unicodedata.category(char) == "Co" or "\u2e80" <= char <= "\u2fdf" or char == "\ufffd"
    }


def render_with_hugo(post: Path, folder: Path) -> str:
    """Return the `.Content` that the real Hugo makes of one post, alone in a site without a theme."""
    (folder / "content").mkdir(parents=True)
    (folder / "layouts").mkdir()
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    (folder / "layouts" / "single.html").write_text("{{ .Content }}")
    (folder / "layouts" / "list.html").write_text("")
    shutil.copy(post, folder / "content" / "post.md")
    subprocess.run(["hugo", "--quiet", "--source", str(folder)], check=True, capture_output=True)
    return (folder / "public" / "post" / "index.html").read_text(encoding="utf-8")
