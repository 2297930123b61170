"""`param`: a value of the page's front matter; `comment`: nothing.

Source: Hugo, "Param shortcode", "Comment shortcode".
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.shortcodes.arguments import report_call, report_missing
from koushu.hugo.shortcodes.content import render_content
from koushu.hugo.shortcodes.templates.values import shown
from koushu.hugo.sites.context import site_context

if TYPE_CHECKING:
    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.page_meta import PageMeta
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import CallContext, ShortcodeContext


def make_param(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return a value of the page, or else of the site, as running text.

    Problems: `Kind.SHORTCODE` for a name the page does not have.
    """
    text = find_param(call, context)
    return [nodes.Text(text)] if text else []


def expand_param(call: Call, context: CallContext) -> str:
    """Return a value as the text of a `%` call, which is read as Markdown; HTML in it is text."""
    return escape(find_param(call, context), quote=False)


def find_param(call: Call, context: CallContext) -> str:
    """Return a value of the page, or else of the site, as a template prints it; empty where there is none."""
    path = call.argument("name", 0)
    if not path:
        report_missing(call, context, "name")
        return ""
    value = _look_up(_page_values(context.meta), path.lower().split("."))
    if value is None and (site := site_context(context.env.config)):
        value = _look_up(dict(site.site.params), path.lower().split("."))
    if value is None:
        report_call(
            call, context, f"the name of a front matter field of this page; it has {_names(context.meta)}"
        )
    return shown(value)


def make_nothing(_call: Call, _context: ShortcodeContext) -> list[nodes.Node]:
    """Return nothing, for a comment of the author."""
    return []


def make_silent(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return what a call encloses that else only draws or loads something, such as an icon; mostly nothing."""
    return render_content(call, context) if (call.inner or "").strip() else []


def _page_values(meta: PageMeta) -> dict[str, Value]:
    own: dict[str, Value] = {name: getattr(meta, name) for name in ("title", "description", "slug", "type")}
    return {**own, "linktitle": meta.link_title, **meta.params}


def _look_up(value: Value, path: list[str]) -> Value:
    """Return a value by its dotted path, whatever the case of its names."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = {key.lower(): inner for key, inner in value.items()}.get(name)
    return value


def _names(meta: PageMeta) -> str:
    return ", ".join(sorted(meta.params)[:12]) or "none of its own"
