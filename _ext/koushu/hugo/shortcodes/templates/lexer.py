"""A Hugo template cut into texts and actions, and an action into words.

Source: Go, package text/template, "Text and spaces", "Actions", "Arguments".
"""

from __future__ import annotations

import ast
import re
from typing import Final

from koushu.late_pattern import late_pattern
from koushu.record import record

_ACTION: Final = late_pattern(
    r"\{\{(-(?=\s))?\s*(/\*.*?\*/|(?:`[^`]*`|\"(?:\\.|[^\"\\\n])*\"|[^`\"])*?)\s*((?<=\s)-)?\}\}", re.DOTALL
)
_WORD: Final = late_pattern(
    r"""
    (?P<space>\s+)
  | (?P<string>"(?:\\.|[^"\\\n])*"|`[^`]*`)
  | (?P<number>[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
  | (?P<rune>'(?:\\.|[^'\\\n])+')
  | (?P<variable>\$[A-Za-z_]\w*|\$)
  | (?P<field>(?:\.[A-Za-z_]\w*)+|\.)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<mark>:=|[|(),=])
    """,
    re.VERBOSE,
)


class TemplateError(Exception):
    """What keeps a template from being run: its 1-based line and a sentence."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@record
class Piece:
    """A text, or the inside of an action."""

    value: str
    line: int
    is_action: bool


@record
class Word:
    """One word of an action; `kind` is the name of its group above."""

    kind: str
    value: str | int | float
    joined: bool
    """No blank stands before it, as between a variable and its field."""


def split_template(source: str) -> list[Piece]:
    """Return the pieces of a template in order; comments are left out, and blanks that a `-` trims.

    Raises `TemplateError` where an action does not end.
    """
    pieces: list[Piece] = []
    end, trim = 0, False
    for found in _ACTION.finditer(source):
        text = source[end : found.start()]
        _add_text(pieces, text, _line(source, end), before=trim, after=bool(found[1]))
        if not found[2].startswith("/*"):
            pieces.append(Piece(found[2], _line(source, found.start()), is_action=True))
        end, trim = found.end(), bool(found[3])
    _add_text(pieces, source[end:], _line(source, end), before=trim, after=False)
    return pieces


def read_words(action: Piece) -> list[Word]:
    """Return the words of an action. Raises `TemplateError` for what is none."""
    words: list[Word] = []
    position, joined = 0, False
    while position < len(action.value):
        found = _WORD.match(action.value, position)
        if found is None:
            raise TemplateError(action.line, f"found {action.value[position : position + 20]!r} in an action")
        position = found.end()
        if found.lastgroup == "space":
            joined = False
            continue
        words.append(Word(str(found.lastgroup), _value(found, action.line), joined))
        joined = True
    return words


def _value(found: re.Match[str], line: int) -> str | int | float:
    if found.lastgroup == "number":
        return _number(found[0])
    if found.lastgroup == "rune":
        return ord(str(ast.literal_eval(found[0]))[:1] or " ")
    if found.lastgroup != "string":
        return found[0]
    if found[0].startswith("`"):
        return found[0][1:-1]
    try:
        return str(ast.literal_eval(found[0]))
    except (SyntaxError, ValueError):
        raise TemplateError(line, f"found the text {found[0]}; expected one that Go can read") from None


def _number(text: str) -> int | float:
    if "x" in text.lower():
        return int(text, 16)
    return float(text) if set(".eE") & set(text) else int(text[:18])


def _add_text(pieces: list[Piece], text: str, line: int, *, before: bool, after: bool) -> None:
    if "{{" in text:
        start = line + text[: text.index("{{")].count("\n")
        raise TemplateError(start, "found `{{`; expected `}}` that ends it")
    text = text.lstrip() if before else text
    text = text.rstrip() if after else text
    if text:
        pieces.append(Piece(text, line, is_action=False))


def _line(source: str, offset: int) -> int:
    return source.count("\n", 0, offset) + 1
