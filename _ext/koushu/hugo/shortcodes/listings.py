"""Code of themes under other names, diagrams and formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.shortcodes.content import bare, first_argument, make_fence, render_content

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_LANGUAGE = re.compile(r"[\w+#.-]+")
_MARKED = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))


def make_code(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return code with its language; `caption` before it where the call has a title."""
    language = first_argument(call, "language lang codelang type", 0)
    blocks = _fenced(call, context, language if _LANGUAGE.fullmatch(language) else "")
    title = first_argument(call, "title filename file caption")
    if not title or not blocks:
        return blocks
    caption = nodes.caption("", "", *context.render_inline(title, call.line))
    return [nodes.container("", caption, *blocks, classes=["literal-block-wrapper"], literal_block=True)]


def make_diagram(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the source of a diagram as code with the call's name as language; no script draws it."""
    return _fenced(call, context, call.name.rpartition("/")[2].lower())


def make_typing(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the text that a theme types letter by letter, all at once; code where the call names a language."""
    language = call.argument("code")
    return (
        _fenced(call, context, language) if _LANGUAGE.fullmatch(language) else render_content(call, context)
    )


def make_formula(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return a formula: `math_block` for one that is displayed or of several lines, else `math`.

    Text with formulas in it is read as Markdown, and a call that encloses nothing, which only loads a script in
    Hugo, gives nothing.
    """
    text = bare(call.inner or call.argument("formula", 0)).strip()
    displayed = call.flag("display") or call.argument("", 0) == "display" or "\n" in text
    for opening, closing in _MARKED:
        if text.startswith(opening) and text.endswith(closing) and len(text) > len(opening + closing):
            text, displayed = (
                text[len(opening) : -len(closing)].strip(),
                opening in {"$$", "\\["} or displayed,
            )
            break
    if "$" in text.replace("\\$", ""):
        return render_content(call, context)
    if not text:
        return []
    if displayed:
        return [nodes.math_block(text, text, nowrap=False, number=None)]
    return [nodes.math(text, text)]


def _fenced(call: Call, context: ShortcodeContext, language: str) -> list[nodes.Node]:
    inner = call.inner or ""
    if not inner.strip():
        return []
    return make_fence(
        inner.strip("\n"), language, context, call.inner_line + len(inner) - len(inner.lstrip("\n"))
    )
