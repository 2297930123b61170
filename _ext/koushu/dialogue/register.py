"""The register of speakers that a publication keeps in one file for all its posts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from koushu.dialogue.speakers import Speaker, read_speakers
from koushu.hugo.source import decode_source
from koushu.hugo.yaml_reader import read_yaml
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Register:
    """The people of a register file, and what is wrong with it."""

    speakers: tuple[Speaker, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_register(path: Path) -> Register:
    """Return the register in a YAML file: a mapping from id to a name or a mapping; empty if there is no file.

    Problems: `Kind.SPEAKERS_FILE`, for YAML that does not parse; what can be read of it counts.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return Register()
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Register:
    source = decode_source(path.read_bytes())
    fields = read_yaml(source.text, 1)
    problems = [*source.problems, *fields.problems]
    kind = Kind.SPEAKERS_FILE
    return Register(
        read_speakers(fields.data),
        tuple(Problem(kind, problem.line, problem.message) for problem in problems),
    )
