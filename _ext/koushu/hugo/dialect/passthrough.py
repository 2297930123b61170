r"""Formulas between the delimiters of the site's `passthrough`, which Markdown leaves alone.

An inline formula stays in its paragraph; a block formula splits the paragraph it stands in, as in Hugo.
Source: Hugo documentation, "Mathematics in Markdown".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from koushu.hugo.dialect.settings import Passthrough

PARTED: Final = "parted"
"""In the `meta` of a block formula: whether a blank parts it from what follows."""


def passthrough_plugin(md: MarkdownIt, passthrough: Passthrough) -> None:
    """Add a rule before escapes; the tokens are `math_inline` and, outside paragraphs, `math_block`."""
    pairs = [(*pair, "math_block") for pair in passthrough.block]
    pairs += [(*pair, "math_inline") for pair in passthrough.inline]
    pairs.sort(key=lambda pair: -len(pair[0]))
    for opening, _, _ in pairs:
        md.inline.add_terminator_char(opening[0])
    md.inline.ruler.before("escape", "passthrough", partial(_formula, pairs=pairs))
    md.core.ruler.push("passthrough_blocks", _split_paragraphs)


def _formula(state: StateInline, silent: bool, *, pairs: list[tuple[str, str, str]]) -> bool:
    for opening, closing, kind in pairs:
        if not state.src.startswith(opening, state.pos) or _is_escaped(state, opening):
            continue
        end = _find_end(state, state.pos + len(opening), closing)
        if end < 0:
            continue
        if not silent:
            token = state.push(kind, "", 0)
            inside = state.src[state.pos + len(opening) : end]
            # What opens an environment of TeX is part of the formula.
            token.content = f"{opening}{inside}{closing}" if opening.startswith("\\begin") else inside
            token.markup = opening
        state.pos = end + len(closing)
        return True
    return False


def _is_escaped(state: StateInline, mark: str) -> bool:
    """Return whether a dollar sign stands behind a backslash, even behind one that is itself escaped, as in Hugo."""
    return mark.startswith("$") and state.pos > 0 and state.src[state.pos - 1] == "\\"


def _find_end(state: StateInline, start: int, closing: str) -> int:
    """Return where the formula ends; a dollar sign behind a backslash ends none."""
    end = state.src.find(closing, start, state.posMax)
    while end > 0 and closing.startswith("$") and state.src[end - 1] == "\\":
        end = state.src.find(closing, end + 1, state.posMax)
    return end if end > start else -1


def _split_paragraphs(state: StateCore) -> None:
    tokens: list[Token] = []
    skip = 0
    for index, token in enumerate(state.tokens):
        if skip:
            skip -= 1
        elif token.type == "paragraph_open" and _has_block(state.tokens[index + 1]):
            tokens.extend(_split(token, state.tokens[index + 1], state.tokens[index + 2]))
            skip = 2
        else:
            tokens.append(token)
    state.tokens = tokens


def _has_block(inline: Token) -> bool:
    """Return whether a paragraph holds a block formula; one inside emphasis or a link joins the line instead."""
    found = False
    depth = 0
    for child in inline.children or []:
        depth += child.nesting
        if child.type == "math_block":
            if depth:
                child.type = "math_inline"
            else:
                found = True
    return found


def _split(opening: Token, inline: Token, closing: Token) -> list[Token]:
    """Return the paragraph's tokens with each block formula between paragraphs of its own."""
    tokens: list[Token] = []
    line = opening.map[0] if opening.map else 0
    run: list[Token] = []
    children = inline.children or []
    for place, child in enumerate([*children, None]):
        if child is not None and child.type != "math_block":
            run.append(child)
            continue
        text = _stripped(run)
        if text:
            tokens.extend([opening.copy(), inline.copy(children=text), closing.copy()])
        run = []
        if child is not None:
            parted = place + 1 < len(children) and _is_parted(children[place + 1])
            block = child.copy(map=[line, line + 1], block=True, level=opening.level, meta={PARTED: parted})
            tokens.append(block)
    return tokens


def _is_parted(token: Token) -> bool:
    return token.type == "softbreak" or (token.type == "text" and token.content[:1].isspace())


def _stripped(tokens: list[Token]) -> list[Token]:
    """Return tokens of running text without the breaks and blanks at its two ends."""
    while tokens and _is_blank(tokens[0]):
        tokens = tokens[1:]
    while tokens and _is_blank(tokens[-1]):
        tokens = tokens[:-1]
    if tokens and tokens[0].type == "text":
        tokens[0].content = tokens[0].content.lstrip()
    if tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip()
    return tokens


def _is_blank(token: Token) -> bool:
    return token.type == "softbreak" or (token.type == "text" and not token.content.strip())
