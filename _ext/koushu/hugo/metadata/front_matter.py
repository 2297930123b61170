"""Where a post's front matter starts and ends, and in which of three notations it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from koushu.hugo.found import first_problems
from koushu.hugo.metadata.fields import Fields
from koushu.hugo.metadata.json_reader import end_of_object, read_json
from koushu.hugo.metadata.toml_reader import read_toml
from koushu.hugo.metadata.yaml_reader import read_yaml
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from koushu.hugo.metadata.fields import Value

Format = Literal["yaml", "toml", "json", "none"]

_MAX_LENGTH = 1 << 17
_FIRST = re.compile(r"[\ufeff\s]*")
_JSON = re.compile(r'\{\s*["}]')
_END_OF_KEYS = re.compile(r"^(?:[ \t]*$|---|\+\+\+)", re.MULTILINE)
_OWN_LINE = re.compile(r"[-+]*[ \t]*(?:\n|\Z)")
_READERS: dict[str, tuple[Format, Callable[[str, int], Fields]]] = {
    "---": ("yaml", read_yaml),
    "+++": ("toml", read_toml),
}


@record
class FrontMatter:
    """A post cut in two: its fields and its text."""

    format: Format
    data: Mapping[str, Value]
    """Typed values; top-level keys in lower case, keys inside a value as they are written."""
    lines: Mapping[str, int]
    """1-based line of each top-level key."""
    body: str
    body_line: int
    """1-based line of the file on which the body starts."""
    problems: tuple[Problem, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """Return a post's front matter, read by Hugo's rules, and its body.

    Problems: `Kind.FRONT_MATTER`. Front matter that does not parse gives what can be read of it. Front matter
    that does not close, or has no key at all, gives that too, and stays in the body so that nothing is lost.
    Source: Hugo, "Front matter"; seen with Hugo 0.168: byte order mark and blanks before the first mark are
    skipped, and any line that starts with the mark closes.
    """
    first = _FIRST.match(text)
    start = first.end() if first else 0
    if text[start : start + 3] in _READERS:
        return _delimited(text, start, text[start : start + 3])
    if _JSON.match(text, start):
        return _json(text, start)
    return _without(text, ())


def _without(text: str, problems: tuple[Problem, ...]) -> FrontMatter:
    return FrontMatter("none", {}, {}, text, 1, problems)


def _delimited(text: str, start: int, mark: str) -> FrontMatter:
    line = 1 + text.count("\n", 0, start)
    format_, read = _READERS[mark]
    inside = start + 3
    end = text.find(f"\n{mark}", inside)
    if end < 0:
        return _unclosed(text, inside, line, mark)
    if end - inside > _MAX_LENGTH:
        return _without(text, (_too_long(line, end - inside),))
    fields = read(text[inside : end + 1], line)
    if fields.problems and not fields.data:
        return _without(text, first_problems(fields.problems))
    after = _OWN_LINE.match(text, end + 4)
    body_start = after.end() if after else end + 4
    body_line = 1 + text.count("\n", 0, body_start)
    problems = first_problems(fields.problems)
    return FrontMatter(format_, fields.data, fields.lines, text[body_start:], body_line, problems)


def _unclosed(text: str, inside: int, line: int, mark: str) -> FrontMatter:
    """Return the keys on the lines directly below the mark; the body is the whole text."""
    _, read = _READERS[mark]
    first, _, below = text[inside : inside + _MAX_LENGTH].partition("\n")
    fields = Fields({}, {}) if first.strip() else read(_END_OF_KEYS.split(below, maxsplit=1)[0], line + 1)
    message = (
        f"found `{mark}` that no later line closes; expected a line `{mark}` between front matter and text"
    )
    return FrontMatter(
        "none", fields.data, fields.lines, text, 1, (Problem(Kind.FRONT_MATTER, line, message),)
    )


def _json(text: str, start: int) -> FrontMatter:
    line = 1 + text.count("\n", 0, start)
    end = end_of_object(text, start)
    fields = read_json(text[start : end or start + _MAX_LENGTH], line)
    if end is None:
        message = "found `{` that no brace closes; expected `}` between front matter and text"
        problem = Problem(Kind.FRONT_MATTER, line, message)
        return FrontMatter("none", fields.data, fields.lines, text, 1, (problem,))
    if end - start > _MAX_LENGTH:
        return _without(text, (_too_long(line, end - start),))
    after = _OWN_LINE.match(text, end)
    body_start = after.end() if after else end
    body_line = 1 + text.count("\n", 0, body_start)
    return FrontMatter("json", fields.data, fields.lines, text[body_start:], body_line, fields.problems)


def _too_long(line: int, length: int) -> Problem:
    message = f"found front matter of {length} characters; expected at most {_MAX_LENGTH}"
    return Problem(Kind.FRONT_MATTER, line, message)
