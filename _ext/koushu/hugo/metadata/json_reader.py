"""JSON front matter: an object whose top-level members are read one by one, for their lines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from koushu.hugo.found import shown
from koushu.hugo.metadata.fields import MAX_DEPTH, FieldCollector, Fields, Value, too_deep
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

_BLANK = re.compile(r"[ \t\n]*")
_BRACE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)


class _NotJsonError(ValueError):
    """Why a text is not JSON, and at which offset."""

    def __init__(self, offset: int, expected: str) -> None:
        super().__init__(expected)
        self.offset = offset
        self.expected = expected


def end_of_object(text: str, start: int) -> int | None:
    """Return the offset after the brace that closes the object opened at `start`, by counting braces as Hugo does."""
    level = 0
    for match in _BRACE.finditer(text, start):
        level += {"{": 1, "}": -1}.get(match[0], 0)
        if level == 0:
            return match.end()
    return None


def read_json(text: str, first_line: int) -> Fields:
    """Return the members of a JSON object.

    Problems: `Kind.FRONT_MATTER` for what is not JSON; then the members before the fault are returned.
    """
    collector = FieldCollector()
    line, seen = first_line, 0
    try:
        for offset, key, value in _members(text):
            line, seen = line + text.count("\n", seen, offset), offset
            collector.add(key, value, line)
    except _NotJsonError as fault:
        where = text.count("\n", 0, fault.offset)
        found = shown(text.split("\n")[where].strip())
        message = f"found {found}; expected {fault.expected}. What stands before it was read"
        collector.problems.append(Problem(Kind.FRONT_MATTER, first_line + where, message))
    return collector.fields()


def _members(text: str) -> Iterator[tuple[int, str, Value]]:
    """Return offset, key and value of each member; raises `_NotJsonError` at the first fault."""
    decoder = json.JSONDecoder(parse_constant=_no_constant, strict=False)
    position = _expect(text, 0, "{")
    while not text.startswith("}", position):
        offset = position
        key, position = _value(decoder, text, position)
        if not isinstance(key, str):
            raise _NotJsonError(offset, "a key in double quotes")
        value, position = _value(decoder, text, _expect(text, position, ":"))
        yield offset, key, value
        if not text.startswith("}", position):
            position = _expect(text, position, ",")
            if text.startswith("}", position):
                raise _NotJsonError(position, "another member after the comma, or no comma")


def _value(decoder: json.JSONDecoder, text: str, position: int) -> tuple[Value, int]:
    try:
        value, end = decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise _NotJsonError(
            min(error.pos, len(text)), "valid JSON: double quotes around keys and text"
        ) from error
    except (RecursionError, ValueError) as error:
        raise _NotJsonError(position, f"a JSON value of at most {MAX_DEPTH} levels") from error
    if too_deep(value):
        raise _NotJsonError(position, f"a JSON value of at most {MAX_DEPTH} levels")
    return value, _skip(text, end)


def _expect(text: str, position: int, letter: str) -> int:
    position = _skip(text, position)
    if not text.startswith(letter, position):
        raise _NotJsonError(min(position, len(text)), f"`{letter}`")
    return _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
