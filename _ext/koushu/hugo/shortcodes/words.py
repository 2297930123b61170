"""Words with a mark of a theme: keys, badges, marker, ruby, buttons and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.nodes import ruby, tagged
from koushu.hugo.shortcodes.content import bare, class_of, first_argument, render_content, render_words
from koushu.hugo.shortcodes.unknown import keep_content

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext


def make_keys(call: Call, _context: ShortcodeContext) -> list[nodes.Node]:
    """Return `literal.kbd` for the keys of a call."""
    given = [str(value) for value in call.positional] or [first_argument(call, "key keys text")]
    text = bare(call.inner or "").strip() or "+".join(given)
    return [nodes.literal(text, text, classes=["kbd"])] if text else []


def make_marked(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return text under a marker: `tagged(tag="mark")`."""
    words = render_words(call, context, 0)
    return [tagged("", "", *words, tag="mark")] if words else []


def make_badge(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return a few words that a theme draws a frame around: `inline.badge`."""
    words = render_words(call, context)
    if not words:
        given = first_argument(call, "title label name message version", len(call.positional) - 1)
        words = context.render_inline(given, call.line) if given else []
    return [nodes.inline("", "", *words, classes=["badge"])] if words else []


def make_ruby(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return a word with its reading: `ruby(reading) > text`."""
    reading = first_argument(call, "rt ruby reading text pinyin kana", 0 if (call.inner or "").strip() else 1)
    words = render_words(call, context) if (call.inner or "").strip() else []
    if not words:
        base = first_argument(call, "rb base kanji word", 0)
        words = context.render_inline(base, call.line) if base else []
    if not words:
        return keep_content(call, context)
    return [ruby("", "", *words, reading=reading)] if reading else words


def make_link(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return a link for a button, a link or a card that leads somewhere; only its words without an address."""
    address = first_argument(call, "href url link to relref ref page")
    position = 1
    if not address:
        address, position = call.argument("", 0).strip(), 1
        if not _is_address(address):
            address, position = "", 0
    words = render_words(call, context, position)
    if not words:
        text = first_argument(call, "title label name caption") or address
        words = [nodes.Text(text)] if text == address else context.render_inline(text, call.line)
    if not address:
        return words
    reference = context.make_reference(address, call.line)
    if any(True for word in words for _ in word.findall(nodes.reference)):
        return words
    reference += words
    reference["classes"].append(class_of(call.name.rpartition("/")[2]))
    return [reference]


def make_plain(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return what a call encloses as running text, or as blocks where it is of several lines."""
    if "\n" in (call.inner or "").strip("\n"):
        return render_content(call, context)
    return render_words(call, context, 0)


def _is_address(text: str) -> bool:
    return "/" in text or text.startswith("#") or text.endswith((".md", ".html"))
