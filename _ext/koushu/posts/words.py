"""Plain text of a little Markdown, without parsing it."""

from __future__ import annotations

import re

# Each alternative stops at its own opening mark, so that long runs of openings cost linear time.
_NOISE = re.compile(
    r"""
      ^[ ]{0,3}(?:```|~~~).*$              # fence lines
    | \{\{[<%][^{}]*[%>]\}\}               # shortcode tags
    | <!--(?:(?!<!--)[\s\S])*?-->          # comments
    | </?[A-Za-z][^<>]*>                   # raw HTML tags
    | \[\^[^\[\]\n]+\]:?                  # footnote marks, of definitions too
    | ^[ ]{0,3}\[[^\[\]\n]+\]:[ ]*\S*      # link definitions
    | ^[ ]{0,3}(?:[-*_][ ]*){3,}$          # thematic breaks
    | ^[ ]{0,3}(?:\#{1,6}|>|[-+*]|\d+[.)])[ ]  # heading, quote and list marks
    | ^[ ]*\|?[ ]*:?-{2,}[-:| ]*$          # table rules
    """,
    re.MULTILINE | re.VERBOSE,
)
_CITATION = re.compile(r"[ ]?\{cite[:a-z]*\}`[^`\n]*`")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_MARKS = re.compile(r"[*_`~|]+")
_BLANKS = re.compile(r"\s+")


def plain_text(body: str) -> str:
    """Return the words of a Markdown body on one line, its marks taken away."""
    for pattern, replacement in (
        (_CITATION, ""),
        (_LINK, r"\1"),
        (_NOISE, " "),
        (_MARKS, ""),
        (_BLANKS, " "),
    ):
        body = pattern.sub(replacement, body)
    return body.strip()


def shortened(text: str, length: int) -> str:
    """Return a text of at most `length` characters, cut between words where it has any."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, blank, tail = cut.rpartition(" ")
    if blank and tail.isascii() and text[length - 1].isascii():
        cut = head
    return cut.rstrip(" ,.;:，。；：、") + "…"
