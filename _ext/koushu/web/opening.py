"""The opening words of a page, for descriptions; nothing beyond them is looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.posts.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["described", "opening_words", "shortened"]

LENGTH: Final = 150
COLUMNS: Final = 160
"""What search engines show of a description; a Chinese character takes two."""

# What is not running text, or not the author's.
_ASIDE: Final = (
    nodes.footnote,
    nodes.citation,
    nodes.figure,
    nodes.table,
    nodes.system_message,
    nodes.topic,
    nodes.Invisible,
)
_ASIDE_CLASSES: Final = frozenset({"post-header", "post-list"})
_SILENT: Final = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.image,
    nodes.raw,
    nodes.problematic,
)
_BLANK: Final = re.compile(r"\s+")
# Between these no blank stands when lines or paragraphs are joined.
_WIDE: Final = (
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—\U00020000-\U0003ffff]"
)
_WIDE_CHARACTER: Final = re.compile(_WIDE)
_BLANK_IN_WIDE: Final = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")


def described(tree: nodes.Node) -> str:
    """Return as much of a tree's paragraphs as search engines show, as `opening_words` does."""
    words = opening_words(tree, COLUMNS)
    columns = 0
    for place, char in enumerate(words):
        columns += 2 if _WIDE_CHARACTER.match(char) else 1
        if columns > COLUMNS:
            return shortened(words, place)
    return words


def opening_words(tree: nodes.Node, length: int = LENGTH) -> str:
    """Return the first `length` characters of a tree's paragraphs as one line, ending in `…` when cut."""
    found: list[str] = []
    total = 0
    for paragraph in _paragraphs(tree):
        text = _BLANK.sub(" ", "".join(_texts(paragraph))).strip()
        if text:
            found.append(text)
            total += len(text) + 1
        if total > length:
            break
    return shortened(_BLANK_IN_WIDE.sub("", " ".join(found)), length)


def _paragraphs(node: nodes.Node) -> Iterator[nodes.paragraph]:
    for child in node.children:
        if isinstance(child, nodes.paragraph):
            yield child
        elif isinstance(child, nodes.Element) and not _is_aside(child):
            yield from _paragraphs(child)


def _is_aside(node: nodes.Element) -> bool:
    return isinstance(node, _ASIDE) or not _ASIDE_CLASSES.isdisjoint(node["classes"])


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif not isinstance(node, _SILENT):
        for child in node.children:
            yield from _texts(child)
