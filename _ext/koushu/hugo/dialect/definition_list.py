"""Definition lists: the lines of a paragraph are terms when a line that begins with `: ` follows.

Source: Hugo documentation, "Configure markup", `definitionList`; PHP Markdown Extra, "Definition Lists".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.common.utils import isStrSpace

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_DEEPEST_MARKER: Final = 2


class _Terms(NamedTuple):
    """The lines of the terms, and the line on which the first definition begins."""

    first: int
    last: int
    definition: int


def definition_list_plugin(md: MarkdownIt) -> None:
    """Add the rule before paragraphs; the tokens are `dl`, `dt` and `dd`."""
    options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("paragraph", "definition_list", definition_list, options)


def definition_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a definition list that begins with the terms on line `start`."""
    if silent:
        # Asked by a paragraph inside a definition whether this line ends it.
        return state.ddIndent >= 0 and _content_column(state, start, state.ddIndent) >= 0
    terms = _find_terms(state, start, end)
    if terms is None:
        return False
    opening = state.push("dl_open", "dl", 1)
    line = start
    while terms is not None:
        _push_terms(state, terms)
        line = _push_definitions(state, terms.definition, end)
        following = _skip_blank(state, line, end)
        terms = _find_terms(state, following, end) if following < end else None
    state.push("dl_close", "dl", -1)
    opening.map = [start, line]
    state.line = line
    return True


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
        line += 1
    definition = _skip_blank(state, line, end)
    if line == start or definition >= end or _content_column(state, definition, state.blkIndent) < 0:
        return None
    return _Terms(start, line, definition)


def _content_column(state: StateBlock, line: int, indent: int) -> int:
    """Return the column at which a definition's text begins, -1 when the line begins no definition."""
    if not 0 <= state.sCount[line] - indent <= _DEEPEST_MARKER:
        return -1
    place = state.bMarks[line] + state.tShift[line]
    end = state.eMarks[line]
    if place + 1 >= end or state.src[place] != ":" or not isStrSpace(state.src[place + 1]):
        return -1
    column = state.sCount[line] + 1
    for character in state.src[place + 1 : end]:
        if not isStrSpace(character):
            return column
        column += 4 - (column + state.bsCount[line]) % 4 if character == "\t" else 1
    return state.sCount[line] + 2


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
    content = state.bMarks[line] + shift + 1
    while content < state.eMarks[line] and isStrSpace(state.src[content]):
        content += 1
    state.tShift[line], state.sCount[line] = content - state.bMarks[line], column
    state.tight, state.ddIndent, state.blkIndent, state.parentType = True, state.blkIndent, column, "deflist"
    state.line = line
    state.md.block.tokenize(state, line, end)
    state.tight, state.ddIndent, state.blkIndent, state.parentType = saved
    state.tShift[line], state.sCount[line] = shift, count
    state.push("dd_close", "dd", -1)
    opening.map = [line, state.line]
    behind = state.line
    while behind > line + 1 and state.isEmpty(behind - 1):
        behind -= 1
    return behind
