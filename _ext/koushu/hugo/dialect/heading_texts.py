"""The words of a heading from which Hugo makes its id, taken before markdown-it joins the pieces of its text.

Of emphasis, links and images Hugo takes the first piece of text only; raw HTML, footnotes and bare addresses give none,
an emoji gives its name, and a numeric character reference stays as it is written.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

TEXT: Final = "text"
"""In the `meta` of a heading: the words, those of its last line."""

_PLAIN: Final = frozenset(("text", "text_special", "code_inline", "math_inline", "math_block"))
_JOINED: Final = frozenset(("text", "text_special"))
_CURLED: Final = {"'": "‘’", '"': "“”", "--": "–—", "...": "…", "<<": "«", ">>": "»"}


def heading_texts_plugin(md: MarkdownIt) -> None:
    """Keep the words of each heading on its token."""
    md.core.ruler.before("text_join", "heading_texts", _keep)


def _keep(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open":
            words = "".join(_pieces(inline.children or [], inline.content))
            opening.meta[TEXT] = words.rstrip("\n").rpartition("\n")[2]


def _pieces(tokens: Sequence[Token], source: str) -> Iterator[str]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _end(tokens, place)
        if token.nesting > 0:
            yield "" if token.info == "auto" else _first(tokens[place + 1 : end - 1], source)
        elif token.type == "image":
            yield _first(token.children or [], source)
        else:
            yield _words(token)
        place = end


def _end(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind an element, or behind a token that opens none."""
    depth = 0
    for index in range(place, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index + 1
    return len(tokens)


def _first(tokens: Sequence[Token], source: str) -> str:
    """Return the first piece of text in what an element holds, or of what its first element holds."""
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            return _first(tokens[index + 1 :], source)
        if token.type == "image":
            return _first(token.children or [], source)
        if token.type not in _JOINED:
            return _words(token)
        if token.content:
            rest = takewhile(lambda token: token.type in _JOINED, tokens[index:])
            return _uncut("".join(map(_words, rest)), source)
    return ""


def _words(token: Token) -> str:
    if token.type == "text_special" and token.markup.startswith("&#"):
        return token.markup
    if token.type in _PLAIN:
        return token.content
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.markup if token.type == "emoji" else ""


def _uncut(text: str, source: str) -> str:
    """Return a text up to the first mark that goldmark's own reading cuts it at: a bracket, or a curled quote."""
    marks = "[`*" + "".join(curled for straight, curled in _CURLED.items() if straight in source)
    # A backtick that begins the text is one piece with what follows it.
    ends = [place for mark in marks if (place := text.find(mark, int(mark == "`"))) >= 0]
    # A text that begins with such a mark is that mark alone.
    return text[: min(ends) or 1] if ends else text
