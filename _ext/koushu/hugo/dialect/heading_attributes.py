"""Attributes in braces: `## Title {#id .class key="value"}`, and a line of them after a block.

Source: Hugo documentation, "Markdown attributes".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_LINE: Final = "block_attributes"
_NAME: Final = r"[A-Za-z_:][-A-Za-z0-9_:.]*"
# Any character but blanks and ASCII punctuation, four marks of that excepted.
_SELECTOR: Final = r"(?:[-_:.]|[^\s!-/:-@\[-`{-~])+"
_VALUE: Final = rf"(?:\"(?:\\.|[^\"\\])*\"|[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\[[^\[\]{{}}]*\]|{_NAME})"
_match_attribute: Final = re.compile(
    rf"\s*(?:\#(?P<id>{_SELECTOR})|\.(?P<cls>{_SELECTOR})|(?P<key>{_NAME})\s*=\s*(?P<value>{_VALUE}))\s*,?"
).match
_NUMBER: Final = frozenset("+-0123456789")
_match_end: Final = re.compile(r"\s*\}").match
_closing_marks: Final = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")


def read_attributes(text: str, start: int = 0) -> tuple[dict[str, str], int] | None:
    r"""Return the attributes in the braces at a place, and the place behind them, or None when they are not such.

    Classes are joined by a blank; a value may be quoted, with `\` before a quote.
    """
    if not text.startswith("{", start):
        return None
    attributes: dict[str, str] = {}
    classes: list[str] = []
    place = start + 1
    while not (end := _match_end(text, place)):
        found = _match_attribute(text, place)
        if not found:
            return None
        if found["id"]:
            attributes["id"] = found["id"]
        elif found["cls"] or found["key"] == "class":
            if found["value"] and found["value"][0] in _NUMBER:
                return None
            classes.append(found["cls"] or _unquote(found["value"]))
        else:
            attributes[found["key"]] = _unquote(found["value"])
        place = found.end()
    if classes:
        attributes["class"] = " ".join(classes)
    return attributes, end.end()


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def heading_attributes_plugin(md: MarkdownIt) -> None:
    """Take the attributes at the end of a heading off its text and onto its token."""
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)


def _heading_attributes(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and inline.content.endswith("}"):
            _take_attributes(opening, inline)


def _take_attributes(opening: Token, inline: Token) -> None:
    text = inline.content
    start = text.find("{")
    while start >= 0:
        found = None if text.startswith("\\", start - 1) and start else read_attributes(text, start)
        if found and not text[found[1] :].strip():
            opening.attrs.update(found[0])
            inline.content = text[:start].rstrip()
            if opening.markup.startswith("#"):
                inline.content = _closing_marks.sub("", inline.content)
            return
        start = text.find("{", start + 1)


def block_attributes_plugin(md: MarkdownIt) -> None:
    """Take a line of attributes that follows a paragraph, list, quote or table onto that block."""
    options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("paragraph", "block_attributes", _attributes_line, options)
    md.core.ruler.before("inline", "block_attributes", _apply_lines)


def _attributes_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Read a line of attributes; it belongs to the block directly above it, and to none behind a blank line."""
    place = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("{", place):
        return False
    found = read_attributes(state.src[place : state.eMarks[start]])
    if found is None:
        return False
    if not silent:
        token = state.push(_LINE, "", 0)
        token.attrs = dict(found[0])
        token.hidden = start == 0 or state.isEmpty(start - 1)
        state.line = start + 1
    return True


def _apply_lines(state: StateCore) -> None:
    if not any(token.type == _LINE for token in state.tokens):
        return
    kept: list[Token] = []
    for token in state.tokens:
        if token.type != _LINE:
            kept.append(token)
        elif kept and kept[-1].nesting < 0 and not token.hidden:
            opening = _opening_of(kept, len(kept) - 1)
            opening.attrs = {**token.attrs, **opening.attrs}
    state.tokens = kept


def _opening_of(tokens: list[Token], index: int) -> Token:
    closing = tokens[index]
    while tokens[index].nesting <= 0 or tokens[index].level != closing.level:
        index -= 1
    return tokens[index]
