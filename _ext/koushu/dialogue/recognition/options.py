"""What the author says about the dialogue of one post, read from its front matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from koushu.dialogue.lexicon import folded
from koushu.problems import Kind, Problem
from koushu.record import record


class Mode(StrEnum):
    """How turns are found."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


@record
class Options:
    """The `dialogue` field of a post, with what else the front matter tells about who speaks."""

    mode: Mode = Mode.AUTO
    labels: Mapping[str, str] = field(default_factory=dict)
    """Folded label -> id or name of its speaker, from `dialogue.speakers` as a mapping."""
    names: frozenset[str] = frozenset()
    """Folded labels that are speakers for certain."""
    ignore: frozenset[str] = frozenset()
    """Folded labels that are no speakers for certain."""
    unlabelled: str = "turn"
    """What a plain paragraph after a turn is: `turn` (it goes on) or `narration`."""
    style: str = ""
    sections: frozenset[str] = frozenset()
    """Folded headings or ids of the sections that hold dialogue; empty for all."""


_FIELDS = ("mode", "speakers", "ignore", "unlabelled", "style", "sections", "numbering")
_EXPECTED = "expected `auto`, `on`, `off` or a mapping with " + ", ".join(f"`{name}`" for name in _FIELDS)


def read_options(value: object, line: int = 0) -> tuple[Options, tuple[Problem, ...]]:
    """Return the options that the front matter field `dialogue` holds.

    YAML's `on` and `off` arrive as true and false from some readers and mean the same. What is not
    understood is reported as `dialogue.front_matter` on `line` (1-based) and takes its default.
    """
    if value is None:
        return Options(), ()
    if isinstance(value, Mapping):
        return _from_mapping(value, line)
    mode = _mode(value)
    if mode is None:
        return Options(), (_problem(f"`dialogue: {value}` is not understood; {_EXPECTED}", line),)
    return Options(mode), ()


def _from_mapping(value: Mapping[object, object], line: int) -> tuple[Options, tuple[Problem, ...]]:
    fields = {str(key).lower(): item for key, item in value.items()}
    problems = [
        _problem(f"`dialogue.{name}` is not known; {_EXPECTED}", line)
        for name in fields
        if name not in _FIELDS
    ]
    mode = _mode(fields.get("mode", "auto"))
    if mode is None:
        problems.append(_problem(f"`dialogue.mode: {fields['mode']}` is not understood; {_EXPECTED}", line))
    unlabelled = str(fields.get("unlabelled", "turn"))
    if unlabelled not in {"turn", "narration"}:
        problems.append(
            _problem(f"`dialogue.unlabelled: {unlabelled}`; expected `turn` or `narration`", line)
        )
        unlabelled = "turn"
    labels = _labels(fields.get("speakers"))
    options = Options(
        mode or Mode.AUTO,
        labels,
        frozenset(labels),
        frozenset(map(folded, texts_of(fields.get("ignore")))),
        unlabelled,
        str(fields.get("style", "")),
        frozenset(map(folded, texts_of(fields.get("sections")))),
    )
    return options, tuple(problems)


def _mode(value: object) -> Mode | None:
    if isinstance(value, bool):
        return Mode.ON if value else Mode.OFF
    text = str(value).strip().lower()
    return next((mode for mode in Mode if mode.value == text), None)


def _labels(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {folded(str(label)): str(speaker) for label, speaker in value.items()}
    return {folded(name): name for name in texts_of(value)}


def texts_of(value: object) -> list[str]:
    """Return a field that holds one text or a list as a list of texts; an empty one for anything else."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Sequence):
        return [str(item) for item in value]
    return []


def _problem(message: str, line: int) -> Problem:
    return Problem(Kind.DIALOGUE_FRONT_MATTER, line, message)
