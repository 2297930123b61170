"""Attributes in braces: `## Title {#id .class key="value"}`, and a line of them after a block.

Source: Hugo documentation, "Markdown attributes".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_NAME: Final = r"[A-Za-z_:][-A-Za-z0-9_:.]*"
_VALUE: Final = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s"'{}=,#.]+)"""
_ATTRIBUTE: Final = rf"(?:\#[^\s{{}}.,#]+(?:[^\s{{}},#]*)|\.[-A-Za-z0-9_:]+|{_NAME}={_VALUE}(?=[\s,}}]))"
_match_braces: Final = re.compile(rf"\{{\s*{_ATTRIBUTE}(?:[\s,]+{_ATTRIBUTE})*[\s,]*\}}\s*").fullmatch
_find_attributes: Final = re.compile(
    rf"""\#(?P<id>[^\s{{}},#]+)|\.(?P<cls>[-A-Za-z0-9_:]+)|(?P<key>{_NAME})=(?P<value>{_VALUE})"""
).finditer
# How many braces a quoted value may hold before the search for the opening one is given up.
_BRACES_INSIDE_VALUES: Final = 4
_closing_marks: Final = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")


def read_attributes(text: str) -> dict[str, str] | None:
    r"""Return the attributes that a text in braces sets, or None when it is anything else.

    Classes are joined by a blank; a value may be quoted, with `\` before a quote.
    """
    if not text.startswith("{") or not _match_braces(text):
        return None
    attributes: dict[str, str] = {}
    classes: list[str] = []
    for found in _find_attributes(text):
        if found["id"]:
            attributes["id"] = found["id"]
        elif found["cls"]:
            classes.append(found["cls"])
        elif found["key"] == "class":
            classes.append(_unquote(found["value"]))
        else:
            attributes[found["key"]] = _unquote(found["value"])
    if classes:
        attributes["class"] = " ".join(classes)
    return attributes


def _unquote(value: str) -> str:
    if value[0] in "\"'" and value[-1] == value[0]:
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def heading_attributes_plugin(md: MarkdownIt) -> None:
    """Take the attributes at the end of a heading off its text and onto its token."""
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)


def _heading_attributes(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and inline.content.endswith("}"):
            _take_attributes(opening, inline)


def _take_attributes(opening: Token, inline: Token) -> None:
    start = inline.content.rfind("{")
    attributes = read_attributes(inline.content[start:]) if start >= 0 else None
    for _ in range(_BRACES_INSIDE_VALUES):
        if attributes is not None or start <= 0:
            break
        start = inline.content.rfind("{", 0, start)
        attributes = read_attributes(inline.content[start:]) if start >= 0 else None
    if attributes is None:
        return
    opening.attrs.update(attributes)
    inline.content = inline.content[:start].rstrip()
    if opening.markup.startswith("#"):
        inline.content = _closing_marks.sub("", inline.content)


def block_attributes_plugin(md: MarkdownIt) -> None:
    """Take a line of attributes that follows a paragraph, list, quote or table onto that block."""
    md.core.ruler.before("inline", "block_attributes", _block_attributes)


def _block_attributes(state: StateCore) -> None:
    tokens = state.tokens
    for index, inline in enumerate(tokens):
        if inline.type != "inline" or tokens[index - 1].type != "paragraph_open":
            continue
        text, _, last = inline.content.rpartition("\n")
        attributes = read_attributes(last.strip())
        if attributes is None:
            continue
        if text:
            tokens[index - 1].attrs.update(attributes)
            inline.content = text
        elif index >= 2 and tokens[index - 2].nesting < 0:
            _opening_of(tokens, index - 2).attrs.update(attributes)
            tokens[index - 1].hidden = tokens[index + 1].hidden = True
            inline.content = ""


def _opening_of(tokens: list[Token], index: int) -> Token:
    closing = tokens[index]
    while tokens[index].nesting <= 0 or tokens[index].level != closing.level:
        index -= 1
    return tokens[index]
