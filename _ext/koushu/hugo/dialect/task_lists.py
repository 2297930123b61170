"""Task lists: an item that begins with `[ ]` or `[x]`, by goldmark's rule, which asks for no blank behind the box.

Source: GFM 0.29, "Task list items (extension)".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_match_box: Final = re.compile(r"\[([ \txX])\]\s*").match


def task_lists_plugin(md: MarkdownIt) -> None:
    """Take the box off the text and onto the item's token, as `checked` in its `meta`."""
    md.core.ruler.before("inline", "task_lists", _task_lists)


def _task_lists(state: StateCore) -> None:
    for item, paragraph, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open":
            box = _match_box(inline.content)
            if box:
                item.meta["checked"] = box[1] in "xX"
                inline.content = inline.content[box.end() :]
