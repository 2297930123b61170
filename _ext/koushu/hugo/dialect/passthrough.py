r"""Formulas between the delimiters of the site's `passthrough`, which Markdown leaves alone.

An inline formula stays in its paragraph; a block formula splits the paragraph it stands in, as in Hugo.
Source: Hugo documentation, "Mathematics in Markdown".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from koushu.hugo.dialect.settings import Passthrough


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
            token.content = state.src[state.pos + len(opening) : end]
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
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        inline = state.tokens[index + 1] if index + 1 < len(state.tokens) else None
        if (
            token.type == "paragraph_open"
            and inline is not None
            and any(child.type == "math_block" for child in inline.children or [])
        ):
            tokens.extend(_split(token, inline, state.tokens[index + 2]))
            index += 3
        else:
            tokens.append(token)
            index += 1
    state.tokens = tokens


def _split(opening: Token, inline: Token, closing: Token) -> list[Token]:
    """Return the paragraph's tokens with each block formula between paragraphs of its own."""
    tokens: list[Token] = []
    line = opening.map[0] if opening.map else 0
    run: list[Token] = []

    def flush() -> None:
        while run and run[0].type == "softbreak":
            run.pop(0)
        while run and run[-1].type == "softbreak":
            run.pop()
        if any(child.type != "text" or child.content.strip() for child in run):
            part = inline.copy(children=list(run), content=inline.content)
            tokens.extend([opening.copy(), part, closing.copy()])
        run.clear()

    for child in inline.children or []:
        if child.type == "math_block":
            flush()
            tokens.append(child.copy(map=[line, line + 1], block=True, level=opening.level))
        else:
            run.append(child)
    flush()
    return tokens
