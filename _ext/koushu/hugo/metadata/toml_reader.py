"""TOML front matter, read by the standard library (TOML 1.0, as Hugo's reader)."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from koushu.hugo.found import shown
from koushu.hugo.metadata.fields import MAX_DEPTH, FieldCollector, Fields, Value, too_deep
from koushu.hugo.metadata.recovery import raw_value, split_entries
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(r"""[ \t]*(?P<key>"[^"]*"|'[^']*'|[\w-]+)[ \t]*(?:\.[^=]*)?=(?P<rest>.*)""")
_HEADER = re.compile(r"""[ \t]*\[\[?[ \t]*(?P<key>"[^"]*"|'[^']*'|[\w-]+)""")
_WHERE = re.compile(r"\(at line (\d+), column \d+\)")
# Refused beforehand, since the standard library is slow on them: dotted keys and lists in lists.
_TOO_DEEP = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{MAX_DEPTH}}}|(?:\[\s*){{{MAX_DEPTH}}}"""
)
_EXPECTED = (
    ("Invalid value", "a value: text in quotes, a number, a date, true, false, or a list in `[ ]`"),
    ("Expected '=' after", "`key = value`"),
    ("Invalid initial character", "`key = value`, or a line `+++` that closes the front matter"),
    ("Invalid statement", "`key = value`"),
    ("Invalid date", "a day and time that exist"),
    ("invalid character '\\n'", "the closing quote of the value"),
    ("invalid character", "text without control characters"),
    ("Expected newline", "nothing more after the value"),
    ("Illegal character '\\n'", "the closing quote of the value"),
    ("Illegal character", "text without control characters"),
    ("Unterminated", "the closing quote of the value"),
    ("Expected \"'", "the closing quote of the value"),
    ("Unclosed", "the closing bracket"),
    ("Cannot ", "each key and table once"),
    ("backslash", "single quotes, or `\\\\` for a backslash, in a quoted value"),
    ("Expected ']'", "the closing bracket"),
)


class _NotTomlError(Exception):
    """Why a text is not TOML that can be used, and on which line of that text (from 0)."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def read_toml(text: str, first_line: int) -> Fields:
    """Return the keys of a TOML document.

    Problems: `Kind.FRONT_MATTER` for what is not TOML; then each key is read by itself, and a value that is
    at fault is given as its text.
    """
    try:
        data = _load(text)
    except _NotTomlError as fault:
        return _recover(text, first_line, fault)
    collector = FieldCollector()
    lines = _key_lines(text, first_line)
    for key, value in data.items():
        collector.add(key, value, lines.get(key, first_line))
    return collector.fields()


def _load(text: str) -> dict[str, Value]:
    if match := _TOO_DEEP.search(text):
        offset = text.count("\n", 0, match.start())
        raise _NotTomlError(offset, f"found more than {MAX_DEPTH} levels; expected fewer")
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise _explain(str(error), text) from error
    except RecursionError as error:
        raise _NotTomlError(0, f"found more than {MAX_DEPTH} levels; expected fewer") from error
    if too_deep(data):
        raise _NotTomlError(0, f"found more than {MAX_DEPTH} levels; expected fewer")
    return data


def _explain(message: str, text: str) -> _NotTomlError:
    lines = text.split("\n")
    where = _WHERE.search(message)
    last = max((index for index, line in enumerate(lines) if line.strip()), default=0)
    offset = min(int(where[1]) - 1, len(lines) - 1) if where else last
    expected = next((words for part, words in _EXPECTED if part in message), f"valid TOML ({message})")
    return _NotTomlError(offset, f"found {shown(lines[offset].strip())}; expected {expected}")


def _key_lines(text: str, first_line: int) -> dict[str, int]:
    """Return the line of each top-level key or table."""
    lines: dict[str, int] = {}
    in_table = False
    for number, line in enumerate(text.split("\n"), first_line):
        header = _HEADER.match(line)
        in_table = in_table or header is not None
        match = header or (None if in_table else _KEY.match(line))
        if match:
            lines.setdefault(match["key"].strip("\"'"), number)
    return lines


def _recover(text: str, first_line: int, fault: _NotTomlError) -> Fields:
    """Return what is left when each table, or where that fails each key, is read by itself."""
    collector = FieldCollector()
    data: dict[str, Value] = {}
    for header, body, line in _sections(text, first_line):
        try:
            _merge(data, _load(f"{header}\n{body}"))
        except _NotTomlError:
            for entry in split_entries(body, line, _KEY):
                try:
                    _merge(data, _load(f"{header}\n{entry.text}"))
                except _NotTomlError as inner:
                    place = entry.line + max(inner.offset - 1, 0)
                    collector.problems.append(Problem(Kind.FRONT_MATTER, place, inner.message))
                    _merge(data, {entry.key: raw_value(entry)} if not header else {})
    if not collector.problems:
        collector.problems.append(Problem(Kind.FRONT_MATTER, first_line + fault.offset, fault.message))
    lines = _key_lines(text, first_line)
    for key, value in data.items():
        collector.add(key, value, lines.get(key, first_line))
    return collector.fields()


def _sections(text: str, first_line: int) -> Iterator[tuple[str, str, int]]:
    """Return each table as its header line, its body, and the line on which the body starts."""
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if _HEADER.match(line)]
    yield "", "\n".join(lines[: starts[0] if starts else len(lines)]), first_line
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        yield lines[start].strip(), "\n".join(lines[start + 1 : end]), first_line + start + 1


def _merge(target: dict[str, Value], source: dict[str, Value]) -> None:
    for key, value in source.items():
        old = target.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            old.extend(value)
        else:
            target[key] = value
