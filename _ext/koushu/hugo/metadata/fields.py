"""What front matter holds: keys with typed values, each with the line of its key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

Value: TypeAlias = (
    "str | bool | int | float | dt.datetime | dt.date | dt.time | list[Value] | dict[str, Value] | None"
)

_UNSOUND = re.compile("[\0\ud800-\udfff]")
MAX_DEPTH = 50
"""Levels of lists and mappings in one value."""
MAX_VALUES = 20_000
"""Values in one front matter, counted as often as an alias repeats them."""


@record
class Fields:
    """The keys of one front matter, in lower case, and what is wrong with them."""

    data: Mapping[str, Value]
    lines: Mapping[str, int]
    """The 1-based line of each key."""
    problems: tuple[Problem, ...] = ()


@dataclass
class FieldCollector:
    """Gathers keys that may differ in case only, as Hugo merges them: the last one stands."""

    data: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, key: str, value: Value, line: int) -> None:
        """Store one value; a key that stands there already is a problem at the later line."""
        name = key.lower()
        if name in self.lines:
            self.problems.append(duplicate_key(key, line, self.lines[name]))
        self.data[name] = sound(value)
        self.lines[name] = line

    def fields(self) -> Fields:
        """Return what has been gathered."""
        return Fields(self.data, self.lines, tuple(self.problems))


def sound(value: Value) -> Value:
    """Return a value without what no file and no name can hold, which escapes in a notation can write.

    Halves of characters (surrogates) and the character of code 0 become U+FFFD.
    """
    if isinstance(value, str):
        return value if value.isprintable() else _UNSOUND.sub("\ufffd", value)
    if isinstance(value, dict):
        return {str(sound(key)): sound(inner) for key, inner in value.items()}
    return [sound(inner) for inner in value] if isinstance(value, list) else value


def duplicate_key(key: str, line: int, earlier: int) -> Problem:
    """Return the problem of a key that stands twice."""
    message = f"found the key {key!r} again; expected it once (it also stands in line {earlier}). The last one counts"
    return Problem(Kind.FRONT_MATTER, line, message)


def too_deep(value: Value, limit: int = MAX_DEPTH) -> bool:
    """Return whether lists and mappings are nested deeper than the limit."""
    level: list[Value] = [value]
    for _ in range(limit + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
