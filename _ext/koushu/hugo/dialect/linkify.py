"""Bare addresses as links, by goldmark's rules: `https://…`, `ftp://…`, `www.…` and e-mail addresses.

An address begins a line or follows a blank, one of `*_~(` or the end of an element, and holds ASCII only, so that
Chinese text behind it stays text. Two designs were weighed: looking for addresses in the finished text, where marks
such as `_` inside an address have already become emphasis; or stopping at each letter that may begin one, which slows
every word down. Taken was a rule for plain text that also stops where a search of the whole block has found one.
Source: GFM 0.29, "Autolinks (extension)"; Hugo documentation, "Configure markup", `linkifyProtocol`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from koushu.hugo.dialect.links import in_brackets

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_EMAIL_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*@"
_find_starts: Final = re.compile(
    rf"(?=(?:https?|ftp)://|www\.)|(?:(?<![A-Za-z0-9.!#$%&'+/=?^{{|}}-])|(?<=--)|(?<=\.\.\.))(?={_EMAIL_NAME})"
).finditer
_HOST: Final = r"[-A-Za-z0-9@:%._+~#=]{1,256}\.[a-z]+"
_PATH: Final = r"""(?:[/#?][-A-Za-z0-9@:%_+.~#$!?&/=();,'">^{}\[\]`]*)?"""
_match_url: Final = re.compile(rf"(?:(?:https?|ftp)://{_HOST}(?::\d+)?|www\.{_HOST}){_PATH}").match
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_match_email: Final = re.compile(rf"(?>{_EMAIL_NAME}{_LABEL}(?:\.{_LABEL})+)(?![-_])").match
# What the typographer makes, and of what; it is no plain text any more.
_CURLED: Final = frozenset("“”‘’«»")
_STRAIGHT: Final = ("'", '"', "<<", ">>")
_entity_at_end: Final = re.compile(r"&[A-Za-z0-9]+;$").search


def linkify_plugin(md: MarkdownIt, protocol: str, *, typographer: bool) -> None:
    """Replace the rule for plain text by one that stops at addresses, and put before it the rule that reads them."""
    md.inline.ruler.at("text", _text)
    md.inline.ruler.before(
        "text", "bare_address", partial(_bare_address, protocol=protocol, typographer=typographer)
    )


@lru_cache(maxsize=16)
def _starts(source: str) -> tuple[int, ...]:
    """Return every place in a block's text where an address may begin."""
    if "://" in source or "www." in source or "@" in source:
        return tuple(match.start() for match in _find_starts(source))
    return ()


def _next_start(state: StateInline) -> int:
    starts = _starts(state.src)
    index = bisect_left(starts, state.pos)
    return starts[index] if index < len(starts) else state.posMax


def _text(state: StateInline, silent: bool) -> bool:
    start = _next_start(state) if _starts(state.src) else state.posMax
    stop = state.md.inline.terminator_re.search(state.src, state.pos, start + 1)
    end = min(stop.start() if stop else state.posMax, start)
    if end == state.pos == start:
        # An address could begin here and does not: the character is text.
        end += 1
    if end <= state.pos or (stop is not None and stop.start() == state.pos):
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _bare_address(state: StateInline, silent: bool, *, protocol: str, typographer: bool) -> bool:
    if (
        silent
        or not _starts(state.src)
        or _next_start(state) != state.pos
        or not _may_begin(state, typographer=typographer)
    ):
        return False
    text = _url_at(state)
    scheme = f"{protocol}://" if text.startswith("www.") else ""
    if not text:
        email = _match_email(state.src, state.pos, state.posMax)
        text, scheme = (email[0], "mailto:") if email else ("", "")
    if not text:
        return False
    _push_link(state, state.md.normalizeLink(scheme + text), text)
    state.pos += len(text)
    return True


def _may_begin(state: StateInline, *, typographer: bool) -> bool:
    """Return whether the place is one at which goldmark looks: behind a blank, a mark, or anything but plain text."""
    if in_brackets(state):
        return False
    before = state.src[state.pos - 1] if state.pos else "\n"
    if before in " \t\n*_~(`":
        return True
    if state.pending[-1:] in _CURLED:
        return state.src.endswith(_STRAIGHT, 0, state.pos)
    if state.pending:
        return typographer and before in "-." and _makes_mark(state.src, state.pos)
    # A character reference and an escaped mark are plain text.
    return not state.tokens or state.tokens[-1].type not in {"text", "text_special"}


def _makes_mark(source: str, place: int) -> bool:
    """Return whether the dashes or dots before a place are all used up by the typographer."""
    mark = source[place - 1]
    first = place
    while first and source[first - 1] == mark:
        first -= 1
    length = place - first
    return length % 3 == 0 if mark == "." else length > 1 and length % 3 != 1


def _url_at(state: StateInline) -> str:
    """Return the address that begins here without the punctuation of the sentence around it, or nothing."""
    match = _match_url(state.src, state.pos, state.posMax)
    if not match:
        return ""
    url = match[0].rstrip("?!.,:*_~")
    if url.endswith(")"):
        surplus = url.count(")") - url.count("(")
        closing = len(url) - len(url.rstrip(")"))
        url = url[: len(url) - max(0, min(surplus, closing))]
    entity = _entity_at_end(url)
    return url[: entity.start()] if entity else url


def _push_link(state: StateInline, href: str, text: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    state.push("text", "", 0).content = text
    closing = state.push("link_close", "a", -1)
    for token in (opening, closing):
        token.markup, token.info = "linkify", "auto"
