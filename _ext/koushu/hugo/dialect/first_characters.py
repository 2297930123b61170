"""Rules found by the character that they begin with.

markdown-it asks each of its rules at each line and at each mark, and nearly all look at one character and say no.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import Ruler
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

_Rule = TypeVar("_Rule")

_BLOCKS: Final[Mapping[str, str]] = {
    "fence": "`~",
    "dialogue_fence": ":",
    "chat_call": "{",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_definition": "[",
    "html_block": "<",
    "heading": "#",
    "definition_list": ":",
    "block_attributes": "{",
}
"""Name of a rule for blocks -> what a line begins with, behind its indent, that the rule may be for."""
_INLINES: Final[Mapping[str, str]] = {
    "newline": "\n",
    "shortcode": "\ue000\\",
    "escape": "\\",
    "escaped_space": "\\",
    "role": "{",
    "backticks": "`",
    "cjk_emphasis": "*",
    "emphasis": "*_",
    **{f"delimiter_{mark}": mark for mark in "~+=^"},
    "footnote_ref": "[!",
    "link": "[!",
    "image": "]",
    "autolink": "<",
    "html_comment": "<",
    "html_inline": "<",
    "entity": "&",
    "typographer_quotes": "'\"",
    "typographer_guillemets": "<>",
    "emoji": ":",
}
"""Name of a rule for running text -> the characters that it may be for."""
_WORDS: Final = frozenset(("bare_address", "text"))
"""Rules that no mark is for; they stop at each."""
_CHAINS: Final = ("", "paragraph", "reference", "blockquote", "list")


def first_characters_plugin(md: MarkdownIt) -> None:
    """Ask at each place only the rules that may be for it; after all rules are in place, in their order."""
    blocks = {
        chain: [partial(_block, rules=_by_character(md.block.ruler, chain, _BLOCKS), others=others)]
        for chain in _CHAINS
        for others in (_others(md.block.ruler, chain, _BLOCKS),)
    }
    md.block.ruler.getRules = blocks.__getitem__  # type: ignore[method-assign, assignment]
    by_mark = _by_character(md.inline.ruler, "", _INLINES, _WORDS)
    marks = md.inline.terminator_re.fullmatch
    others = _others(md.inline.ruler, "", _INLINES)
    unasked = _others(md.inline.ruler, "", {**_INLINES, **dict.fromkeys(_WORDS, "")})
    for code in range(128):
        if marks(chr(code)):
            by_mark.setdefault(chr(code), unasked)
    inline = [partial(_inline, rules=by_mark, others=others)]
    md.inline.ruler.getRules = {"": inline}.__getitem__  # type: ignore[method-assign, assignment]


def _named(ruler: Ruler[_Rule], chain: str) -> list[tuple[str, _Rule]]:
    """Return the rules of a chain with their names."""
    names = {id(rule): name for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)}
    return [(names[id(rule)], rule) for rule in ruler.getRules(chain)]


def _others(ruler: Ruler[_Rule], chain: str, known: Mapping[str, str]) -> Sequence[_Rule]:
    """Return the rules of a chain of which nobody knows what they begin with."""
    return [rule for name, rule in _named(ruler, chain) if name not in known]


def _by_character(
    ruler: Ruler[_Rule], chain: str, known: Mapping[str, str], without: frozenset[str] = frozenset()
) -> dict[str, Sequence[_Rule]]:
    """Return for each character that is known the rules of a chain that may be for it, in their order."""
    rules = [(name, rule) for name, rule in _named(ruler, chain) if name not in without]
    characters = {one for name, _ in rules for one in known.get(name, "")}
    return {one: [rule for name, rule in rules if one in known.get(name, one)] for one in characters}


def _block(
    state: StateBlock,
    start: int,
    end: int,
    silent: bool,
    *,
    rules: Mapping[str, Sequence[BlockRule]],
    others: Sequence[BlockRule],
) -> bool:
    place = state.bMarks[start] + state.tShift[start]
    # A generator would be made at each line.
    for rule in rules.get(state.src[place : place + 1], others):  # noqa: SIM110
        if rule(state, start, end, silent):
            return True
    return False


def _inline(
    state: StateInline,
    silent: bool,
    *,
    rules: Mapping[str, Sequence[InlineRule]],
    others: Sequence[InlineRule],
) -> bool:
    # A generator would be made at each mark.
    for rule in rules.get(state.src[state.pos], others):  # noqa: SIM110
        if rule(state, silent):
            return True
    return False
