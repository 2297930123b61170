"""Block quotes; unlike in the built-in rule, a `>` that stands as deep as code begins no line of a quote.

Source: CommonMark 0.31.2, "Block quotes".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.common.utils import isStrSpace

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_TAB: Final = 4


class _Line(NamedTuple):
    """What the parser knows of a line of the source."""

    begin: int
    begin_column: int
    indent: int
    shift: int


def block_quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a quote, whose first line is `start`."""
    if not _is_marked(state, start):
        return False
    if silent:
        return True
    saved: list[_Line] = []
    last_line = state.lineMax
    behind = _enter(state, start, end, saved)
    indent, state.blkIndent = state.blkIndent, 0
    opening = state.push("blockquote_open", "blockquote", 1)
    opening.markup = ">"
    state.md.block.tokenize(state, start, behind)
    state.push("blockquote_close", "blockquote", -1).markup = ">"
    state.lineMax, state.blkIndent = last_line, indent
    opening.map = [start, state.line]
    for line, known in enumerate(saved, start):
        state.bMarks[line], state.bsCount[line], state.sCount[line], state.tShift[line] = known
    return True


def _is_marked(state: StateBlock, line: int) -> bool:
    place = state.bMarks[line] + state.tShift[line]
    return (
        state.sCount[line] - state.blkIndent < _TAB and place < state.eMarks[line] and state.src[place] == ">"
    )


def _enter(state: StateBlock, start: int, end: int, saved: list[_Line]) -> int:
    """Take the marks off the lines of a quote, lazy ones marked by an indent of -1, and return the line behind it."""
    interrupting = state.md.block.ruler.getRules("blockquote")
    parent, state.parentType = state.parentType, "blockquote"
    line, blank = start, False
    while line < end and not state.isEmpty(line):
        marked = state.sCount[line] >= state.blkIndent and _is_marked(state, line)
        if not marked:
            if blank:
                break
            if any(rule(state, line, end, True) for rule in interrupting):
                # The blocks inside must not see this line, which begins the block behind the quote.
                state.lineMax = line
                if state.blkIndent:
                    saved.append(_known(state, line))
                    state.sCount[line] -= state.blkIndent
                break
        saved.append(_known(state, line))
        if marked:
            blank = _take_mark(state, line)
        else:
            state.sCount[line] = -1
        line += 1
    state.parentType = parent
    return line


def _known(state: StateBlock, line: int) -> _Line:
    return _Line(state.bMarks[line], state.bsCount[line], state.sCount[line], state.tShift[line])


def _take_mark(state: StateBlock, line: int) -> bool:
    """Let a line begin behind its mark and one blank, and return whether nothing else stands on it."""
    place = state.bMarks[line] + state.tShift[line] + 1
    first = column = state.sCount[line] + 1
    following = state.src[place : place + 1]
    spaced = following in {" ", "\t"}
    # Only one column of a tab belongs to the mark; where it is wider, the rest is indent.
    half_tab = following == "\t" and (state.bsCount[line] + column) % _TAB != _TAB - 1
    if spaced and not half_tab:
        place += 1
        first = column = column + 1
    state.bMarks[line] = place
    while place < state.eMarks[line] and isStrSpace(state.src[place]):
        if state.src[place] == "\t":
            column += _TAB - (column + state.bsCount[line] + half_tab) % _TAB
        else:
            column += 1
        place += 1
    state.bsCount[line] = state.sCount[line] + 1 + spaced
    state.sCount[line] = column - first
    state.tShift[line] = place - state.bMarks[line]
    return place >= state.eMarks[line]
