r"""Inline roles, ``{name}`text` ``, for the names a site allows; any other brace is text, as in Hugo."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_match_name: Final = re.compile(r"\{([A-Za-z][-A-Za-z0-9_+:]*)\}(`+)").match


def roles_plugin(md: MarkdownIt, names: AbstractSet[str]) -> None:
    """Add the rule before code spans; the token `myst_role` carries the name in its `meta`."""
    md.inline.ruler.before("backticks", "role", partial(_role, names=names))


def _role(state: StateInline, silent: bool, *, names: AbstractSet[str]) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = _match_name(state.src, state.pos, state.posMax)
    if not found or found[1].lower() not in names:
        return False
    fence = found[2]
    close = re.compile(rf"(?<!`){fence}(?!`)").search(state.src, found.end(), state.posMax)
    if close is None:
        return False
    if not silent:
        token = state.push("myst_role", "", 0)
        token.meta = {"name": found[1]}
        token.content = state.src[found.end() : close.start()].replace("\n", " ").strip()
    state.pos = close.end()
    return True
