"""Line breaks between Chinese and Japanese characters, which are no blank; and goldmark's escaped space."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final
from unicodedata import category, east_asian_width

from koushu.hugo.dialect.alert_marks import begins_alert
from koushu.hugo.dialect.wide import is_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from koushu.hugo.dialect.settings import LineBreakStyle

    Joins = Callable[[Sequence[Token], int, str], bool]


_TEXT: Final = ("text", "code")
_CURLED: Final = {"‘": "'", "’": "'", "“": '"', "”": '"', "«": "<<", "»": ">>"}
# Behind a mark that pairs with none goldmark sees no text.
_MARKS: Final = frozenset("*_[~")
_REPLACED: Final = ("--", "...")
_east_asian: Final = re.compile(
    "[\u3000-\u303f\u3040-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"
    "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
).match


def joined_lines_plugin(md: MarkdownIt) -> None:
    """Drop each soft break that stands between two wide characters, also across the marks of emphasis and links.

    That which ends the title of an alert stays.
    """
    md.core.ruler.after(
        "inline", "joined_lines", partial(_drop_breaks, joins=_joins_across, keep_titles=True)
    )


def east_asian_line_breaks_plugin(md: MarkdownIt, style: LineBreakStyle) -> None:
    """Drop soft breaks as goldmark's `eastAsianLineBreaks` does: before emphasis, links and code in any writing.

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


def _drop_breaks(state: StateCore, joins: Joins, *, keep_titles: bool = False) -> None:
    for place, block in enumerate(state.tokens):
        children = block.children
        if children and "\n" in block.content:
            start = _title_end(children) if keep_titles and begins_alert(state.tokens, place) else 0
            block.children = [
                token
                for index, token in enumerate(children)
                if token.type != "softbreak" or index < start or not joins(children, index, block.content)
            ]


def _title_end(tokens: Sequence[Token]) -> int:
    """Return where the second line of a block begins."""
    return next((index + 1 for index, token in enumerate(tokens) if token.type == "softbreak"), 0)


def _joins_across(tokens: Sequence[Token], index: int, _source: str) -> bool:
    return is_wide(_last_character(tokens, index)) and is_wide(_first_character(tokens, index))


def _last_character(tokens: Sequence[Token], index: int) -> str:
    # By places: a slice would copy all tokens for each line.
    for place in range(index - 1, -1, -1):
        token = tokens[place]
        if not _unseen(token):
            return token.content[-1:] if token.type.startswith(_TEXT) else ""
    return ""


def _first_character(tokens: Sequence[Token], index: int) -> str:
    for place in range(index + 1, len(tokens)):
        token = tokens[place]
        if not _unseen(token):
            return token.content[:1] if token.type.startswith(_TEXT) else ""
    return ""


def _unseen(token: Token) -> bool:
    """Return whether a token shows nothing of its own: the ends of emphasis and links, and text without content."""
    return bool(token.nesting) or (token.type == "text" and not token.content)


def _joins_text(tokens: Sequence[Token], index: int, source: str, both: Callable[[str, str], bool]) -> bool:
    """Return whether goldmark drops a break: behind plain text, before anything but text that is to stand apart."""
    before = _plain(tokens[index - 1]) if index else ""
    if not before or before[-1] in _MARKS or _made(before[-3:], source, -1):
        return False
    after = _plain(tokens[index + 1]) if index + 1 < len(tokens) else ""
    if not after or _made(after[:3], source, 0):
        return True
    return both(before[-1], after[0])


def _plain(token: Token) -> str:
    """Return a piece of plain text as it is written, with its escapes and character references."""
    if token.type == "text_special":
        return token.markup
    return token.content if token.type == "text" else ""


def _made(text: str, source: str, end: int) -> bool:
    """Return whether a text begins or ends with what the typographer makes, which is no plain text."""
    straight = _CURLED.get(text[end], "")
    if straight:
        return straight in source
    return text.startswith(_REPLACED) if end == 0 else text.endswith(_REPLACED)


def _both_wide(before: str, after: str) -> bool:
    return _is_east_asian(before) and _is_east_asian(after)


def _css3(before: str, after: str) -> bool:
    """Return whether a break is dropped by the draft of CSS Text 3, as goldmark reads it."""
    if "\u200b" in (before, after):
        return True
    if _is_wide(before) and _is_wide(after):
        return not (_is_hangul(before) or _is_hangul(after))
    return _discards(before) or _discards(after)


def _is_east_asian(character: str) -> bool:
    """Return whether a character is writing of East Asia for `simple`: not the full-width forms of punctuation."""
    return category(character) == "Lm" or _east_asian(character) is not None


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7ff" or "\u1100" <= character <= "\u11ff"


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in {"W", "F", "H"} and not "\U0001f000" <= character <= "\U0001faff"


def _discards(character: str) -> bool:
    """Return whether a character swallows a break beside it: punctuation, and wide writing but for Hangul."""
    return category(character).startswith("P") or (_is_wide(character) and not _is_hangul(character))
