"""`details`: a part that can be folded away.

Source: Hugo, "Details shortcode".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import HugoSettings, settings
from koushu.hugo.nodes import details, summary
from koushu.messages import message

if TYPE_CHECKING:
    from docutils import nodes

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext


def make_details(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the part that a call folds.

    Shape: `details(open) > summary, block*`. The summary may also be the first argument without a name, as in
    themes older than Hugo's own shortcode.
    """
    options = settings(context.env.config, HugoSettings)
    line = call.argument("summary", 0 if options.theme_shortcodes else None) or message(
        "details", context.meta.language or context.env.config.language
    )
    node = details(open=call.flag("open", 1), classes=call.argument("class").split())
    node += summary("", "", *context.render_inline(line, call.line))
    node += context.render_markdown(call.inner or "", call.inner_line)
    return [node]
