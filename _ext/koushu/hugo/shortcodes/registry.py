"""Which handler makes the nodes of which shortcode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.shortcodes.code import make_highlight
from koushu.hugo.shortcodes.embeds import (
    make_bilibili,
    make_gist,
    make_instagram,
    make_vimeo,
    make_x,
    make_youtube,
)
from koushu.hugo.shortcodes.figure import make_figure
from koushu.hugo.shortcodes.folding import make_details
from koushu.hugo.shortcodes.page_values import make_nothing, make_param
from koushu.hugo.shortcodes.references import make_page_reference
from koushu.hugo.shortcodes.unknown import keep_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import Handler, ShortcodeContext

HANDLERS: Final[Mapping[str, Handler]] = {
    "bilibili": make_bilibili,
    "comment": make_nothing,
    "details": make_details,
    "figure": make_figure,
    "gist": make_gist,
    "highlight": make_highlight,
    "instagram": make_instagram,
    "instagram_simple": make_instagram,
    "param": make_param,
    "ref": make_page_reference,
    "relref": make_page_reference,
    "tweet": make_x,
    "twitter": make_x,
    "twitter_simple": make_x,
    "vimeo": make_vimeo,
    "vimeo_simple": make_vimeo,
    "x": make_x,
    "x_simple": make_x,
    "youtube": make_youtube,
}
"""A name here stands in `names.BUILT_IN` too, which says whether it encloses text."""


def run_shortcode(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the nodes a call makes; an unknown one, reported where it was extracted, gives its content."""
    made = HANDLERS.get(call.name, keep_content)(call, context)
    for node in made:
        # What a handler makes below its own node stands on the line of the call, for messages about it.
        for inner in node.findall(nodes.Element, include_self=False):
            if inner.line is None:
                inner.line = call.line
    return made
