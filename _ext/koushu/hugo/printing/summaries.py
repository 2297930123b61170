"""Words, reading time and summary, as Hugo counts and cuts them in the HTML of a page.

Pure. Source: Hugo documentation, "Content summaries", "WordCount", "ReadingTime"; seen with Hugo 0.168: an automatic
summary ends with the paragraph in which the count of words between blanks of the HTML reaches the site's length,
tags and attributes left out, or with the block around it; character references count as they are written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final

from koushu.hugo.printing.marks import CODE, DIVIDER, as_hugo_shows, as_shown_here
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

_SILENT: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"""<[!/?]?[A-Za-z](?:[^<>"']++|"[^"]*"|'[^']*')*>|<!(?:[^<>]*)>""")
_ELEMENT: Final = re.compile(r"""<(/?)([A-Za-z][-A-Za-z0-9]*)(?:[^<>"']++|"[^"]*"|'[^']*')*>""")
_VOID: Final = frozenset(
    ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_BREAKS: Final = ("</p>", "<br>", "<br />")
# What anything silent begins with, which is seen sooner than that none is there.
_MAY_BE_SILENT: Final = ("<!--", "<s", "<S")
_BLANKS: Final = re.compile(r"(\s)\s+")
_CODE: Final = re.compile(f"{CODE[0]}([0-9]+){CODE[1]}")
_is_tag: Final = re.compile(r"</?[A-Za-z]+>?").fullmatch
_is_attribute: Final = re.compile(r"[A-Za-z]+=[\"']").match
_END: Final = "</p>"
_CJK_PER_MINUTE: Final = 500
_PER_MINUTE: Final = 212


@record
class Rules:
    """How a page is counted."""

    cjk: bool
    """Whether each character of a word that is not ASCII is a word."""
    summary_length: int = 70
    """Words of an automatic summary."""


@record
class Measure:
    """What Hugo says of the length of a page, and what it shows of it in lists."""

    words: int
    reading_minutes: int
    summary: str
    """Plain text on one line."""
    truncated: bool


def measure(
    html: str, rules: Rules, given: str = "", highlighted: Callable[[int, bool], str] | None = None
) -> Measure:
    """Return the measure of a page.

    `given` is the HTML of the summary that the front matter gives; `highlighted` returns a block of code by its
    number, with or without the spans of its highlighter.
    """
    code = highlighted or (lambda _number, _spans: "")
    whole = with_code(as_hugo_shows(html), code, spans=False)
    words = count_words(bare(whole.replace(DIVIDER, "")), cjk=rules.cjk)
    summary, rest = _parted(html, rules, given, code)
    shown = with_code(as_shown_here(summary), code, spans=False)
    return Measure(words, reading_minutes(words, cjk=rules.cjk), as_line(shown), bool(rest.strip()))


def plain(html: str) -> str:
    """Return the text between the tags, its character references as they are."""
    if "<" not in html and ">" not in html:
        return html
    return _BLANKS.sub(r"\1", bare(html))


@lru_cache(maxsize=2)
def bare(html: str) -> str:
    """Return the text between the tags, with all its blanks; of the same page it is asked more than once."""
    if "<" not in html and ">" not in html:
        return html
    text = html.replace("\n", " ")
    for mark in _BREAKS:
        text = text.replace(mark, "\n")
    if any(mark in text for mark in _MAY_BE_SILENT):
        text = _SILENT.sub("", text)
    return _TAG.sub("", text)


def as_line(html: str) -> str:
    """Return the text of HTML as readers see it, on one line."""
    return " ".join(unescape(bare(html)).split())


def count_words(text: str, *, cjk: bool) -> int:
    """Return Hugo's word count: blank-separated words, or for CJK each character of a non-ASCII word."""
    words = text.split()
    return sum(1 if word.isascii() else len(word) for word in words) if cjk else len(words)


def reading_minutes(words: int, *, cjk: bool) -> int:
    """Return Hugo's reading time in whole minutes."""
    rate = _CJK_PER_MINUTE if cjk else _PER_MINUTE
    return (words + rate - 1) // rate


def _parted(html: str, rules: Rules, given: str, code: Callable[[int, bool], str]) -> tuple[str, str]:
    """Return the summary and what is behind it; nothing is behind one that the front matter gives."""
    before, divider, behind = html.partition(DIVIDER)
    if divider:
        return before, behind
    if given:
        return given, ""
    if rules.summary_length <= 0:
        return "", html
    return _cut(html, rules, code)


def _cut(html: str, rules: Rules, code: Callable[[int, bool], str]) -> tuple[str, str]:
    count, place = 0, 0
    while (end := html.find(_END, place)) >= 0:
        piece = with_code(as_hugo_shows(html[place:end]), code, spans=True)
        count += _count_in_html(piece, rules.summary_length - count, cjk=rules.cjk)
        if count >= rules.summary_length:
            cut = _closed(html, end + len(_END))
            return html[:cut], html[cut:]
        # The mark that ends the tag stays with the next piece.
        place = end + len(_END) - 1
    return html, ""


def _closed(html: str, cut: int) -> int:
    """Return where the outermost element ends that is open at a place; the place itself where none is, or none ends."""
    opened: list[tuple[str, int]] = []
    for tag in _ELEMENT.finditer(html):
        name = tag[2].lower()
        if tag.start() >= cut and not any(start < cut for _, start in opened):
            break
        if name in _VOID or tag[0].endswith("/>"):
            continue
        if not tag[1]:
            opened.append((name, tag.start()))
        elif any(name == one for one, _ in opened):
            while opened.pop()[0] != name:
                pass
            if tag.start() >= cut and not any(start < cut for _, start in opened):
                return tag.end()
    return cut


def _count_in_html(html: str, wanted: int, *, cjk: bool) -> int:
    """Return how many words there are, or `wanted`; of the last one Hugo does not see the last character."""
    count = 0
    for word in html[:-1].split():
        if word == ">" or _is_tag(word) or _is_attribute(word):
            continue
        bare = plain(word) if cjk else word
        count += len(bare) if cjk and not bare.isascii() else 1
        if count >= wanted:
            break
    return count


def with_code(html: str, code: Callable[[int, bool], str], *, spans: bool) -> str:
    """Return printed HTML with its blocks of code in the places of their numbers."""
    return _CODE.sub(lambda found: code(int(found[1]), spans), html) if CODE[0] in html else html
