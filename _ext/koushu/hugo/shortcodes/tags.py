"""Items of the lexer, put together: texts and tags in the order of the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koushu.hugo.lexer import Item, ItemType, lex_shortcodes
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from koushu.hugo.metadata.fields import Value

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?[0-9]*\.[0-9]+")
_LONGEST_NUMBER = 18


@dataclass(slots=True)
class Text:
    """A piece of the source that is printed."""

    value: str
    start: int


@dataclass(slots=True)
class Tag:
    """One opening, closing or self-closing tag."""

    start: int
    end: int
    notation: str
    name: str = ""
    closes: bool = False
    self_closing: bool = False
    positional: list[Value] = field(default_factory=list)
    named: dict[str, Value] = field(default_factory=dict)


def read_tags(text: str, line_of: Callable[[int], int]) -> tuple[list[Text | Tag], list[Problem]]:
    """Return the texts and tags of a source, and what is wrong with the tags.

    `line_of` gives the 1-based line of an offset.
    Problems: `Kind.SHORTCODE`, one for each tag at most.
    """
    pieces: list[Text | Tag] = []
    problems: list[Problem] = []
    items = iter(lex_shortcodes(text))
    for item in items:
        if item.type is ItemType.TEXT:
            pieces.append(Text(item.value, item.start))
        elif item.type is ItemType.LEFT:
            tag, fault = _read_tag(item, items)
            pieces.append(tag)
            if fault:
                problems.append(Problem(Kind.SHORTCODE, line_of(tag.start), f"in {_call(tag)}: {fault}"))
        else:
            problems.append(Problem(Kind.SHORTCODE, line_of(item.start), f"shortcode: {item.value}"))
    return pieces, problems


def _read_tag(left: Item, items: Iterator[Item]) -> tuple[Tag, str]:
    """Return a tag, and its first fault or nothing."""
    tag = Tag(left.start, left.end, left.value[-1])
    fault, key = "", None
    for item in items:
        if item.type is ItemType.RIGHT:
            tag.end = item.end
            break
        if item.type is ItemType.ERROR:
            fault = fault or item.value
        elif item.type is ItemType.NAME:
            tag.name = item.value
        elif item.type is ItemType.CLOSE:
            tag.closes, tag.self_closing = not tag.name, bool(tag.name)
        elif item.type is ItemType.KEY:
            key = item.value
        else:
            _add_argument(tag, key, item)
            key = None
    return tag, fault or _mixed(tag)


def _add_argument(tag: Tag, key: str | None, item: Item) -> None:
    value = item.value if item.type is ItemType.QUOTED else _typed(item.value)
    if key is None:
        tag.positional.append(value)
    else:
        tag.named[key] = value


def _mixed(tag: Tag) -> str:
    if tag.closes and (tag.positional or tag.named):
        return "found arguments; expected none in a closing tag"
    if tag.positional and tag.named:
        return (
            f"found the argument {tag.positional[0]!r} without a name beside {next(iter(tag.named))!r} with one; "
            "expected all with names or all without"
        )
    return ""


def _typed(text: str) -> Value:
    """Return an unquoted value by its type."""
    if text in {"true", "false"}:
        return text == "true"
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _call(tag: Tag) -> str:
    slash = "/" if tag.closes else ""
    return f"{{{{{tag.notation} {slash}{tag.name} … {'>' if tag.notation == '<' else '%'}}}}}"
