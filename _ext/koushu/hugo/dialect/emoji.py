"""Emoji by their names on GitHub, `:tada:`, where a site has `enableEmoji`.

Source: Hugo documentation, "Emojis"; of the names Hugo knows, the `emoji` package has two that mean something else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_match_name: Final = re.compile(r":([a-z0-9_+-]+):").match
_HUGOS: Final = {"beetle": "\U0001fab2", "egg": "\U0001f95a"}


def emoji_plugin(md: MarkdownIt) -> None:
    """Add the rule for names between colons, whose token is `emoji`; a name that nobody knows stays text."""
    md.inline.ruler.push("emoji", _emoji)


def _emoji(state: StateInline, silent: bool) -> bool:
    found = _match_name(state.src, state.pos, state.posMax)
    character = find_emoji(found[1]) if found else ""
    if not found or not character:
        return False
    if not silent:
        token = state.push("emoji", "", 0)
        token.content, token.markup = character, found[0]
    state.pos = found.end()
    return True


@lru_cache(maxsize=4096)
def find_emoji(name: str) -> str:
    """Return the emoji of a name, nothing for a name that is none."""
    if name in _HUGOS:
        return _HUGOS[name]
    import emoji  # noqa: PLC0415 - large, and few pages have one

    written = f":{name}:"
    shown = emoji.emojize(written, language="alias")
    return "" if shown == written else shown
