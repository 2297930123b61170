"""Tabs: parts that lie on top of each other in Hugo, and below each other here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.nodes import details, summary
from koushu.hugo.shortcodes.content import first_argument, make_fence

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_TAB = "tab"


def make_tabs(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return all tabs of a call, each under its title; in HTML they fold without a script, the first one open.

    Shape: `container.tabs > details.tab(open) > (summary, block*)`. Titles may stand in the tabs, or in `items`.
    """
    blocks = context.render_markdown(call.inner or "", call.inner_line)
    titles = [title.strip() for title in first_argument(call, "items names titles tabs").split(",")]
    number = 0
    for block in blocks:
        if isinstance(block, details) and _TAB in block["classes"]:
            _finish(block, titles, number)
            number += 1
    return [nodes.container("", *blocks, classes=["tabs"])] if blocks else []


def make_tab(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return one tab: `details.tab > (summary, block*)`; code where the call names its language."""
    title = first_argument(call, "header name label title tabname", 0)
    language = first_argument(call, "lang language codelang")
    node = details(classes=[_TAB], open=False)
    node += summary("", "", *(context.render_inline(title, call.line) if title else []))
    inner = call.inner or ""
    if language.replace("-", "").replace("+", "").isalnum():
        line = call.inner_line + len(inner) - len(inner.lstrip("\n"))
        node += make_fence(inner.strip("\n"), language, context, line)
    else:
        node += context.render_markdown(inner, call.inner_line)
    return [node]


def _finish(tab: details, titles: list[str], number: int) -> None:
    """Open the first tab, and give one without a title that of the list around it, or else its number."""
    tab["open"] = number == 0
    heading = tab[0]
    if isinstance(heading, summary) and not heading.children:
        given = titles[number] if number < len(titles) else ""
        heading += nodes.Text(given or str(number + 1))
