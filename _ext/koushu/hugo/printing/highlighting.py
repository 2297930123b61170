"""Blocks of code as Hugo's highlighter prints them, for the count of words in its HTML.

Source: what Hugo 0.168 prints with its defaults: a span for each line, and one for each token that has a colour of its
own in the style `monokai`. Its lexers are Pygments' own, rewritten.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String
from pygments.token import Literal as LiteralToken
from pygments.util import ClassNotFound

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from pygments.token import _TokenType

_LINE: Final = '<span style="display:flex;"><span>'
_NUMBER: Final = '<span style="white-space:pre">{}</span>'
_OPEN: Final = '<pre tabindex="0"><code class="language-{0}" data-lang="{0}">'
_CLOSE: Final = "</code></pre>"
_COLOURED: Final = (
    *(Comment, Keyword, Operator, String, Number, LiteralToken, Generic),
    *(
        Name.Attribute,
        Name.Class,
        Name.Constant,
        Name.Decorator,
        Name.Exception,
        Name.Function,
        Name.Other,
        Name.Tag,
    ),
)


@record
class Listing:
    """A block of code."""

    text: str
    language: str = ""
    numbers: Literal["", "inline", "table"] = ""
    first_line: int = 1

    def filled(self, fill: Callable[[str], str]) -> Listing:
        """Return the listing with its calls run."""
        return replace(self, text=fill(self.text))


def print_listing(listing: Listing, *, spans: bool) -> str:
    """Return a block of code as Hugo prints it, with or without the spans of its tokens."""
    if listing.numbers == "inline":
        # A number stands right before the first word of its line.
        lines = listing.text.removesuffix("\n").split("\n")
        numbered = (f"{number}{line}" for number, line in enumerate(lines, listing.first_line))
        return f'<div class="highlight"><pre tabindex="0">{_escaped(chr(10).join(numbered))}\n</code></pre></div>'
    body = _highlighted(listing) if spans else ""
    code = body or _OPEN.format(_escaped(listing.language)) + _escaped(listing.text) + _CLOSE
    return _with_numbers(listing, code) if listing.numbers else code


def _with_numbers(listing: Listing, code: str) -> str:
    count = listing.text.removesuffix("\n").count("\n") + 1
    numbers = "\n".join(
        _NUMBER.format(number) for number in range(listing.first_line, listing.first_line + count)
    )
    cells = f"<td>\n<pre><code>{numbers}\n{_CLOSE}</td>\n<td>\n{code}</td>"
    return f'<div class="highlight"><table><tr>{cells}</tr></table>\n</div>'


def _highlighted(listing: Listing) -> str:
    """Return a block in a language that has a lexer, with its spans; nothing for any other."""
    try:
        lexer = get_lexer_by_name(listing.language, ensurenl=True, stripnl=False)
    except ClassNotFound:
        return ""
    parts = [_LINE]
    for kind, value in lexer.get_tokens(listing.text):
        for number, part in enumerate(value.split("\n")):
            if number:
                parts.append(f"\n</span></span>{_LINE}")
            parts.append(_span(part, kind))
    body = "".join(parts).removesuffix(_LINE)
    return f'<div class="highlight"><pre tabindex="0" style="c"><code class="l" data-lang="l">{body}{_CLOSE}</div>'


def _span(text: str, kind: _TokenType) -> str:
    coloured = text.strip() and any(kind in one for one in _COLOURED)
    return f'<span style="c">{_escaped(text)}</span>' if coloured else _escaped(text)


def _escaped(text: str) -> str:
    """Return a text as the highlighter escapes it, which writes both quotes as numbers."""
    for mark, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
        text = text.replace(mark, reference)
    return text
