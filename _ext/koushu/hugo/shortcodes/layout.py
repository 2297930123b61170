"""Parts of a page: quotes, places, columns, parts that fold, and who says what in a chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.nodes import details, summary
from koushu.hugo.shortcodes.arguments import report_call
from koushu.hugo.shortcodes.content import class_of, first_argument, make_fence, render_content
from koushu.messages import message

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_TITLED = ("card", "panel")
_COLUMN = re.compile(r"^[ \t]*<-{2,}>[ \t]*$", re.MULTILINE)


def make_quote(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return `block_quote > (block*, attribution?)`; who and where by the names that themes have for them."""
    body = render_content(call, context)
    who = first_argument(call, "author by cite who name attribution", 0)
    where = first_argument(call, "source title from work", 1)
    link = first_argument(call, "link url href attrlink")
    words: list[nodes.Node] = []
    for text in (who, where):
        if text:
            words += [*([nodes.Text(", ")] if words else []), *context.render_inline(text, call.line)]
    if link:
        reference = context.make_reference(link, call.line)
        reference += words or [nodes.Text(link)]
        words = [reference]
    if not body:
        return [nodes.paragraph("", "", *words)] if words else []
    return [nodes.block_quote("", *body, *([nodes.attribution("", "", *words)] if words else []))]


def make_placed(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return `container.align-center`, or `-left`, `-right` as the call says."""
    place = first_argument(call, "align position direction", 0).lower()
    name = call.name.rpartition("/")[2].lower()
    side = next((side for side in ("left", "right") if side in (place, name)), "center")
    body = render_content(call, context)
    return [nodes.container("", *body, classes=[f"align-{side}"])] if body else []


def make_columns(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return `container.columns > container.column*`, apart at lines like `<--->`."""
    inner = call.inner or ""
    columns: list[nodes.Node] = []
    line, start = call.inner_line, 0
    for end, following in [*(found.span() for found in _COLUMN.finditer(inner)), (len(inner), len(inner))]:
        blocks = context.render_markdown(inner[start:end], line + inner.count("\n", 0, start))
        if blocks:
            columns.append(nodes.container("", *blocks, classes=["column"]))
        start = following
    if len(columns) == 1:
        columns = list(columns[0].children)
    return [nodes.container("", *columns, classes=["columns"])] if columns else []


def make_group(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return what a call encloses in a `container` with the call's name as class, under its title if it has one."""
    body = render_content(call, context)
    name = call.name.rpartition("/")[2].lower()
    if title := first_argument(call, "title header heading name", 0 if name in _TITLED else None):
        body.insert(
            0, nodes.paragraph("", "", nodes.strong("", "", *context.render_inline(title, call.line)))
        )
    if not body:
        return []
    return [nodes.container("", *body, classes=[class_of(name)])]


def make_folded(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return a part that folds, `details(open) > (summary, block*)`, with its line by the names of themes."""
    title = first_argument(call, "summary title label header heading name text question", 0)
    title = title or message("details", context.meta.language or context.env.config.language)
    state = first_argument(call, "open expanded show", 1).lower()
    if call.inner is None:
        report_call(call, context, "text and a closing tag after it")
    node = details(open=state in {"open", "true", "1", "yes"}, classes=[])
    node += summary("", "", *context.render_inline(title, call.line))
    node += context.render_markdown(call.inner or "", call.inner_line)
    return [node]


def make_spoken(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return what someone says in a chat: a turn of a dialogue, where that feature is at hand.

    Else blocks, the first of which begins with `strong` for the name and a colon.
    """
    name = " ".join(first_argument(call, "name author user who speaker title nickname", 0).split())
    words = call.inner if call.inner and call.inner.strip() else first_argument(call, "text content message")
    if name and words.strip() and "dialogue_recognise" in context.env.config:
        return make_fence(words, f"{{turn}} {name}", context, call.inner_line)
    blocks = render_content(call, context)
    if not name or not blocks:
        return blocks
    colon = "：" if not name.isascii() else ":"
    lead = [nodes.strong("", f"{name}{colon}"), nodes.Text("" if colon == "：" else " ")]
    first = blocks[0]
    if isinstance(first, nodes.paragraph):
        for node in reversed(lead):
            first.insert(0, node)
        return blocks
    return [nodes.paragraph("", "", *lead), *blocks]
