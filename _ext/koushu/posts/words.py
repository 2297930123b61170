"""Plain text of a little Markdown, without parsing it."""

from __future__ import annotations

import re

from koushu.hugo.printing.roles import without_roles
from koushu.hugo.scripts import SAMPLE, script_language

# Each alternative stops at its own opening mark, so that long runs of openings cost linear time. What none of them
# begins with is passed over at one look.
_NOISE = re.compile(
    r"""
    (?=[ `~{<\[\-*_\#>+|:\d])(?:
      ^[ ]{0,3}(?:```|~~~).*$              # fence lines
    | \{\{[<%][^{}]*[%>]\}\}               # shortcode tags
    | <!--(?:(?!<!--)[\s\S])*?-->          # comments
    | </?[A-Za-z][^<>]*>                   # raw HTML tags
    | \[\^[^\[\]\n]+\]:?                  # footnote marks, of definitions too
    | ^[ ]{0,3}\[[^\[\]\n]+\]:[ ]*\S*      # link definitions
    | ^[ ]{0,3}(?:[-*_][ ]*){3,}$          # thematic breaks
    | ^[ ]{0,3}(?:\#{1,6}|>|[-+*]|\d+[.)])[ ]  # heading, quote and list marks
    | ^[ ]*\|?[ ]*:?-{2,}[-:| ]*$          # table rules
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_CALLS = re.compile(r"[ ]?(?:\{\{[<%][^{}]*[%>]\}\}|\[\^[^\[\]\n]+\])")
_PAIRED = re.compile(r"(\*\*|`)(?![\s*`])([^*`\n]{0,500}[^\s*`])\1(?![*`])")
_MARKS = re.compile(r"[*_`~|]+")
_BLANKS = re.compile(r"\s+")


def plain_text(body: str) -> str:
    """Return the words of a Markdown body on one line, its marks taken away."""
    return _squeezed(_without_noise(body))


def script_of(body: str) -> str:
    """Return the script of the words of a Markdown body, as `script_language` names it."""
    words = _without_noise(body)
    # Marks and blanks are letters of no script; they count only where a text is longer than what is looked at.
    return script_language(words if len(words) <= SAMPLE else _squeezed(words))


def _without_noise(body: str) -> str:
    body = without_roles(body)
    if "](" in body:
        body = _LINK.sub(r"\1", body)
    return _NOISE.sub(" ", body)


def _squeezed(words: str) -> str:
    return _BLANKS.sub(" ", _MARKS.sub("", words)).strip()


def one_line(text: str) -> str:
    """Return a text of front matter as readers are to see it, on one line.

    It is no Markdown, so what may stand for itself is left alone; roles, shortcodes, footnote marks, links and paired
    marks of emphasis and code never do.
    """
    text = without_roles(text)
    for pattern, replacement in ((_LINK, r"\1"), (_CALLS, ""), (_PAIRED, r"\2"), (_BLANKS, " ")):
        text = pattern.sub(replacement, text)
    return text.strip()


def shortened(text: str, length: int) -> str:
    """Return a text of at most `length` characters, cut between words where it has any."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, blank, tail = cut.rpartition(" ")
    if blank and tail.isascii() and text[length - 1].isascii():
        cut = head
    return cut.rstrip(" ,.;:，。；：、") + "…"
