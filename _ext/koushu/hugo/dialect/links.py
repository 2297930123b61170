r"""Links and images by a stack of open brackets, as goldmark reads them.

`[` and `![` are kept until a `]` comes; then what follows it decides: `(address "title")`, `[label]`, or the text
itself as a label. A link may hold no link, not even one inside the text of an image. An address ends at a blank or an
unbalanced bracket; other control characters are part of it. Source: CommonMark 0.31.2, "Links", "Images".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from markdown_it.common.utils import isMdAsciiPunct, normalizeReference, unescapeAll
from markdown_it.rules_inline import StateInline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline.state_inline import Delimiter

_BLANKS: Final = " \t\n\r\f\v"
_LONGEST_LABEL: Final = 999
# Where a block's open brackets are kept in `StateInline.cache`, whose other keys are places in the text.
_OPEN: Final = -3
# Where the number of the last token that is a link or holds one is kept there, and the last end of an angled address.
_LINKED: Final = -4
_ANGLED: Final = -5
_DEEPEST: Final = 32
"""Round brackets in each other in an address; CommonMark asks for three."""


class _Bracket(NamedTuple):
    """An open bracket: its token, the place behind it, and whether it begins an image."""

    token: int
    place: int
    image: bool


class _Target(NamedTuple):
    """Where a link leads, and the place behind it."""

    href: str
    title: str
    end: int


def links_plugin(md: MarkdownIt) -> None:
    """Replace the built-in rules for links and images; the tokens stay theirs."""
    md.inline.ruler.at("link", _open)
    md.inline.ruler.at("image", _close)


def in_brackets(state: StateInline) -> bool:
    """Return whether a bracket is open, which may become a link's text."""
    return bool(_brackets(state))


def _brackets(state: StateInline) -> list[_Bracket]:
    return cast("dict[int, list[_Bracket]]", state.cache).setdefault(_OPEN, [])


def _open(state: StateInline, silent: bool) -> bool:
    """Keep a bracket that opens."""
    image = state.src.startswith("![", state.pos)
    if silent or not (image or state.src[state.pos] == "["):
        return False
    state.push("text", "", 0).content = "![" if image else "["
    state.pos += 1 + image
    _brackets(state).append(_Bracket(len(state.tokens) - 1, state.pos, image))
    return True


def _close(state: StateInline, silent: bool) -> bool:
    """Make a link or an image of the last open bracket and what stands behind this one."""
    brackets = _brackets(state)
    if silent or state.src[state.pos] != "]" or not brackets:
        return False
    bracket = brackets.pop()
    if state.pending:
        state.pushPending()
    if not bracket.image and _last_link(state) > bracket.token:
        return False
    target = _target(state, bracket)
    if target is None:
        return False
    (_push_image if bracket.image else _push_link)(state, bracket, target)
    state.pos = target.end
    return True


def _last_link(state: StateInline) -> int:
    """Return the number of the last token that is a link or an image that holds one; -1 for none.

    Bare and angled addresses are no links by this rule.
    """
    return state.cache.get(_LINKED, -1)


def _target(state: StateInline, bracket: _Bracket) -> _Target | None:
    after = state.pos + 1
    text = state.src[bracket.place : state.pos]
    if state.src.startswith("(", after):
        target = _inline_target(state, after + 1)
        if target is not None:
            return target
    elif state.src.startswith("[", after):
        label, end = _enclosed(state.src, after + 1, "[", "]")
        if end >= 0:
            return _defined(state, label if label.strip() else text, end)
    return _defined(state, text, after)


def _defined(state: StateInline, label: str, end: int) -> _Target | None:
    """Return the target that is defined for a label."""
    if len(label) > _LONGEST_LABEL:
        return None
    found = state.env.get("references", {}).get(normalizeReference(label))
    return _Target(found["href"], found["title"], end) if found else None


def _inline_target(state: StateInline, place: int) -> _Target | None:
    """Return the target in round brackets, whose text begins at a place."""
    source, title = state.src, ""
    place = _skip_blanks(source, place)
    if source.startswith(")", place):
        return _Target("", "", place + 1)
    address, place = _angled(state, place) if source.startswith("<", place) else _address(source, place)
    if place < 0:
        return None
    place = _skip_blanks(source, place)
    if not source.startswith(")", place):
        opening = source[place : place + 1]
        if not opening or opening not in "\"'(":
            return None
        title, place = _enclosed(source, place + 1, opening, ")" if opening == "(" else opening)
        place = _skip_blanks(source, place) if place >= 0 else len(source)
        if not source.startswith(")", place):
            return None
    return _Target(state.md.normalizeLink(unescapeAll(address)), unescapeAll(title), place + 1)


def _skip_blanks(source: str, place: int) -> int:
    while place < len(source) and source[place] in _BLANKS:
        place += 1
    return place


def _is_escape(source: str, place: int) -> bool:
    return source[place] == "\\" and place + 1 < len(source) and isMdAsciiPunct(ord(source[place + 1]))


def _address(source: str, start: int) -> tuple[str, int]:
    """Return the address that begins at a place, and the place behind it; -1 when there is none."""
    place, depth = start, 0
    while place < len(source):
        character = source[place]
        if _is_escape(source, place):
            place += 2
            continue
        if character in _BLANKS:
            break
        if character in "()":
            depth += 1 if character == "(" else -1
            if depth < 0 or depth > _DEEPEST:
                break
        place += 1
    return (source[start:place], place) if place > start and depth <= _DEEPEST else ("", -1)


def _angled(state: StateInline, start: int) -> tuple[str, int]:
    """Return the address in angles that begins at a place, and the place behind it; -1 when there is none."""
    source, known = state.src, state.cache.get(_ANGLED, -1)
    # Every address that begins before an end that was found once has that end.
    place = known if known > start else start + 1
    while place < len(source) and source[place] not in ">\n":
        place += 1 + _is_escape(source, place)
    state.cache[_ANGLED] = min(place, len(source))
    return (source[start + 1 : place], place + 1) if source.startswith(">", place) else ("", -1)


def _enclosed(source: str, start: int, opening: str, closing: str) -> tuple[str, int]:
    """Return the text up to the closing mark, and the place behind that; -1 where the opening mark comes first."""
    place = start
    while place < len(source):
        if _is_escape(source, place):
            place += 2
            continue
        if source[place] == closing:
            return source[start:place], place + 1
        if source[place] == opening:
            break
        place += 1
    return "", -1


def _push_link(state: StateInline, bracket: _Bracket, target: _Target) -> None:
    opening = state.tokens[bracket.token]
    opening.type, opening.tag, opening.nesting, opening.content = "link_open", "a", 1, ""
    state.cache[_LINKED] = bracket.token
    opening.attrs = {"href": target.href, **({"title": target.title} if target.title else {})}
    inner = _take_delimiters(state, bracket)
    if inner:
        state.tokens_meta.append({"delimiters": inner})
    # Pushed as text, since a closing token would bring back the delimiters of an opening one.
    closing = state.push("text", "", 0)
    closing.type, closing.tag, closing.nesting = "link_close", "a", -1


def _push_image(state: StateInline, bracket: _Bracket, target: _Target) -> None:
    inner = StateInline("", state.md, state.env, state.tokens[bracket.token + 1 :])
    inner.delimiters = _take_delimiters(state, bracket)
    inner.tokens_meta = _take_metas(state, bracket)
    for delimiters in [inner.delimiters, *map(_delimiters_of, inner.tokens_meta)]:
        for delimiter in delimiters:
            delimiter.token -= bracket.token + 1
    if _last_link(state) > bracket.token:
        state.cache[_LINKED] = bracket.token
    del state.tokens[bracket.token :]
    for rule in state.md.inline.ruler2.getRules(""):
        rule(inner)
    token = state.push("image", "img", 0)
    token.attrs = {"src": target.href, "alt": "", **({"title": target.title} if target.title else {})}
    token.content = state.src[bracket.place : state.pos]
    token.children = inner.tokens


def _take_delimiters(state: StateInline, bracket: _Bracket) -> list[Delimiter]:
    """Return the marks of emphasis inside a bracket, which pair among themselves."""
    inner: list[Delimiter] = []
    while state.delimiters and state.delimiters[-1].token > bracket.token:
        inner.append(state.delimiters.pop())
    return inner[::-1]


def _take_metas(state: StateInline, bracket: _Bracket) -> list[dict[str, object] | None]:
    """Return the groups of marks inside a bracket that belong to links in it."""
    taken: list[dict[str, object] | None] = []
    # Tokens without marks have empty groups, which nobody asks for.
    while state.tokens_meta and (not state.tokens_meta[-1] or _begins_behind(state.tokens_meta[-1], bracket)):
        meta = state.tokens_meta.pop()
        if meta:
            taken.append(meta)
    return taken[::-1]


def _begins_behind(meta: dict[str, object] | None, bracket: _Bracket) -> bool:
    delimiters = _delimiters_of(meta)
    return bool(delimiters) and delimiters[0].token > bracket.token


def _delimiters_of(meta: dict[str, object] | None) -> list[Delimiter]:
    return cast("list[Delimiter]", (meta or {}).get("delimiters", []))
