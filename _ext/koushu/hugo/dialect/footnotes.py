"""Footnotes: definitions `[^name]: text`, and references `[^name]` to names that are defined.

A definition becomes the tokens `footnote_definition`, a reference the token `footnote_ref`; both carry the name in
their `meta`. Numbering is the renderer's, since order is that of the finished page.
Source: PHP Markdown Extra, "Footnotes"; Hugo documentation, "Configure markup", `footnote`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.utils import EnvType

# No brackets, blanks only beside other characters, all on one line.
_LABEL: Final = r"(?=[ \t]*[^\s\]])(?:\\[^\n]|[^\[\]\\\n])+"
_match_definition: Final = re.compile(rf"\[\^({_LABEL})\]:").match
_match_reference: Final = re.compile(rf"!?\[\^({_LABEL})\]").match
_INDENT: Final = 4
_DEFINED: Final = "footnote_names"


def footnotes_plugin(md: MarkdownIt) -> None:
    """Add the rules before link definitions and links."""
    options: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    md.block.ruler.before("reference", "footnote_definition", footnote_definition, options)
    md.inline.ruler.before("link", "footnote_ref", footnote_reference)


def defined_names(env: EnvType) -> set[str]:
    """Return the names defined so far in this document; the set is the one that the rules use."""
    names = env.setdefault(_DEFINED, set())
    if not isinstance(names, set):
        raise TypeError(f"{_DEFINED} is {type(names)}, expected a set")
    return names


def footnote_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the footnote that is defined from line `start` on."""
    if state.is_code_block(start):
        return False
    place = state.bMarks[start] + state.tShift[start]
    found = _match_definition(state.src, place, state.eMarks[start])
    if not found:
        return False
    if silent:
        return True
    defined_names(state.env).add(found[1])
    opening = state.push("footnote_definition_open", "", 1)
    opening.meta = {"label": found[1]}
    _parse_content(state, start, end, found.end())
    opening.map = [start, state.line]
    state.push("footnote_definition_close", "", -1)
    return True


def _parse_content(state: StateBlock, start: int, end: int, content: int) -> None:
    """Parse what stands behind the colon, and the indented lines that follow, as blocks."""
    saved = (state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType)
    while content < state.eMarks[start] and state.src[content] in " \t":
        content += 1
    state.blkIndent += _INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start] = content, 0, state.blkIndent
    state.parentType = "footnote"
    state.line = start
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = saved


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Read a reference to a footnote that is defined."""
    found = _match_reference(state.src, state.pos, state.posMax)
    if not found or found[1] not in defined_names(state.env):
        return False
    if not silent:
        if found[0].startswith("!"):
            state.append_pending("!")
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True
