"""Every word of a real post is on its page, as text or in an attribute, or is of a kind that is left out on purpose."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from conftest import SHARED
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.source import decode_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Publication

_FOLDERS = [
    *(f"corpora/{path.name}" for path in sorted((SHARED / "corpora").glob("*")) if path.is_dir()),
    *(path.name for path in [SHARED / "dialogue-samples"] if path.is_dir()),
]
# A word: one Chinese or Japanese character, or a run of letters and digits of any other script.
_WORDS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)

_FENCE_OR_COMMENT = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<code>.*?)"
    r"(?:^(?P=indent)(?P=fence)[`~]*[ \t]*$|\Z)|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
# What is left out on purpose, each with what names it. Raw HTML that is dropped is reported by the build.
_LEFT_OUT = {
    "shortcode argument": re.compile(r"\{\{([<%]).*?[>%]\}\}", re.DOTALL),
    "label of a link": re.compile(r"(?<=\])\[[^\]]*\]|^ {0,3}\[[^\]\n]+\]:", re.MULTILINE),
    "name of a footnote": re.compile(r"\[\^[^\]\s]+\]:?"),
    "character reference": re.compile(r"&#?\w+;"),
    "attributes of a block": re.compile(r"\{[^{}\n]*\}[ \t]*$", re.MULTILINE),
    "number of a list": re.compile(r"^[ \t>]*\d{1,9}[.)](?=\s)", re.MULTILINE),
    # It decides the form of the box, and the word that stands over it.
    "kind of an alert": re.compile(r"^[ \t>]*>[ \t]*\[![\w -]+\][-+]?", re.MULTILINE),
    "box of a task": re.compile(r"^[ \t>]*[-*+] +\[[xX]\]", re.MULTILINE),
    "script or style": re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE),
    "raw HTML": re.compile(r"</?[A-Za-z][^<>]*>"),
}
_CALL = re.compile(r"\{\{([<%])(?!/\*).*?[>%]\}\}", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]^\n][^\]\n]*)\]:.*$", re.MULTILINE)


def words_of(text: str) -> Counter[str]:
    return Counter(_WORDS.findall(text.lower()))


def wanted_words(body: str) -> Counter[str]:
    """Return the words of a post's body that must be on its page; in code all of them, but calls, which run there."""
    code = "\n".join(found["code"] or "" for found in _FENCE_OR_COMMENT.finditer(body))
    code = _CALL.sub(" ", code)
    text = _without_idle_definitions(_FENCE_OR_COMMENT.sub("\n", body))
    for pattern in _LEFT_OUT.values():
        text = pattern.sub(" ", text)
    return words_of(unquote(text)) + words_of(code)


def _without_idle_definitions(text: str) -> str:
    """Return a text without the addresses of links that nothing refers to."""
    written = text.casefold()
    return _DEFINITION.sub(
        lambda found: found[0] if _uses(written, f"[{found[1].casefold()}]") > 1 else "", text
    )


def _uses(text: str, label: str) -> int:
    """Return how often a label stands in a text other than as the text of a link with an address of its own."""
    return text.count(label) - text.count(f"{label}(")


def shown_words(page: str) -> Counter[str]:
    """Return the words of a page: its text, and the values of its attributes."""
    values = re.findall(r"""[\w-]+="([^"]*)\"""", page)
    # A mark inside a word parts it in the source, and joins it on the page, or the other way round.
    parted, joined = (words_of(unescape(re.sub(r"<[^>]*>", mark, page))) for mark in (" ", ""))
    return (parted | joined) + words_of(unquote(unescape(" ".join(values))))


def lost_words(body: str, page: str) -> list[str]:
    """Return the words that stand in a source more often than on its page."""
    return sorted((wanted_words(body) - shown_words(page)).elements())


def _pages(built: Publication, root: Path) -> Iterator[tuple[str, str, str]]:
    for docname in sorted(built.app.env.found_docs):
        path = built.app.env.doc2path(docname)
        body = split_front_matter(decode_source(path.read_bytes()).text).body
        page = built.read(f"{docname}.html")
        start, end = page.index('<div class="body" role="main">'), page.rindex('<div class="sphinxsidebar"')
        yield str(path.relative_to(root)), body, page[start:end]


def _lost(
    publication: Callable[..., Publication], files: dict[str, bytes], *, raw_html: bool
) -> dict[str, list[str]]:
    """Return the words that are on no page, but for pages of which it was reported that raw HTML is left out."""
    built = publication(
        files,
        extensions=["koushu.hugo", "koushu.dialogue"],
        html_theme="basic",
        hugo_markup={"goldmark": {"renderer": {"unsafe": raw_html}}},
    )
    reported = {line.partition(":")[0] for line in built.warnings if "[hugo.raw_html]" in line}
    return {
        path: lost
        for path, body, page in _pages(built, built.app.srcdir)
        if (raw_html or path not in reported) and (lost := lost_words(body, page))
    }


def _posts(folder: str) -> dict[str, bytes]:
    root = SHARED / folder
    return {f"s/{path.relative_to(root)}": path.read_bytes() for path in root.rglob("*.md")}


@pytest.mark.slow
@pytest.mark.skipif(not _FOLDERS, reason="the corpora of real sites are not at hand")
@pytest.mark.parametrize("raw_html", [True, False])
@pytest.mark.parametrize("folder", _FOLDERS)
def test_every_word_is_shown(publication: Callable[..., Publication], folder: str, raw_html: bool) -> None:
    assert _lost(publication, _posts(folder), raw_html=raw_html) == {}


def test_the_checker_sees_a_lost_word() -> None:
    page = "<p>One <a href='x' title=\"three\">two</a>.</p>"
    assert lost_words('One [two](x "three") <!-- four -->\n\n```\nfive\n```\n', page) == ["five", "x"]
    assert lost_words("One one", page) == ["one"]
