"""`ref` and `relref`: the address of another page, mostly in a link's destination.

Source: Hugo, "Ref shortcode" and "Relref shortcode".
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from koushu.hugo.shortcodes.arguments import report_missing

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext


def make_page_reference(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the reference to the page that a call names.

    Shape: `pending_xref(reftype="hugo") > path`; a link in whose destination the call stands puts its own
    text there. The language of another translation goes into the path as Hugo's files have it: `page.fr.md`.
    Problems: `Kind.SHORTCODE` without a path. That there is no such page is said where links are resolved.
    """
    path = call.argument("path", 0).strip()
    if not path:
        report_missing(call, context, "path")
        return []
    reference = context.make_reference(_address(path), call.line)
    if lang := call.argument("lang", 1):
        reference["reflang"] = lang
    reference["refcall"] = True
    reference += nodes.Text(path)
    return [reference]


def _address(path: str) -> str:
    """Return a path as an address that says the same when it is decoded."""
    place, mark, fragment = path.partition("#")
    return f"{quote(place)}{mark}{quote(fragment)}"
