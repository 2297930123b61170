"""What theme shortcodes share: which argument holds what, and what a call encloses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.shortcodes.call import PLACEHOLDER

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_BACKTICKS = re.compile("`+")
_TEXT_NAMES = ("text", "content", "value", "body", "markdown")


def first_argument(call: Call, names: str, position: int | None = None) -> str:
    """Return the first argument that is given, of names apart by blanks, else the one at a position."""
    for name in names.split():
        if given := call.argument(name).strip():
            return given
    return "" if position is None else call.argument("", position).strip()


def render_content(call: Call, context: ShortcodeContext, position: int | None = None) -> list[nodes.Node]:
    """Return the blocks that a call encloses, else those of the text in its arguments."""
    if call.inner is not None and call.inner.strip():
        return context.render_markdown(call.inner, call.inner_line)
    text = first_argument(call, " ".join(_TEXT_NAMES), position)
    return context.render_markdown(text, call.line) if text else []


def render_words(call: Call, context: ShortcodeContext, position: int | None = None) -> list[nodes.Node]:
    """Return the running text that a call encloses, else that of the text in its arguments."""
    if call.inner is not None and call.inner.strip():
        return context.render_inline(call.inner.strip(), call.inner_line)
    text = first_argument(call, " ".join(_TEXT_NAMES), position)
    return context.render_inline(text, call.line) if text else []


def make_fence(code: str, info: str, context: ShortcodeContext, line: int) -> list[nodes.Node]:
    """Return code as the same code in a fence; `line` is the 1-based line on which it starts."""
    mark = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(code)), default=0))
    return context.render_markdown(f"{mark}{info}\n{code}\n{mark}", line - 1)


def bare(text: str) -> str:
    """Return a text without the places of calls in it."""
    return PLACEHOLDER.sub("", text)


def class_of(name: str) -> str:
    """Return a word of a call as the name of a class."""
    return nodes.make_id(name) or "shortcode"
