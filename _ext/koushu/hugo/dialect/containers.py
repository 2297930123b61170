"""Which blocks lie around the one that is read, and what they leave of a blank line inside code.

goldmark cuts a blank line short where it passes a list item; a definition and a footnote leave it whole, where they
cut the indent of any other line. So the blanks on such a line of code depend on what lies around the code.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import code, fence, html_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

_CONTAINERS: Final = "containers"
_TAB: Final = 4
_OF_HTML: Final = -1
# An end tag that begins no block of HTML, though CommonMark's last kind of such blocks has it.
_ends_alone: Final = re.compile(r"</(?:script|style|pre)\s*>", re.IGNORECASE).match
# How many columns a block of each kind cuts off its lines, besides the indent of a fence.
_RULES: Final[dict[str, tuple[Rule, list[str], int]]] = {
    "code": (code, [], _TAB),
    "fence": (fence, ["paragraph", "reference", "blockquote", "list"], 0),
    "html_block": (html_block, ["paragraph", "reference", "blockquote"], _OF_HTML),
}


def blank_lines_plugin(md: MarkdownIt) -> None:
    """Put back into code and raw HTML what goldmark leaves of their blank lines."""
    for name, (rule, interrupts, indent) in _RULES.items():
        md.block.ruler.at(name, partial(_with_blank_lines, rule=rule, indent=indent), {"alt": interrupts})


@contextmanager
def inside(state: StateBlock, name: str) -> Iterator[None]:
    """Note that the blocks read meanwhile lie in a container: a quote, a list, a definition or a footnote."""
    around = state.env.setdefault(_CONTAINERS, [])
    around.append(name)
    yield
    around.pop()


def _with_blank_lines(
    state: StateBlock, start: int, end: int, silent: bool, *, rule: Rule, indent: int
) -> bool:
    opening = state.sCount[start] - state.blkIndent
    if indent < 0 and _ends_alone(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    if not rule(state, start, end, silent):
        return False
    if silent:
        return True
    token = state.tokens[-1]
    if token.type == "fence":
        indent, start = opening, start + 1
    if "\n\n" in token.content or "\n " in token.content or token.content[:1] in "\n \t":
        lines = token.content.split("\n")
        for index in range(min(len(lines) - 1, state.line - start)):
            if state.isEmpty(start + index):
                lines[index] = _blank(state, start + index, indent)
        token.content = "\n".join(lines)
    return True


def _blank(state: StateBlock, line: int, indent: int) -> str:
    """Return what stays of a blank line: nothing in an item of a list, else its blanks behind the indent."""
    for name in reversed(state.env.get(_CONTAINERS, [])):
        if name == "list":
            return ""
        if name == "blockquote":
            break
    rest = state.src[state.bMarks[line] : state.eMarks[line]]
    if len(rest.expandtabs(_TAB)) < indent:
        return rest if indent < _TAB else ""
    return rest.expandtabs(_TAB)[indent:] if indent > 0 else rest
