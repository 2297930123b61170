"""Emphasis by `*` that works beside Chinese, Japanese and Korean punctuation.

`_` keeps CommonMark's rule, which lets it neither open nor close inside a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline.state_inline import Delimiter

from koushu.hugo.dialect.flanking import scan_run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    from koushu.hugo.dialect.flanking import Run

REPAIRED: Final = "cjk_repaired"
"""In the `meta` of a token: whether it opens, and whether it closes, where CommonMark would not let it."""


def cjk_emphasis_plugin(md: MarkdownIt) -> None:
    """Add the rule for `*` before the built-in one."""
    md.inline.ruler.before("emphasis", "cjk_emphasis", _cjk_emphasis)


def push_run(state: StateInline, run: Run) -> None:
    """Push each mark of a run as a text token with a delimiter, as the built-in rule for emphasis does."""
    mark = state.src[state.pos]
    is_repaired = any(run.repaired)
    for _ in range(run.length):
        token = state.push("text", "", 0)
        token.content = mark
        if is_repaired:
            token.meta[REPAIRED] = run.repaired
        state.delimiters.append(
            Delimiter(
                marker=ord(mark),
                length=run.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=run.can_open,
                close=run.can_close,
            )
        )
    state.pos += run.length


def _cjk_emphasis(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "*":
        return False
    push_run(state, scan_run(state, repair_cjk=True))
    return True
