"""Blocks of code with the spans of Hugo's highlighter, for the count of words in its HTML.

Source: what Hugo 0.168 prints with its defaults: a span for each line, and one for each token that has a colour of its
own in the style `monokai`. Its lexers are Pygments' own, rewritten.
"""

from __future__ import annotations

from html import escape
from typing import Final

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

_LINE: Final = '<span style="display:flex;"><span>'
_COLOURED: Final = (
    Comment,
    Keyword,
    Operator,
    String,
    Number,
    Literal,
    Name.Attribute,
    Name.Class,
    Name.Constant,
    Name.Decorator,
    Name.Exception,
    Name.Function,
    Name.Other,
    Name.Tag,
    Generic,
)


def highlighted(text: str, language: str) -> str:
    """Return a block of code as Hugo prints it; of a language that has no lexer, its text alone."""
    try:
        lexer = get_lexer_by_name(language, ensurenl=True, stripnl=False)
    except ClassNotFound:
        code = f'<code class="language-{escape(language)}" data-lang="{escape(language)}">'
        return f'<pre tabindex="0">{code}{escape(text)}</code></pre>'
    lines = [_LINE]
    for kind, value in lexer.get_tokens(text):
        for number, part in enumerate(value.split("\n")):
            if number:
                lines.append(f"\n</span></span>{_LINE}")
            lines.append(_span(part, kind))
    body = "".join(lines).removesuffix(_LINE)
    return f'<div class="highlight"><pre tabindex="0" style="c"><code class="l" data-lang="l">{body}</code></pre></div>'


def _span(text: str, kind: _TokenType) -> str:
    coloured = text.strip() and any(kind in one for one in _COLOURED)
    return f'<span style="c">{escape(text)}</span>' if coloured else escape(text)
