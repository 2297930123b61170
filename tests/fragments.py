"""Pieces of text that one output must share with another, and where to look them up."""

from __future__ import annotations

import bisect
import itertools
import re
import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "figcaption", "pre")
# What stands for something set elsewhere, or differently, in another format.
_SEAMS = (
    "sup, math, .math, .footnote-reference, .footnote-ref, .footnote-backref, .backrefs, "
    ".post-term, .label, .headerlink, .permalink, .copybtn, .dialogue-downloads"
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


def pdf_pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF by poppler, in the order of its content."""
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")


def missing(wanted: Iterable[str], pages: Sequence[str]) -> list[str]:
    """Return the pieces that are on no page, nor begin on one and end on the next.

    Between the two halves stand footnotes, the page number and the next running head.
    """
    texts = [squeeze(page) for page in pages]
    return [
        piece for piece in wanted if not any(piece in text for text in texts) and not _runs_over(piece, texts)
    ]


def _runs_over(piece: str, texts: Sequence[str]) -> bool:
    for first, second in itertools.pairwise(texts):
        # The longest beginning that is on the first page: beginnings of a beginning are there too.
        cut = bisect.bisect_left(range(1, len(piece)), True, key=lambda length: piece[:length] not in first)
        if cut and piece[cut:] in second:
            return True
    return False


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
