"""Blocks inside blocks, as deep as every output format can show them.

markdown-it drops what lies deeper than its limit; here a quote or list that would lie deeper is text, so that nothing
is lost, and the line is kept for a report.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import list_block

from koushu.hugo.dialect.containers import inside
from koushu.hugo.dialect.footnotes import footnote_definition
from koushu.hugo.dialect.quotes import block_quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    Rule = Callable[[StateBlock, int, int, bool], bool]

MAX_DEPTH: Final = 20
"""Quotes in quotes; a list counts twice, for itself and its item. Plain text has no room for more indents."""

_TOO_DEEP: Final = "too_deep"
_DEPTH: Final = "depth"
_RULES: Final[dict[str, tuple[Rule, list[str]]]] = {
    "blockquote": (block_quote, ["paragraph", "reference", "blockquote", "list"]),
    "list": (list_block, ["paragraph", "reference", "blockquote"]),
    "footnote_definition": (footnote_definition, ["paragraph", "reference", "blockquote", "list"]),
}


def nesting_plugin(md: MarkdownIt) -> None:
    """Put a guard before each rule that opens a block around others; after the rules are all in place."""
    present = md.block.ruler.get_all_rules()
    for name, (rule, interrupts) in _RULES.items():
        if name in present:
            md.block.ruler.at(name, partial(_guarded, rule=rule, name=name), {"alt": interrupts})
    md.core.ruler.push("inline_depth", _flatten_inline)
    # What the guards let through opens a few levels more: an item, a paragraph.
    md.options["maxNesting"] = 2 * MAX_DEPTH


def begin_at_depth(env: EnvType, depth: int) -> None:
    """Say how deep in others the blocks of the next text lie, as inside a directive."""
    env[_DEPTH] = depth


def too_deep_line(env: EnvType) -> int | None:
    """Return the 0-based line at which a block first lay too deep, or None."""
    line = env.get(_TOO_DEEP)
    return line if isinstance(line, int) else None


def has_room(state: StateBlock) -> bool:
    """Return whether a block around others may begin here."""
    return bool(state.level + state.env.get(_DEPTH, 0) < MAX_DEPTH)


def keep_too_deep(state: StateBlock, line: int) -> None:
    """Keep the first 0-based line at which a block lies too deep."""
    state.env.setdefault(_TOO_DEEP, line)


def _guarded(state: StateBlock, start: int, end: int, silent: bool, *, rule: Rule, name: str) -> bool:
    if silent:
        return rule(state, start, end, True)
    if has_room(state):
        with inside(state, name):
            return rule(state, start, end, False)
    if rule(state, start, end, True):
        keep_too_deep(state, start)
    return False


def _flatten_inline(state: StateCore) -> None:
    for block in state.tokens:
        if block.children and len(block.children) > 2 * MAX_DEPTH:
            block.children = _without_deepest(block.children)


def _without_deepest(tokens: list[Token]) -> list[Token]:
    """Return running text without the emphasis and links that lie deeper than the limit; what they enclose stays."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting > 0
        if token.nesting == 0 or depth <= MAX_DEPTH:
            kept.append(token)
        depth -= token.nesting < 0
    return kept
