"""Which handler makes the nodes of which shortcode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.config import HugoSettings, settings
from koushu.hugo.shortcodes import names
from koushu.hugo.shortcodes.boxes import make_box
from koushu.hugo.shortcodes.cards import make_media, make_music, make_site_card
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
from koushu.hugo.shortcodes.layout import (
    make_columns,
    make_folded,
    make_group,
    make_placed,
    make_quote,
    make_spoken,
)
from koushu.hugo.shortcodes.listings import make_code, make_diagram, make_formula, make_typing
from koushu.hugo.shortcodes.marking import EnclosedContext, mark_added
from koushu.hugo.shortcodes.page_values import make_nothing, make_param, make_silent
from koushu.hugo.shortcodes.pictures import make_gallery, make_image
from koushu.hugo.shortcodes.qr import make_qr
from koushu.hugo.shortcodes.references import make_page_reference
from koushu.hugo.shortcodes.tabs import make_tab, make_tabs
from koushu.hugo.shortcodes.templates.host import INLINE
from koushu.hugo.shortcodes.templates.site_templates import templates_of
from koushu.hugo.shortcodes.templates.templated import show_made
from koushu.hugo.shortcodes.unknown import keep_content, show_enclosed
from koushu.hugo.shortcodes.words import (
    make_badge,
    make_keys,
    make_link,
    make_marked,
    make_plain,
    make_ruby,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import Handler, ShortcodeContext

_FAMILIES: Final[tuple[tuple[frozenset[str], Handler], ...]] = (
    (names.BADGES, make_badge),
    (names.BOXES, make_box),
    (names.CODE, make_code),
    (names.COLUMNS, make_columns),
    (names.DIAGRAMS, make_diagram),
    (names.FOLDED, make_folded),
    (names.FORMULAS, make_formula),
    (names.GALLERIES, make_gallery),
    (names.GROUPS, make_group),
    (names.IMAGES, make_image),
    (names.KEYS, make_keys),
    (names.LINKS, make_link),
    (names.MARKED, make_marked),
    (names.MEDIA, make_media),
    (names.MUSIC, make_music),
    (names.PLACED, make_placed),
    (names.PLAIN, make_plain),
    (names.QUOTES, make_quote),
    (names.SILENT, make_silent),
    (names.SITES, make_site_card),
    (names.SPOKEN, make_spoken),
    (names.TAB, make_tab),
    (names.TABS, make_tabs),
)
HANDLERS: Final[Mapping[str, Handler]] = {
    **{name: handler for family, handler in _FAMILIES for name in family},
    "bilibili": make_bilibili,
    "comment": make_nothing,
    "details": make_details,
    "figure": make_figure,
    "gist": make_gist,
    "highlight": make_highlight,
    "instagram": make_instagram,
    "instagram_simple": make_instagram,
    "param": make_param,
    "qr": make_qr,
    "ref": make_page_reference,
    "relref": make_page_reference,
    "ruby": make_ruby,
    "tweet": make_x,
    "twitter": make_x,
    "twitter_simple": make_x,
    "typeit": make_typing,
    "vimeo": make_vimeo,
    "vimeo_simple": make_vimeo,
    "x": make_x,
    "x_simple": make_x,
    "youtube": make_youtube,
}
"""A name here stands in `names.BUILT_IN` too, which says whether it encloses text."""


def run_shortcode(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the nodes a call makes, by the site's own template if it has one; an unknown one gives its content."""
    templates = templates_of(context.env)
    call = templates.meant(call)
    template = templates.find(call.name, context.meta.language)
    if template is not None:
        made = show_made(call, context, is_markdown=template.is_markdown)
    elif call.name.endswith(INLINE):
        made = show_made(call, context, is_markdown=False) if call.place in context.made else []
    elif call.name in names.OF_HUGO:
        made = HANDLERS[call.name](call, context)
    elif not settings(context.env.config, HugoSettings).theme_shortcodes:
        made = show_enclosed(call, context)
    else:
        call = replace(call, inner=call.deindented)
        enclosed = EnclosedContext(call, context)
        made = mark_added(HANDLERS.get(call.name, keep_content)(call, enclosed), enclosed)
    for node in made:
        # What a handler makes below its own node stands on the line of the call, for messages about it.
        for inner in node.findall(nodes.Element, include_self=False):
            if inner.line is None:
                inner.line = call.line
    return made
