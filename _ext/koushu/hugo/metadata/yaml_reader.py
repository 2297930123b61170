"""YAML front matter, read as Hugo's YAML 1.2 reader does.

PyYAML gives the events; what a plain scalar means is decided here, since PyYAML itself follows
YAML 1.1, in which `yes`, `12:30` and `2023-03-14` are not strings. Working on events also gives
the line of each key, shows duplicates, and bounds depth and size before anything is built.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from koushu.hugo.found import shown
from koushu.hugo.metadata.fields import MAX_DEPTH, MAX_VALUES, FieldCollector, Fields, Value, duplicate_key
from koushu.hugo.metadata.recovery import Entry, raw_value, split_entries
from koushu.hugo.metadata.yaml_faults import COLON, NotYamlError, explain
from koushu.hugo.metadata.yaml_scalars import resolve_scalar
from koushu.problems import Kind, Problem

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE = "<<"
_KEY = re.compile(r"""\t*(?P<key>"[^"]*"|'[^']*'|\w[\w.-]*(?: [\w.-]+)*) ?[:：](?P<rest>.*)""")
_MOST_BEYOND = 200
_RESOLVED_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))


def read_yaml(text: str, first_line: int) -> Fields:
    """Return the keys of a YAML mapping; none for a text without content.

    Problems: `Kind.FRONT_MATTER` for a key that stands twice and for what is not YAML; in the latter case
    each top-level key is read by itself, and a value that is at fault is given as its text.
    """
    try:
        return _load(text, first_line)
    except NotYamlError as fault:
        recovered = _recover(textwrap.dedent(text), first_line, beyond=fault.limit)
        whole = Problem(Kind.FRONT_MATTER, fault.line, fault.message)
        if recovered.problems and not fault.limit:
            return recovered
        return replace(recovered, problems=tuple(dict.fromkeys((whole, *recovered.problems))))


def _recover(text: str, first_line: int, *, beyond: bool) -> Fields:
    """Return the keys that can be read one by one; of a text beyond the limits, which is said, no alias is missed.

    Of such a text the first keys are read alone, since to read one by itself costs many times what it costs in a text.
    """
    collector = FieldCollector()
    for number, entry in enumerate(split_entries(text, first_line, _KEY)):
        if beyond and number == _MOST_BEYOND:
            message = f"left out this key and those below it; expected {MAX_VALUES} values at most"
            collector.problems.append(Problem(Kind.FRONT_MATTER, entry.line, message))
            break
        try:
            fields = _load(entry.text, entry.line)
        except NotYamlError as fault:
            if not (beyond and fault.anchor and f"&{fault.anchor}" in text):
                collector.problems.append(Problem(Kind.FRONT_MATTER, fault.line, fault.message))
            collector.add(entry.key, _value(entry), entry.line)
        else:
            collector.problems.extend(fields.problems)
            for key, value in fields.data.items():
                collector.add(key, value, entry.line)
    return collector.fields()


def _value(entry: Entry) -> Value:
    """Return the value of an entry that does not parse as it stands: of its line written properly, or its text."""
    try:
        whole = _load(f"{entry.key}: {entry.first.strip()}", 1).data if entry.is_one_line else {}
    except NotYamlError:
        whole = {}
    return whole.get(entry.key.lower(), raw_value(entry))


def _load(text: str, first_line: int) -> Fields:
    """Return the keys of a YAML mapping, or raise `NotYamlError`."""
    builder = _Builder(_newlines(text), first_line)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
            if isinstance(event, yaml.DocumentEndEvent):
                builder.end(event, text)
                break
    except yaml.YAMLError as error:
        raise explain(error, text, first_line) from error
    return builder.fields()


def _newlines(text: str) -> list[int]:
    return [index for index, letter in enumerate(text) if letter == "\n"]


@dataclass
class _Frame:
    """A collection whose end has not come."""

    value: list[Value] | dict[str, Value]
    anchor: str | None
    size_before: int
    key: str | None = None
    """The key that waits for its value."""
    key_lines: dict[str, int] = field(default_factory=dict)


@dataclass
class _Builder:
    """Builds typed values from YAML events, without recursion."""

    newlines: list[int]
    first_line: int
    stack: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    root: Value = None
    size: int = 0
    problems: list[Problem] = field(default_factory=list)
    collector: FieldCollector = field(default_factory=FieldCollector)

    def take(self, event: yaml.Event) -> None:
        """Work one event in."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            frame = self.stack.pop()
            self._remember(frame.anchor, frame.value, self.size - frame.size_before)
            self._put(frame.value, event)

    def end(self, event: yaml.Event, text: str) -> None:
        """Note what stands after the end mark `...`, which Hugo passes over."""
        end = event.end_mark.index if event.end_mark else len(text)
        rest = text[end:].strip().removeprefix("...").strip()
        if rest:
            found = (
                f"found {shown(rest)} after the end mark `...`; expected nothing there, and it is not read"
            )
            self.problems.append(Problem(Kind.FRONT_MATTER, self._line(event), found))

    def fields(self) -> Fields:
        """Return the keys of the document, which must be a mapping or empty."""
        if self.root is not None and not isinstance(self.root, dict):
            found = "a list" if isinstance(self.root, list) else shown(str(self.root))
            raise NotYamlError(self.first_line, f"found {found}; expected {COLON}")
        self.collector.problems.extend(self.problems)
        return self.collector.fields()

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + bisect_left(self.newlines, event.start_mark.index if event.start_mark else 0)

    def _grow(self, amount: int, event: yaml.Event) -> None:
        self.size += amount
        if self.size > MAX_VALUES:
            found = f"found more than {MAX_VALUES} values, those of aliases counted; expected fewer"
            raise NotYamlError(self._line(event), found, limit=True)

    def _remember(self, anchor: str | None, value: Value, size: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = (value, size)

    def _open(self, value: list[Value] | dict[str, Value], event: Any) -> None:  # noqa: ANN401
        if len(self.stack) >= MAX_DEPTH:
            found = f"found more than {MAX_DEPTH} levels; expected fewer"
            raise NotYamlError(self._line(event), found, limit=True)
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            raise NotYamlError(self._line(event), "found a list or mapping as a key; expected a word as key")
        self._grow(1, event)
        self.stack.append(_Frame(value, event.anchor, self.size - 1))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._grow(1, event)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self._key(frame, event)
            return
        value: Value = event.value
        if event.implicit[0] or event.tag in _RESOLVED_TAGS:
            value = resolve_scalar(event.value)
        self._remember(event.anchor, value, 1)
        self._put(value, event)

    def _key(self, frame: _Frame, event: yaml.ScalarEvent) -> None:
        frame.key = event.value
        line = self._line(event)
        if event.value in frame.key_lines and event.value != _MERGE and len(self.stack) > 1:
            self.problems.append(duplicate_key(event.value, line, frame.key_lines[event.value]))
        frame.key_lines[event.value] = line

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            found = f"found `*{event.anchor}`; expected an anchor `&{event.anchor}` before it"
            raise NotYamlError(self._line(event), found, anchor=event.anchor or "")
        value, size = self.anchors[event.anchor]
        self._grow(size, event)
        self._put(value, event)

    def _put(self, value: Value, event: yaml.Event) -> None:
        """Give a finished value to the collection it stands in."""
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            return
        if frame.key is None:
            raise NotYamlError(self._line(event), "found an alias as a key; expected a word as key")
        key, frame.key = frame.key, None
        if key == _MERGE and isinstance(value, dict | list):
            self._merge(frame.value, value if isinstance(value, list) else [value])
            return
        frame.value[key] = value
        if len(self.stack) == 1:
            self.collector.add(key, value, frame.key_lines[key])

    def _merge(self, target: dict[str, Value], sources: list[Value]) -> None:
        """Copy the keys of `<<` mappings that the target has not itself; its own later keys replace them."""
        for source in sources:
            for key, value in source.items() if isinstance(source, dict) else ():
                target.setdefault(key, value)
                if len(self.stack) == 1:
                    self.collector.data.setdefault(key.lower(), value)
