"""Alerts: quotes that begin with `[!NOTE]`, as GitHub and many themes have them, as boxes in every format.

Hugo itself prints a plain quote, which a theme may turn into a box. Source: Hugo documentation, "Blockquote render
hooks", Alerts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.dialect.alert_marks import match_alert_mark
from koushu.hugo.nodes import hard_break
from koushu.hugo.shortcodes.boxes import KINDS
from koushu.hugo.shortcodes.content import class_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_alert(quote: nodes.block_quote) -> nodes.Element | None:
    """Return the box that a quote is meant for, or None for any other quote.

    Shape: `note | tip | warning | … > block*`, or `admonition > (title, block*)` where the alert has a title or is of
    a kind that only its theme knows.
    """
    first = quote[0] if len(quote) else None
    if not isinstance(first, nodes.paragraph) or not len(first) or not isinstance(first[0], nodes.Text):
        return None
    found = match_alert_mark(first[0])
    if not found:
        return None
    rest = first[0][found.end() :]
    title, text = _parted([nodes.Text(rest), *first[1:]] if rest else first[1:])
    body = [*([nodes.paragraph("", "", *text)] if text else []), *quote[1:]]
    kind = found[1].lower()
    # A word that no class can be named by would be lost.
    if not (title or body) or not (kind in KINDS or kind.isascii()):
        return None
    for node in body[:1] if text else []:
        node.source, node.line = first.source, first.line
    if not title and kind in KINDS:
        box: nodes.Element = KINDS[kind]("", *body)
    else:
        heading = nodes.title("", "", *(title or [nodes.Text(found[1])]))
        classes = [KINDS[kind].__name__] if kind in KINDS else ["note", class_of(kind)]
        box = nodes.admonition("", heading, *(body or [nodes.paragraph()]), classes=classes)
    box["classes"] += ["alert", *quote["classes"]]
    box.source, box.line = quote.source, quote.line
    return box


def _parted(children: Sequence[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return what stands on the first line, and what stands on the others."""
    for index, child in enumerate(children):
        if isinstance(child, hard_break) or (isinstance(child, nodes.Text) and child == "\n"):
            return list(children[:index]), list(children[index + 1 :])
    return list(children), []
