"""Shortcodes of a theme or site that we do not know: what they hold is shown, and their marks are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

CLASS = "unknown-shortcode"
_WEB_ADDRESS = re.compile(r"https?://\S+")
_IMAGE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|avif)", re.IGNORECASE)
_IMAGE_NAMES = ("src", "image", "img", "url", "link")
_LINK_NAMES = ("href", "link", "url", "src")
_TEXT_NAMES = ("title", "text", "caption", "alt", "name", "content", "label", "summary")


def show_enclosed(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the blocks that a call encloses, and nothing of its arguments."""
    return context.render_markdown(call.inner, call.inner_line) if call.inner else []


def keep_content(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return what a call encloses, read as Markdown; else what its arguments hold: an image, a link or words.

    Shape: `container.unknown-shortcode > block*`, or `image`, `reference` or `Text`; nothing for arguments that
    are only settings, such as a number or one word.
    """
    if call.inner is not None and call.inner.strip():
        if "\n" not in call.inner.strip("\n"):
            return [
                nodes.inline(
                    "", "", *context.render_inline(call.inner.strip(), call.inner_line), classes=[CLASS]
                )
            ]
        blocks = context.render_markdown(call.inner, call.inner_line)
        return [nodes.container("", *blocks, classes=[CLASS])]
    words = _first(call, _TEXT_NAMES) or " ".join(text for text in _texts(call) if _is_prose(text))
    if image := _matching(call, _IMAGE_NAMES, _IMAGE):
        return [nodes.image(uri=image, alt=words)]
    if address := _matching(call, _LINK_NAMES, _WEB_ADDRESS):
        reference = context.make_reference(address, call.line)
        reference += nodes.Text(words or address)
        return [reference]
    return [nodes.inline("", words, classes=[CLASS])] if words else []


def _texts(call: Call) -> list[str]:
    return [value for value in call.positional if isinstance(value, str)]


def _first(call: Call, names: tuple[str, ...]) -> str:
    return next((call.argument(name) for name in names if call.argument(name)), "")


def _matching(call: Call, names: tuple[str, ...], pattern: re.Pattern[str]) -> str:
    """Return the first argument of those names, or without a name, that a pattern matches."""
    given = [*(call.argument(name) for name in names), *_texts(call)]
    return next((text for text in given if pattern.fullmatch(text)), "")


def _is_prose(text: str) -> bool:
    """Return whether an argument is words for the reader and not a setting."""
    return not _WEB_ADDRESS.fullmatch(text) and (" " in text.strip() or not text.isascii())
