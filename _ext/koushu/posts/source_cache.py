"""What was read of each source for the catalogue, kept beside the doctrees: a source that is as it was is not read.

One row a source in SQLite. Size and times tell whether a file is as it was; where they differ, or are so young that
a later change might not show in them, a hash of its bytes does.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.metadata.front_matter import FrontMatter
from koushu.posts.source_reading import ReadSource, read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from koushu.hugo.source_filter import SourceFilter

_NAME: Final = "sources.sqlite"
_YOUNG: Final = 2_000_000_000
"""Nanoseconds in which a file may change twice and show one time only; that of the coarsest file system."""
_SCHEMA: Final = """
DROP TABLE IF EXISTS source;
CREATE TABLE source (path BLOB PRIMARY KEY, size INT, written INT, changed INT, found BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made_by (program TEXT);
DELETE FROM made_by;
"""

Row = tuple[int, int, int, bytes]
"""Bytes of the file, or -1 where it was too young; nanoseconds of its two times; what was found, packed."""


@dataclass(slots=True)
class SourceCache:
    """Reads sources, each from the cache if it is as it was."""

    source_filter: SourceFilter
    known: dict[str, Row] = field(default_factory=dict)
    new: dict[str, Row] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def __call__(self, root: Path, path: str) -> ReadSource:
        """Return what a source says."""
        file, start = root / path, time.time_ns()
        stat = file.stat()
        self.met.add(path)
        told = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        row = self.known.get(path)
        if row is not None and row[:3] == told:
            return _unpacked(row[3])
        data = file.read_bytes()
        found = _unpacked(row[3]) if row is not None else None
        if found is None or found.digest != hashlib.sha256(data).hexdigest():
            found = read_source(data, path, self.source_filter)
        young = max(told[1:]) > start - _YOUNG
        self.new[path] = (-1 if young else told[0], *told[1:], _packed(found))
        return found

    def again(self, root: Path, path: str) -> tuple[ReadSource | None, ReadSource]:
        """Return what a source said when it was read last, None where that is not known, and what it says now."""
        row = self.known.get(path)
        return _unpacked(row[3]) if row is not None else None, self(root, path)


@contextmanager
def cached_sources(
    folder: Path, source_filter: SourceFilter, version: str, only: Collection[str] | None = None
) -> Iterator[SourceCache]:
    """Give a reader that knows what the last build has read, and keep what this one reads.

    `version` stands for what the filter does. A cache that cannot be read or written is none. Where not all sources
    are read, `only` names those that are.
    """
    program = f"{version} {_program()}"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(folder / _NAME)
    except sqlite3.Error:
        yield SourceCache(source_filter)
        return
    try:
        reader = SourceCache(source_filter, _load(connection, program, only))
        yield reader
        _keep(connection, reader)
    except sqlite3.Error:
        # The next build begins a new one.
        with suppress(OSError):
            (folder / _NAME).unlink()
    finally:
        connection.close()


def _load(connection: sqlite3.Connection, program: str, only: Collection[str] | None) -> dict[str, Row]:
    try:
        if connection.execute("SELECT program FROM made_by").fetchall() == [(program,)]:
            query = "SELECT path, size, written, changed, found FROM source"
            paths = None if only is None else [os.fsencode(path) for path in only]
            if paths is not None:
                query += f" WHERE path IN ({', '.join('?' * len(paths))})"
            rows = connection.execute(query, paths or ())
            return {os.fsdecode(row[0]): row[1:] for row in rows}
    except sqlite3.Error:
        pass
    with suppress(sqlite3.Error), connection:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO made_by VALUES (?)", (program,))
    return {}


def _keep(connection: sqlite3.Connection, reader: SourceCache) -> None:
    gone = reader.known.keys() - reader.met
    with connection:
        connection.executemany("DELETE FROM source WHERE path = ?", [(os.fsencode(path),) for path in gone])
        rows = [(os.fsencode(path), *row) for path, row in reader.new.items()]
        connection.executemany("REPLACE INTO source VALUES (?, ?, ?, ?, ?)", rows)


def _packed(found: ReadSource) -> bytes:
    front = found.front
    fields = (front.format, dict(front.data), dict(front.lines), front.body_line, found.script, found.digest)
    return pickle.dumps(fields, pickle.HIGHEST_PROTOCOL)


def _unpacked(packed: bytes) -> ReadSource:
    fields: tuple[Any, ...] = pickle.loads(packed)  # noqa: S301 - lies where Sphinx keeps its own pickles
    form, data, lines, body_line, script, digest = fields
    return ReadSource(FrontMatter(form, data, lines, "", body_line), script, digest)


@cache
def _program() -> str:
    """Return a digest of the modules that read a source: what others have read may differ."""
    package = Path(__file__).parent.parent
    files = sorted(path for room in ("hugo", "posts", "dialogue") for path in (package / room).rglob("*.py"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
