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

from koushu.feeds.kept_markup import DROPPED, DROPPED_CLASSES, FOREIGN, kept_attributes
from koushu.xhtml import VOID, attribute_value

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG: Final = re.compile(r"(<[^<>]*>)")
_ATTRIBUTE: Final = r'\s+([A-Za-z_][\w.-]*)="([^"]*)"'
_START: Final = re.compile(rf"<([A-Za-z_][\w.-]*)((?:{_ATTRIBUTE})*)\s*(?P<empty>/?)>", re.ASCII)
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE, re.ASCII)
_END: Final = re.compile(r"</([A-Za-z_][\w.-]*)\s*>", re.ASCII)
_REFERENCE: Final = re.compile(r"&(?:(amp|lt|gt|quot|apos)|([A-Za-z][A-Za-z0-9]*)|#([0-9]{1,5}));", re.ASCII)
_PLAIN: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PRINTED: Final = range(0xA0, 0xD800)
_PRINTED_ASCII: Final = range(0x20, 0x7F)
_OF_ONE_PAGE: Final = re.compile(r'\s(?:cite|href|id|poster|src|srcset)="')
_CODED: Final = re.compile(r"[&\t\n]")
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
    if "\r" in markup or markup.count("<") != count or markup.count(">") != count:
        raise OddMarkupError
    known: dict[str, _Tag] = {}
    tags = [known.get(tag) or known.setdefault(tag, _told(tag, url)) for tag in pieces[1::2]]
    title = _title(tags)
    first, *texts = [text if "&" not in text else _text(text) for text in pieces[::2]]
    made = [first]
    # How many elements are open in what is left out, that one included.
    inside = 0
    for index, tag in enumerate(tags):
        if inside:
            inside += bool(tag.opens) - bool(tag.closes)
            if inside:
                continue
        elif tag.opens and (tag.is_dropped or index == title):
            inside = 1
            continue
        else:
            made.append(tag.text)
        made.append(texts[index])
    return "".join(made).strip()


def _title(tags: Sequence[_Tag]) -> int:
    """Return which tag begins the title, -1 where there is none; raises `OddMarkupError` if not each has its end."""
    found, depth = -1, 0
    opened: list[str] = []
    for index, tag in enumerate(tags):
        if tag.opens:
            opened.append(tag.opens)
            if tag.opens == "h1":
                if found < 0:
                    found, depth = index, len(opened)
                elif len(opened) < depth:
                    # The title is what stands in the outermost element that holds one.
                    raise OddMarkupError
        elif tag.closes and (not opened or opened.pop() != tag.closes):
            raise OddMarkupError
    if opened:
        raise OddMarkupError
    return found


def _told(tag: str, url: str) -> _Tag:
    if tag.startswith("</"):
        return _end(tag)
    return _start(tag, url) if _OF_ONE_PAGE.search(tag) else _common_start(tag)


@lru_cache(_TAGS_HELD)
def _end(tag: str) -> _Tag:
    found = _END.fullmatch(tag)
    if found is None or found[1] in VOID:
        raise OddMarkupError
    return _Tag(f"</{found[1]}>", closes=found[1])


@lru_cache(_TAGS_HELD)
def _common_start(tag: str) -> _Tag:
    return _start(tag, "")


def _start(tag: str, url: str) -> _Tag:
    found = _START.fullmatch(tag)
    if found is None:
        raise OddMarkupError
    name, told = found[1], _ATTRIBUTES.findall(found[2])
    attributes = dict(told)
    if _CODED.search(tag):
        attributes = {key: _value(value) for key, value in told}
    is_empty = bool(found["empty"])
    if name in FOREIGN or "xmlns" in attributes or len(attributes) < len(told) or (is_empty and name == "h1"):
        raise OddMarkupError
    if name in DROPPED or not DROPPED_CLASSES.isdisjoint(attributes.get("class", "").split()):
        return _Tag("", opens="" if is_empty else name, is_dropped=True)
    kept = kept_attributes(attributes.items(), url)
    start = "".join([f"<{name}", *[f' {key}="{attribute_value(value)}"' for key, value in kept]])
    if not is_empty:
        return _Tag(f"{start}>", opens=name)
    return _Tag(f"{start}/>" if name in VOID else f"{start}></{name}>")


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
