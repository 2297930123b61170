"""The words of a heading from which Hugo makes its id, taken before markdown-it joins the pieces of its text.

Of emphasis, links and images Hugo takes the first piece of text only; raw HTML, footnotes and bare addresses give none,
an emoji gives its name, and a numeric character reference stays as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

TEXT: Final = "text"
"""In the `meta` of a heading: the words, those of its last line."""

_PLAIN: Final = frozenset(("text", "text_special", "code_inline", "math_inline", "math_block"))
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
    depth, waiting = 0, False
    for token in tokens:
        if token.nesting > 0:
            waiting = (depth == 0 and token.info != "auto") or (waiting and depth > 0)
            depth += 1
        elif token.nesting < 0:
            depth -= 1
            waiting = waiting and depth > 0
        elif depth == 0:
            yield _words(token) if token.type != "image" else _first(token, source)
        elif waiting and (token.type != "text" or token.content):
            waiting = False
            yield _first(token, source)


def _words(token: Token) -> str:
    if token.type == "text_special" and token.markup.startswith("&#"):
        return token.markup
    if token.type in _PLAIN:
        return token.content
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.markup if token.type == "emoji" else ""


def _first(token: Token, source: str) -> str:
    """Return the first piece of text in a link, an image or emphasis, whose first token is given."""
    if token.type == "image":
        return next(
            _pieces([token.copy(nesting=1), *(token.children or []), token.copy(nesting=-1)], source), ""
        )
    words = _words(token)
    return _uncut(words, source) if token.type == "text" else words


def _uncut(text: str, source: str) -> str:
    """Return a text up to the first mark that goldmark's own reading cuts it at: a bracket, or a curled quote."""
    marks = "[`*" + "".join(curled for straight, curled in _CURLED.items() if straight in source)
    # A backtick that begins the text is one piece with what follows it.
    ends = [place for mark in marks if (place := text.find(mark, int(mark == "`"))) >= 0]
    # A text that begins with such a mark is that mark alone.
    return text[: min(ends) or 1] if ends else text
