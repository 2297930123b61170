"""HTML comments in running text, which end at the first `-->`; markdown-it wants an even number of dashes there.

Source: CommonMark 0.31.2, "Raw HTML".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_EMPTY: Final = ("<!-->", "<!--->")


def comments_plugin(md: MarkdownIt) -> None:
    """Add the rule before the one for all raw HTML; the token is `html_inline`."""
    md.inline.ruler.before("html_inline", "html_comment", _comment)


def _comment(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<!--", state.pos):
        return False
    end = next((state.pos + len(mark) for mark in _EMPTY if state.src.startswith(mark, state.pos)), 0)
    if not end:
        # Where no comment can end any more, every further one would search the rest again.
        close = (
            state.src.find("-->", state.pos + 4) if state.html_terminator_last("-->") >= state.pos + 4 else -1
        )
        if close < 0:
            return False
        end = close + 3
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True
