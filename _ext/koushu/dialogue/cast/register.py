"""The register of speakers that a publication keeps in one file for all its posts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from koushu.config import DialogueSettings, settings
from koushu.dialogue.cast.people import Places, join_people
from koushu.dialogue.cast.speaker_fields import FieldReader
from koushu.hugo.metadata.yaml_reader import read_yaml
from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem
from koushu.record import record
from koushu.safe_path import real_file

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.hugo.metadata.fields import Fields


# No site has a file of this name.
_NOWHERE: Final = ".no-register-of-speakers"


@record
class Register:
    """The people of a register file, and what is wrong with it."""

    speakers: tuple[Speaker, ...] = ()
    problems: tuple[Problem, ...] = ()


def register_path(srcdir: Path, config: Config) -> Path:
    """Return where the register of speakers would be; a link that leads out of the source folder is none."""
    name = settings(config, DialogueSettings).speakers
    path = srcdir / name
    if path.is_symlink() and real_file(srcdir, name) is None:
        return srcdir / _NOWHERE
    return path


def read_register(path: Path) -> Register:
    """Return the register in a YAML file: a mapping from id to a name or a mapping; empty if there is no file.

    Problems: `Kind.SPEAKERS_FILE`, for YAML that does not parse, `Kind.SPEAKER` and `Kind.CONTRAST` for a field;
    what can be read of it counts.
    """
    try:
        changed = path.stat()
    except OSError:
        return Register()
    return _read(path, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Register:
    try:
        source = decode_source(path.read_bytes())
    except OSError as error:
        return Register((), (Problem(Kind.SPEAKERS_FILE, 1, f"the file cannot be read: {error.strerror}"),))
    fields = read_yaml(source.text, 1)
    reader = FieldReader(Places(source.text))
    speakers = join_people(reader.entries(_as_written(fields, source.text)))
    faults = [*source.problems, *fields.problems]
    problems = [Problem(Kind.SPEAKERS_FILE, fault.line, fault.message) for fault in faults]
    # What was recovered of a broken file is no fault of its fields.
    return Register(speakers, tuple(problems) or tuple(reader.problems))


def _as_written(fields: Fields, text: str) -> dict[str, object]:
    """Return the entries by their keys as written; the YAML reader has them in lower case."""
    lines = text.split("\n")
    found: dict[str, object] = {}
    for key, value in fields.data.items():
        line = lines[fields.lines[key] - 1] if 0 < fields.lines.get(key, 0) <= len(lines) else ""
        written = re.search(re.escape(key), line, re.IGNORECASE)
        found[written.group() if written else key] = value
    return found
