"""Pairs of marks around inline text: `~~deleted~~`, `++inserted++`, `==marked==`, `~sub~` and `^sup^`.

Runs are of one or two marks, longer ones are text; they pair as emphasis does.
Source: GFM 0.29, "Strikethrough"; Hugo documentation, "Configure markup", `extras`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from koushu.hugo.dialect.emphasis import push_run
from koushu.hugo.dialect.flanking import scan_run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.rules_inline.state_inline import Delimiter

    from koushu.hugo.dialect.settings import Markup

    # The HTML element for each length of a run.
    Tags = Mapping[int, str]


# What an exponent may begin with, though it is punctuation.
_SIGNS: Final = ("+", "-", "'")


def delimiters_plugin(md: MarkdownIt, markup: Markup) -> None:
    """Add a rule for each mark that the site has on; the tokens are `tagged_open` and `tagged_close`."""
    for mark, tags in _tags(markup).items():
        rule = partial(_tokenize, mark=mark, tags=tags, repair_cjk=markup.repair_cjk)
        md.inline.ruler.before("emphasis", f"delimiter_{mark}", rule)
        md.inline.ruler2.before(
            "fragments_join", f"delimiter_{mark}", partial(_post_process, mark=mark, tags=tags)
        )


def _tags(markup: Markup) -> dict[str, Tags]:
    tags: dict[str, Tags] = {
        "~": _tilde(markup),
        "+": {2: "ins"} if markup.insert else {},
        "=": {2: "mark"} if markup.mark else {},
        "^": {1: "sup", 2: "sup"} if markup.superscript else {},
    }
    return {mark: lengths for mark, lengths in tags.items() if lengths}


def _tilde(markup: Markup) -> Tags:
    if markup.strikethrough:
        return {1: "del", 2: "del"}
    if markup.subscript:
        return {1: "sub", 2: "del" if markup.delete else "sub"}
    return {2: "del"} if markup.delete else {}


def _tokenize(state: StateInline, silent: bool, *, mark: str, tags: Tags, repair_cjk: bool) -> bool:
    if silent or state.src[state.pos] != mark:
        return False
    run = scan_run(state, repair_cjk=repair_cjk)
    if mark == "^" and state.src[state.pos + run.length : state.pos + run.length + 1] in _SIGNS:
        run = run._replace(can_open=True)
    if run.length in tags:
        push_run(state, run)
    else:
        state.push("text", "", 0).content = mark * run.length
        state.pos += run.length
    return True


def _post_process(state: StateInline, *, mark: str, tags: Tags) -> None:
    _pair(state, state.delimiters, mark, tags)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _pair(state, meta["delimiters"], mark, tags)


def _pair(state: StateInline, delimiters: Sequence[Delimiter], mark: str, tags: Tags) -> None:
    """Turn each matched pair of marks into an element, and two pairs that touch into one."""
    index = len(delimiters)
    while index > 0:
        index -= 1
        opener = delimiters[index]
        if chr(opener.marker) != mark or opener.end == -1:
            continue
        closer = delimiters[opener.end]
        tag = tags[opener.length]
        _turn_into(state, opener, "tagged_open", tag, 1)
        _turn_into(state, closer, "tagged_close", tag, -1)
        if _doubled(delimiters, index):
            state.tokens[delimiters[index - 1].token].content = ""
            state.tokens[delimiters[opener.end + 1].token].content = ""
            index -= 1


def _doubled(delimiters: Sequence[Delimiter], index: int) -> bool:
    """Return whether the marks before an opener and after its closer are one more pair around both."""
    opener, outer = delimiters[index], delimiters[index - 1]
    return (
        index > 0
        and outer.marker == opener.marker
        and outer.end == opener.end + 1
        and outer.token == opener.token - 1
        and delimiters[opener.end + 1].token == delimiters[opener.end].token + 1
    )


def _turn_into(state: StateInline, delimiter: Delimiter, kind: str, tag: str, nesting: int) -> None:
    token = state.tokens[delimiter.token]
    token.type = kind
    token.tag = tag
    token.nesting = 1 if nesting > 0 else -1
    token.markup = chr(delimiter.marker)
    token.content = ""
