"""Shortcodes that stand for others: `shortcodes/shortcodes.yml`, for those who write no template.

Each entry is a Markdown text in Hugo's template language, or a table: `as` names a shortcode that is known, `arguments`
says under which names or 0-based positions its arguments are given, `values` gives arguments that are always the same.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

import yaml

from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.shortcodes.call import Call

FILE: Final = "shortcodes.yml"
_EXPECTED: Final = "a Markdown text, or a table with `as`, `arguments` and `values`"


@record
class Alias:
    """Another name of a shortcode, with its arguments under other names."""

    target: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    """Name of the target's argument -> name or position of what is given."""
    values: Mapping[str, Value] = field(default_factory=dict)

    def apply(self, call: Call) -> Call:
        """Return the call of the target that a call means; arguments without an entry keep their names."""
        taken = set(self.arguments.values())
        named = {name: value for name, value in call.named.items() if name not in taken}
        for name, source in self.arguments.items():
            value = self._given(call, source)
            if value is not None:
                named[name] = value
        positional = tuple(value for index, value in enumerate(call.positional) if index not in taken)
        named = {**self.values, **named}
        if named:
            # Arguments have all a name or none.
            positional = () if set(range(len(call.positional))) & taken or self.values else positional
            named = {} if positional else named
        return replace(call, name=self.target, positional=positional, named=named)

    @staticmethod
    def _given(call: Call, source: str | int) -> Value:
        if isinstance(source, int):
            return call.positional[source] if 0 <= source < len(call.positional) else None
        return call.named.get(source)


@record
class Entries:
    """What a file of other names says."""

    texts: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, Alias] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_aliases(text: str) -> Entries:
    """Return the entries of a file.

    Problems: `Kind.SHORTCODE` for a file that is no YAML, and for an entry that is neither text nor table.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return Entries(
            problems=(Problem(Kind.SHORTCODE, line, f"found {error.__class__.__name__}; expected YAML"),)
        )
    if not isinstance(data, dict):
        found = (
            ()
            if data is None
            else (Problem(Kind.SHORTCODE, 1, f"found no table; expected name: {_EXPECTED}"),)
        )
        return Entries(problems=found)
    texts, aliases, problems = {}, {}, []
    for name, entry in data.items():
        if isinstance(entry, str):
            texts[str(name)] = entry
        elif isinstance(entry, dict) and isinstance(entry.get("as"), str):
            aliases[str(name)] = _alias(entry)
        else:
            problems.append(
                Problem(Kind.SHORTCODE, _line_of(text, str(name)), f"found {name!r}; expected {_EXPECTED}")
            )
    return Entries(texts, aliases, tuple(problems))


def _alias(entry: Mapping[str, object]) -> Alias:
    arguments, values = entry.get("arguments"), entry.get("values")
    return Alias(
        str(entry["as"]),
        {str(name): one for name, one in arguments.items() if isinstance(one, str | int)}
        if isinstance(arguments, dict)
        else {},
        {str(name): one for name, one in values.items()} if isinstance(values, dict) else {},
    )


def _line_of(text: str, name: str) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.lstrip("\"'").startswith(name)), 1)
