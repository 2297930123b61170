"""Definition lists: the lines of a paragraph are terms when a line that begins with `: ` follows.

Source: Hugo documentation, "Configure markup", `definitionList`; PHP Markdown Extra, "Definition Lists".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.common.utils import isStrSpace

from koushu.hugo.dialect.containers import inside

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

# Behind the mark: from how many blanks on the text is code, and how many of them belong to the mark then.
_BEGINS_WITH_CODE: Final = 8
_INDENT_OF_CODE: Final = 5


match_underline: Final = re.compile(r"(?:=+|-+)[ \t]*$", re.MULTILINE).match
"""Whether a place begins a line that makes the lines above it a heading."""


class _Terms(NamedTuple):
    """The lines of the terms, and the line on which the first definition begins."""

    first: int
    last: int
    definition: int


def definition_list_plugin(md: MarkdownIt) -> None:
    """Let a definition end a paragraph inside the definition before it; the tokens are `dl`, `dt` and `dd`."""
    options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("paragraph", "definition_list", _next_definition, options)


def _next_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    return silent and state.ddIndent >= 0 and _content_column(state, start, state.ddIndent) >= 0


def begins_definition(state: StateBlock, line: int) -> bool:
    """Return whether a line begins the definition of the terms above it."""
    return _content_column(state, line, state.blkIndent) >= 0


def push_definition_list(state: StateBlock, start: int, last: int, definition: int, end: int) -> int:
    """Push the list whose first terms are the lines from `start` to `last`, and return the line behind it."""
    terms: _Terms | None = _Terms(start, last, definition)
    opening = state.push("dl_open", "dl", 1)
    line = start
    while terms is not None:
        _push_terms(state, terms)
        line = _push_definitions(state, terms.definition, end)
        following = _skip_blank(state, line, end)
        terms = _find_terms(state, following, end) if following < end else None
    state.push("dl_close", "dl", -1)
    opening.map = [start, line]
    return line


def _find_terms(state: StateBlock, start: int, end: int) -> _Terms | None:
    """Return the terms that begin on a line: lines of plain text, then one that begins a definition."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    line = start
    while line < end and not state.isEmpty(line):
        if state.sCount[line] < state.blkIndent or (line == start and state.is_code_block(line)):
            return None
        if line > start and _content_column(state, line, state.blkIndent) >= 0:
            return _Terms(start, line, line)
        if any(rule(state, line, end, True) for rule in interrupting):
            return None
        if line > start and match_underline(state.src, state.bMarks[line] + state.tShift[line]):
            return None
        line += 1
    definition = _skip_blank(state, line, end)
    if line == start or definition >= end or _content_column(state, definition, state.blkIndent) < 0:
        return None
    return _Terms(start, line, definition)


def _content_column(state: StateBlock, line: int, indent: int) -> int:
    """Return the column that a definition's lines are indented to, -1 when the line begins no definition."""
    if state.sCount[line] != indent:
        return -1
    place = state.bMarks[line] + state.tShift[line]
    end = state.eMarks[line]
    if place + 1 >= end or state.src[place] != ":" or not isStrSpace(state.src[place + 1]):
        return -1
    _, column = _text_column(state, line)
    blanks = column - indent - 1
    return indent + 1 + (_INDENT_OF_CODE if blanks >= _BEGINS_WITH_CODE else blanks)


def _text_column(state: StateBlock, line: int) -> tuple[int, int]:
    """Return the place and the column at which the text behind a definition's mark begins."""
    place, column = state.bMarks[line] + state.tShift[line] + 1, state.sCount[line] + 1
    while place < state.eMarks[line] and isStrSpace(state.src[place]):
        column += 4 - (column + state.bsCount[line]) % 4 if state.src[place] == "\t" else 1
        place += 1
    return place, column


def _skip_blank(state: StateBlock, line: int, end: int) -> int:
    while line < end and state.isEmpty(line):
        line += 1
    return line


def _push_terms(state: StateBlock, terms: _Terms) -> None:
    for line in range(terms.first, terms.last):
        state.push("dt_open", "dt", 1).map = [line, line + 1]
        inline = state.push("inline", "", 0)
        inline.map = [line, line + 1]
        inline.content = state.getLines(line, line + 1, state.blkIndent, False).strip()
        inline.children = []
        state.push("dt_close", "dt", -1)


def _push_definitions(state: StateBlock, line: int, end: int) -> int:
    """Push the definitions that begin here one after the other, and return the line behind the last."""
    behind = line
    while line < end and _content_column(state, line, state.blkIndent) >= 0:
        behind = _push_definition(state, line, end)
        line = _skip_blank(state, behind, end)
        if line < end and state.sCount[line] < state.blkIndent:
            break
    return behind


def _push_definition(state: StateBlock, line: int, end: int) -> int:
    column = _content_column(state, line, state.blkIndent)
    opening = state.push("dd_open", "dd", 1)
    saved = (state.tight, state.ddIndent, state.blkIndent, state.parentType)
    shift, count = state.tShift[line], state.sCount[line]
    content, state.sCount[line] = _text_column(state, line)
    state.tShift[line] = content - state.bMarks[line]
    state.tight, state.ddIndent, state.blkIndent, state.parentType = True, state.blkIndent, column, "deflist"
    state.line = line
    with inside(state, "definition"):
        state.md.block.tokenize(state, line, end)
    state.tight, state.ddIndent, state.blkIndent, state.parentType = saved
    state.tShift[line], state.sCount[line] = shift, count
    state.push("dd_close", "dd", -1)
    opening.map = [line, state.line]
    behind = state.line
    while behind > line + 1 and state.isEmpty(behind - 1):
        behind -= 1
    return behind
