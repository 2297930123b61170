"""A call of a site's own shortcode: what its template printed, read as the site would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.shortcodes.markup import make_nodes
from koushu.hugo.shortcodes.templates.host import unmarked
from koushu.hugo.shortcodes.unknown import keep_content

if TYPE_CHECKING:
    from docutils import nodes

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext


def show_made(call: Call, context: ShortcodeContext, *, is_markdown: bool) -> list[nodes.Node]:
    """Return what a site's template made of a call: HTML, or Markdown that is read by the post's rules."""
    made = context.made.get(call.place)
    if made is None:
        return keep_content(call, context)
    if not is_markdown:
        return make_nodes(made.text, made.fragments, call, context)
    text = unmarked(made)
    if "\n" in text.strip("\n"):
        return context.render_markdown(text, call.line)
    return context.render_inline(text.strip(), call.line)
