"""Markup for a feed, cleaned tag by tag: what the HTML writer makes, nearly always. Pure.

What is not plainly well-formed, and drawings and formulas, are for a parser (`content.py`), which gives the same of
what is read here, at ten times the cost.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.entities import html5
from typing import TYPE_CHECKING, Final, NamedTuple

from koushu.feeds.kept_markup import DROPPED, DROPPED_CLASSES, FOREIGN, KEPT_ATTRIBUTES, kept_value
from koushu.xhtml import VOID, attribute_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TAG: Final = re.compile(r"(<[^<>]*>)")
_ATTRIBUTE: Final = r'\s+([A-Za-z_][\w.-]*)="([^"]*)"'
_START: Final = re.compile(rf"<([A-Za-z_][\w.-]*)((?:{_ATTRIBUTE})*)\s*(?P<empty>/?)>", re.ASCII)
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE, re.ASCII)
_END: Final = re.compile(r"</([A-Za-z_][\w.-]*)\s*>", re.ASCII)
_REFERENCE: Final = re.compile(r"&(?:(amp|lt|gt|quot|apos)|([A-Za-z][A-Za-z0-9]*)|#([0-9]{1,5}));", re.ASCII)
_PLAIN: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PRINTED: Final = range(0xA0, 0xD800)
_PRINTED_ASCII: Final = range(0x20, 0x7F)
_OF_ONE_PAGE: Final = re.compile(r'\s(cite|href|id|poster|src|srcset)="([^"]*)"')
_HOLE: Final = "\0"
"""Stands in a tag for what pages do not share; no markup holds it."""
_TAGS_HELD: Final = 4096
"""Tags that pages share are taken apart once."""


class OddMarkupError(ValueError):
    """Markup that is for a parser."""


class _Tag(NamedTuple):
    """What becomes of a tag."""

    text: str
    """What stands for it in the feed."""
    opens: str = ""
    """The name of the element that it opens."""
    closes: str = ""
    """The name of the element that it closes."""
    is_dropped: bool = False
    """Whether the whole element is left out."""


def flat_content(markup: str, url: str) -> str:
    """Return the markup of a page's body for a feed, without its first `h1`; `url` is the address of the page.

    Raises `OddMarkupError`.
    """
    pieces = _TAG.split(markup)
    count = len(pieces) // 2
    if "\r" in markup or _HOLE in markup or markup.count("<") != count or markup.count(">") != count:
        raise OddMarkupError
    known = {tag: _told(tag, url) for tag in set(pieces[1::2])}
    tags = [known[tag] for tag in pieces[1::2]]
    texts = pieces[::2] if "&" not in markup else [_text(text) for text in pieces[::2]]
    return "".join(_kept(tags, texts)).strip()


def _kept(tags: Sequence[_Tag], texts: Sequence[str]) -> Iterator[str]:
    """Yield what a feed has of tags and of the texts around them; raises `OddMarkupError` if not each has its end."""
    yield texts[0]
    opened: list[str] = []
    # How deep the title stands, and what is left out, where there is any.
    title = left_out = 0
    for index, (text, opens, closes, is_dropped) in enumerate(tags, 1):
        if opens:
            opened.append(opens)
            is_left_out = is_dropped or (opens == "h1" and not title)
            if opens == "h1":
                title = _depth_of_title(title, len(opened))
            left_out = left_out or (len(opened) if is_left_out else 0)
        elif closes and (not opened or opened.pop() != closes):
            raise OddMarkupError
        if not left_out:
            yield text
            yield texts[index]
        elif left_out > len(opened):
            left_out = 0
            yield texts[index]
    if opened:
        raise OddMarkupError


def _depth_of_title(known: int, depth: int) -> int:
    if depth < known:
        # The title is what stands in the outermost element that holds one.
        raise OddMarkupError
    return known or depth


def _told(tag: str, url: str) -> _Tag:
    if tag.startswith("</"):
        return _end(tag)
    form = _OF_ONE_PAGE.split(tag)
    values = form[2::3]
    del form[2::3]
    known = _start(*form)
    if not values or known.is_dropped:
        return known
    text = known.text
    for name, value in zip(form[1::2], values, strict=True):
        told = kept_value(name, _value(value), url)
        text = text.replace(_HOLE, "" if told is None else f' {name}="{attribute_value(told)}"', 1)
    return _Tag(text, known.opens)


@lru_cache(_TAGS_HELD)
def _end(tag: str) -> _Tag:
    found = _END.fullmatch(tag)
    if found is None or found[1] in VOID:
        raise OddMarkupError
    return _Tag(f"</{found[1]}>", closes=found[1])


@lru_cache(_TAGS_HELD)
def _start(before: str, *form: str) -> _Tag:
    """Return what becomes of a start tag, with a hole for each attribute of one page.

    The form is the names of these, each with what follows its value.
    """
    own = (f' {name}="{_HOLE}"{after}' for name, after in zip(form[::2], form[1::2], strict=True))
    found = _START.fullmatch("".join((before, *own)))
    if found is None:
        raise OddMarkupError
    name, told = found[1], _ATTRIBUTES.findall(found[2])
    attributes = {key: _value(value) for key, value in told}
    is_empty = bool(found["empty"])
    if name in FOREIGN or "xmlns" in attributes or len(attributes) < len(told) or (is_empty and name == "h1"):
        raise OddMarkupError
    if name in DROPPED or not DROPPED_CLASSES.isdisjoint(attributes.get("class", "").split()):
        return _Tag("", opens="" if is_empty else name, is_dropped=True)
    start = f"<{name}{''.join(map(_attribute, attributes.items()))}"
    if not is_empty:
        return _Tag(f"{start}>", opens=name)
    return _Tag(f"{start}/>" if name in VOID else f"{start}></{name}>")


def _attribute(told: tuple[str, str]) -> str:
    name, value = told
    if value == _HOLE:
        return _HOLE
    return f' {name}="{attribute_value(value)}"' if name in KEPT_ATTRIBUTES else ""


def _value(value: str) -> str:
    # A line ends in an attribute as words do (XML 1.0, 3.3.3).
    return _resolved(value.replace("\n", " ").replace("\t", " "))


def _text(text: str) -> str:
    return html.escape(_resolved(text), quote=False)


def _resolved(text: str) -> str:
    """Return a text with its references resolved, where XML and HTML read them alike."""
    if "&" not in text:
        return text
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise OddMarkupError
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    plain, name, number = found.groups()
    if plain:
        return _PLAIN[plain]
    if number:
        code = int(number)
        if code not in _PRINTED and code not in _PRINTED_ASCII:
            raise OddMarkupError
        return chr(code)
    character = html5.get(f"{name};", "&")
    if "&" in character or "<" in character:
        raise OddMarkupError
    return character
