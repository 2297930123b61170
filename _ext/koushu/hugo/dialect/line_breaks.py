"""Line breaks between Chinese and Japanese characters, which are no blank; and goldmark's escaped space."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from unicodedata import category, east_asian_width

from koushu.hugo.dialect.wide import is_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from koushu.hugo.dialect.settings import LineBreakStyle

    Joins = Callable[[Sequence[Token], int], bool]


_TEXT: Final = ("text", "code")


def joined_lines_plugin(md: MarkdownIt) -> None:
    """Drop each soft break that stands between two wide characters, also across the marks of emphasis and links."""
    md.core.ruler.after("inline", "joined_lines", partial(_drop_breaks, joins=_joins_across))


def east_asian_line_breaks_plugin(md: MarkdownIt, style: LineBreakStyle) -> None:
    """Drop soft breaks as goldmark's `eastAsianLineBreaks` does: only between plain text and plain text.

    Source: Hugo documentation, "Configure markup", `cjk.eastAsianLineBreaksStyle`; CSS Text 3, 4.1.3.
    """
    both = _css3 if style == "css3draft" else _both_wide
    md.core.ruler.after(
        "inline", "joined_lines", partial(_drop_breaks, joins=partial(_joins_text, both=both))
    )


def escaped_space_plugin(md: MarkdownIt) -> None:
    r"""Read `\ ` as nothing, which parts two words for the rules of emphasis without showing a blank."""
    md.inline.ruler.before("escape", "escaped_space", _escaped_space)


def _escaped_space(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\ ", state.pos) or state.pos + 1 >= state.posMax:
        return False
    if not silent:
        state.push("text", "", 0).content = ""
    state.pos += 2
    return True


def _drop_breaks(state: StateCore, joins: Joins) -> None:
    for block in state.tokens:
        children = block.children
        if children and "\n" in block.content:
            block.children = [
                token
                for index, token in enumerate(children)
                if token.type != "softbreak" or not joins(children, index)
            ]


def _joins_across(tokens: Sequence[Token], index: int) -> bool:
    return is_wide(_last_character(tokens, index)) and is_wide(_first_character(tokens, index))


def _last_character(tokens: Sequence[Token], index: int) -> str:
    for token in reversed(tokens[:index]):
        if not _unseen(token):
            return token.content[-1:] if token.type.startswith(_TEXT) else ""
    return ""


def _first_character(tokens: Sequence[Token], index: int) -> str:
    for token in tokens[index + 1 :]:
        if not _unseen(token):
            return token.content[:1] if token.type.startswith(_TEXT) else ""
    return ""


def _unseen(token: Token) -> bool:
    """Return whether a token shows nothing of its own: the ends of emphasis and links, and text without content."""
    return bool(token.nesting) or (token.type == "text" and not token.content)


def _joins_text(tokens: Sequence[Token], index: int, both: Callable[[str, str], bool]) -> bool:
    if index == 0 or index + 1 >= len(tokens):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if before.type != "text" or after.type != "text":
        return False
    return bool(before.content and after.content) and both(before.content[-1], after.content[0])


def _both_wide(before: str, after: str) -> bool:
    return _is_east_asian(before) and _is_east_asian(after)


def _css3(before: str, after: str) -> bool:
    """Return whether either side is wide and neither is Hangul, a blank or an unseen mark."""
    if "\u200b" in (before, after):
        return True
    return (_is_east_asian(before) or _is_east_asian(after)) and not (
        category(before).startswith("Z") or category(after).startswith("Z")
    )


def _is_east_asian(character: str) -> bool:
    return east_asian_width(character) in {"W", "F", "H"} and not "\uac00" <= character <= "\ud7ff"
