"""Autolinks `<https://…>` that show what is written; markdown-it decodes the percent signs of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_inline import autolink

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


def literal_autolinks_plugin(md: MarkdownIt) -> None:
    """Let the built-in rule read an autolink, and put the source text back into it."""
    md.inline.ruler.at("autolink", _autolink)


def _autolink(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        state.tokens[-2].content = state.src[start + 1 : state.pos - 1]
    return True
