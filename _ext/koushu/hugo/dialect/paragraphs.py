"""Paragraphs, and what goldmark makes of their lines: headings, terms, tables and the targets of links.

A paragraph is gathered line by line until a blank line or another block ends it. A line of `=` or `-` makes it a
heading, a line that begins with `: ` makes its lines terms. Only then are the definitions of link targets at its
beginning taken off, and is a table looked for in the lines that remain; so lines of a table may be lazy, and what
follows the definition of a target is the same paragraph. Source: CommonMark 0.31.2, "Paragraphs", "Setext headings",
"Link reference definitions"; GFM 0.29, "Tables (extension)".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markdown_it.rules_block import reference

from koushu.hugo.dialect.definition_list import begins_definition, match_underline, push_definition_list
from koushu.hugo.dialect.nesting import has_room, keep_too_deep
from koushu.hugo.dialect.tables import find_table, push_table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from koushu.hugo.dialect.tables import Table


def paragraphs_plugin(md: MarkdownIt, *, tables: bool, definitions: bool) -> None:
    """Put one rule in place of those for paragraphs, underlined headings, tables and targets of links."""
    md.disable(["table", "lheading", "reference"], ignoreInvalid=True)
    rule = partial(_paragraph, tables=tables, definitions=definitions)
    md.block.ruler.at("paragraph", rule)


def _paragraph(
    state: StateBlock, start: int, end: int, silent: bool, *, tables: bool, definitions: bool
) -> bool:
    if silent:
        return False
    parent, state.parentType = state.parentType, "paragraph"
    line, underline, definition = _last_line(state, start, end, definitions=definitions)
    state.parentType = parent
    first = _take_targets(state, start, line)
    table = find_table(state, first, line) if tables and line - first > 1 else None
    if first == line:
        state.line = line
    elif table is not None:
        state.line = _push_with_table(state, first, table, line, underline)
    elif underline:
        _push_heading(state, underline, first, line)
        state.line = line + 1
    elif definition >= 0 and _may_list(state, first):
        state.line = push_definition_list(state, first, line, definition, end)
    else:
        _push_paragraph(state, first, line)
        state.line = line
    return True


def _push_with_table(state: StateBlock, first: int, table: Table, end: int, underline: str) -> int:
    """Push a table and the lines above it, and return the line behind; underlined, they become a heading below it."""
    if table.header == first:
        push_table(state, table, end)
        return end
    if underline:
        push_table(state, table, end)
        _push_heading(state, underline, first, table.header)
        return end + 1
    _push_paragraph(state, first, table.header)
    push_table(state, table, end)
    return end


def _last_line(state: StateBlock, start: int, end: int, *, definitions: bool) -> tuple[int, str, int]:
    """Return the line behind the paragraph, the mark that underlines it, and the line of a definition of it or -1."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < end and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        # Deeper is no code behind a paragraph, and less than nothing is a lazy line of a quote, seen by its rule.
        if indent <= 3 and state.sCount[line] >= 0:
            if indent >= 0:
                place = state.bMarks[line] + state.tShift[line]
                first = state.src[place]
                if first in "=-" and match_underline(state.src, place):
                    return line, first, -1
                if definitions and first == ":" and begins_definition(state, line):
                    return line, "", line
            if any(rule(state, line, end, True) for rule in interrupting):
                return line, "", -1
        line += 1
    below = line
    while definitions and below < end and state.isEmpty(below):
        below += 1
    if definitions and line < below < end and begins_definition(state, below):
        return line, "", below
    return line, "", -1


def _may_list(state: StateBlock, line: int) -> bool:
    """Return whether a definition list may begin here; one that would lie too deep is text."""
    if has_room(state):
        return True
    keep_too_deep(state, line)
    return False


def _take_targets(state: StateBlock, start: int, end: int) -> int:
    """Read the definitions of link targets that a paragraph begins with, and return the line behind them."""
    line = start
    last, state.lineMax = state.lineMax, end
    while line < end and state.src.startswith("[", state.bMarks[line] + state.tShift[line]):
        # Inside a paragraph no line is code, however deep.
        indent, state.sCount[line] = state.sCount[line], state.blkIndent
        found = reference(state, line, end, False)
        state.sCount[line] = indent
        if not found:
            break
        line = state.line
    state.lineMax = last
    return line


def _push_heading(state: StateBlock, underline: str, start: int, end: int) -> None:
    tag = "h1" if underline == "=" else "h2"
    opening = state.push("heading_open", tag, 1)
    opening.markup, opening.map = underline, [start, end + 1]
    _push_inline(state, start, end)
    state.push("heading_close", tag, -1).markup = underline


def _push_paragraph(state: StateBlock, start: int, end: int) -> None:
    state.push("paragraph_open", "p", 1).map = [start, end]
    _push_inline(state, start, end)
    state.push("paragraph_close", "p", -1)


def _push_inline(state: StateBlock, start: int, end: int) -> None:
    inline = state.push("inline", "", 0)
    lines = range(start, end)
    text = "\n".join(
        state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]] for line in lines
    )
    inline.content = text.strip(" \t\n")
    inline.map, inline.children = [start, end], []
