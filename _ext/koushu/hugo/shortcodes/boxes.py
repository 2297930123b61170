"""Boxes of themes: notice, admonition, alert, callout, hint, and those named by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.shortcodes.arguments import report_call
from koushu.hugo.shortcodes.content import bare, class_of, first_argument, render_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_STANDARD: Final[Mapping[type[nodes.Element], str]] = {
    nodes.attention: "attention",
    nodes.caution: "caution",
    nodes.danger: "danger bug critical",
    nodes.error: "error failure fail",
    nodes.hint: "hint question help faq",
    nodes.important: "important primary",
    nodes.note: "note notice info information abstract summary todo example secondary default quote light dark details",
    nodes.tip: "tip tips success check done idea",
    nodes.warning: "warning warn alert",
}
KINDS: Final[Mapping[str, type[nodes.Element]]] = {
    name: node for node, names in _STANDARD.items() for name in names.split()
}
_KIND_NAMES: Final = "type kind style color context level status variant"


def make_box(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the box of a call.

    Shape: `note | tip | warning | … > block*`, or `admonition > (title, block*)` where the call has a title. The
    kind is the call's own name, or its first argument; nothing for a call without text.
    """
    kind, title = _kind_and_title(call)
    body = render_content(call, context)
    if not body and call.inner is None:
        report_call(call, context, "text and a closing tag after it")
    if not body and not title:
        return []
    if not title:
        node = KINDS[kind]("", *body)
        node["classes"] += [] if node.tagname == kind else [class_of(kind)]
        return [node]
    heading = nodes.title("", "", *context.render_inline(title, call.line))
    standard = KINDS[kind].__name__
    classes = list(dict.fromkeys((standard, class_of(kind))))
    return [nodes.admonition("", heading, *(body or [nodes.paragraph()]), classes=classes)]


def _kind_and_title(call: Call) -> tuple[str, str]:
    name = call.name.lower().rpartition("/")[2]
    own = name if name in KINDS and name not in {"notice", "alert", "details", "hint"} else ""
    given = bare(first_argument(call, _KIND_NAMES)).lower()
    words = [word for value in call.positional if isinstance(value, str) and (word := value.strip())]
    if not own and not given and words:
        first = words[0].lower()
        if first in KINDS or not _is_title(words[0]):
            given, words = first, words[1:]
    title = first_argument(call, "title heading header caption") or next(
        (word for word in words if _is_title(word)), ""
    )
    if own and not title and words:
        title = "" if words[0].lower() in KINDS or _is_setting(words[0]) else words[0]
    kind = given if given in KINDS else own or (name if name in KINDS else "note")
    return kind, title


def _is_title(word: str) -> bool:
    """Return whether an argument is words for the reader, and not the name of a kind or an icon."""
    return not _is_setting(word) and (" " in word or not word.isascii() or word != word.lower())


def _is_setting(word: str) -> bool:
    return word in {"true", "false"} or word.startswith(("#", "fa-", "fas ", "far ", "icon-", "fa "))
