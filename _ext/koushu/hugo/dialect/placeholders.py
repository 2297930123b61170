"""The places that shortcode calls left in the text.

`extract_shortcodes` puts `U+E000 index U+E001` where a call stood. In running text it becomes a token
`shortcode`; a paragraph of nothing else becomes tokens `shortcode_block`. In code, links and raw HTML
the characters stay, percent-encoded in links, and `find_placeholders` finds them there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
PLACEHOLDER: Final = re.compile(f"{OPEN}([0-9]+){CLOSE}")
PLACEHOLDER_IN_URL: Final = re.compile(r"%EE%80%80([0-9]+)%EE%80%81", re.IGNORECASE)


def placeholders_plugin(md: MarkdownIt) -> None:
    """Add the rule for running text, and lift calls that stand alone out of their paragraphs."""
    md.inline.add_terminator_char(OPEN)
    md.inline.ruler.before("escape", "shortcode", _placeholder)
    md.core.ruler.push("shortcode_blocks", _lift_blocks)


def _placeholder(state: StateInline, silent: bool) -> bool:
    found = PLACEHOLDER.match(state.src, state.pos, state.posMax)
    if not found:
        # A backslash before a call is one that is shown, and escapes nothing of it.
        shown = state.src.startswith("\\", state.pos) and PLACEHOLDER.match(
            state.src, state.pos + 1, state.posMax
        )
        if shown and not silent:
            state.pending += "\\"
        state.pos += 1 if shown else 0
        return bool(shown)
    if not silent:
        state.push("shortcode", "", 0).meta = {"index": int(found[1])}
    state.pos = found.end()
    return True


def _lift_blocks(state: StateCore) -> None:
    if OPEN not in state.src:
        return
    tokens: list[Token] = []
    skip = 0
    for index, token in enumerate(state.tokens):
        if skip:
            skip -= 1
        elif token.type == "paragraph_open" and _only_placeholders(state.tokens[index + 1]):
            tokens.extend(_blocks(token, state.tokens[index + 1]))
            skip = 2
        else:
            tokens.append(token)
    state.tokens = tokens


def _only_placeholders(inline: Token) -> bool:
    children = inline.children or []
    return any(child.type == "shortcode" for child in children) and all(
        child.type in {"shortcode", "softbreak"} or (child.type == "text" and not child.content.strip())
        for child in children
    )


def _blocks(opening: Token, inline: Token) -> list[Token]:
    calls = [child for child in inline.children or [] if child.type == "shortcode"]
    return [
        Token("shortcode_block", "", 0, meta=call.meta, map=opening.map, block=True, level=opening.level)
        for call in calls
    ]
