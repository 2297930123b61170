"""`figure`: an image with its caption.

Source: Hugo, "Figure shortcode".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from docutils import nodes

from koushu.added import ADDED
from koushu.hugo.shortcodes.arguments import report_missing

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

TITLE: Final = "figure-title"
_strip_marks: Final = re.compile(r"\[\^[^\]\s]+\]").sub
_LENGTH: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:px|em|ex|ch|rem|vw|vh|in|cm|mm|pt|pc|%)?")


def make_figure(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the figure of a call.

    Shape: `figure > (image | reference > image), caption?, legend?`; title before caption, as in Hugo.
    Problems: `Kind.SHORTCODE` without `src`; then the caption alone is returned.
    """
    figure = nodes.figure(classes=call.argument("class").split())
    source = call.argument("src", 0)
    if source:
        figure += _linked(_image(call, context, source), call, context)
    else:
        report_missing(call, context, "src")
    figure += _captions(call, context)
    return [figure]


def _image(call: Call, context: ShortcodeContext, source: str) -> nodes.image:
    image = nodes.image(uri=source if "://" in source else unquote(source))
    image["alt"] = call.argument("alt") or _plain(call.argument("caption"), call, context)
    for name in ("width", "height"):
        value = call.argument(name)
        if _LENGTH.fullmatch(value):
            image[name] = f"{value}px" if value.isdecimal() else value
    if call.argument("loading") == "lazy":
        image["loading"] = "lazy"
    return image


def _linked(image: nodes.image, call: Call, context: ShortcodeContext) -> nodes.Element:
    if not call.argument("link"):
        return image
    reference = context.make_reference(call.argument("link"), call.line)
    reference += image
    return reference


def _captions(call: Call, context: ShortcodeContext) -> list[nodes.Element]:
    """Return `caption` and `legend`: the title, then the caption with its attribution; one alone is the caption."""
    title, caption = call.argument("title"), call.argument("caption")
    heading: list[nodes.Node] = []
    if title:
        heading.append(nodes.strong("", title, classes=[TITLE]))
    words = context.render_inline(caption, call.line) if caption else []
    words += _attribution(call, context, blank=bool(caption))
    if heading and words:
        return [nodes.caption("", "", *heading), nodes.legend("", nodes.paragraph("", "", *words))]
    return [nodes.caption("", "", *heading, *words)] if heading or words else []


def _attribution(call: Call, context: ShortcodeContext, *, blank: bool) -> list[nodes.Node]:
    text, link = call.argument("attr"), call.argument("attrlink")
    words: list[nodes.Node] = context.render_inline(text, call.line) if text else []
    if link:
        reference = context.make_reference(link, call.line)
        reference += words or [nodes.Text(link)]
        # Hugo shows no link without words.
        reference["classes"] += [] if text else [ADDED]
        words = [reference]
    return [nodes.Text(" "), *words] if blank and words else words


def _plain(markdown: str, call: Call, context: ShortcodeContext) -> str:
    """Return the words of a caption without its markup; marks of notes are none of them, and count once, below."""
    words = _strip_marks("", markdown)
    return "".join(node.astext() for node in context.render_inline(words, call.line)) if words else ""
