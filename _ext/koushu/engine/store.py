"""What is known of the last build, in one SQLite file beside the builders' own folders: a row a file, a row a format.

A build that changes one file reads and writes few rows, however many there are.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

STORE: Final = "state.sqlite"
_VERSION: Final = 1
_SCHEMA: Final = f"""
CREATE TABLE file (folder TEXT, path BLOB, size INT, written INT, changed INT, digest BLOB,
                   PRIMARY KEY (folder, path)) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE output (name TEXT PRIMARY KEY, digest TEXT, product TEXT, warnings TEXT, notices TEXT) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""


class KnownFile(NamedTuple):
    """A file as it was when its contents were read."""

    size: int
    """Bytes; -1 where the file was so young that a later change might not show in its times."""
    written: int
    """Nanoseconds: last change of the contents."""
    changed: int
    """Nanoseconds: last change of anything, which no program can set back."""
    digest: bytes


@dataclass(slots=True)
class Made:
    """One format as it was made last."""

    digest: str = ""
    """Of all its inputs; empty when it was not made."""
    product: str = ""
    warnings: list[str] = field(default_factory=list)
    """To be said again as long as it is up to date."""
    notices: list[str] = field(default_factory=list)
    """What else was said, such as the posts that were withheld."""


class Store:
    """The rows; every change of them is whole or not at all."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.before = ""
        """Digest of all inputs as they were when they were looked at last, before this call."""
        self.changed: frozenset[str] = frozenset()
        """Files of the source folder that differ since then."""

    def files(self, folder: str) -> dict[bytes, tuple[bytes, int, int, int]]:
        """Return what is known of the files of a folder: path in it, size and times, by that path.

        Paths are bytes, as the system has them; `KnownFile` says what the numbers are.
        """
        query = "SELECT path, size, written, changed FROM file WHERE folder = ?"
        return {row[0]: row for row in self._connection.execute(query, (folder,))}

    def digests(self, folder: str, paths: Iterable[bytes] | None = None) -> dict[bytes, bytes]:
        """Return digests of the contents of files of a folder, by their paths in it: of some, or of all."""
        query = "SELECT path, digest FROM file WHERE folder = ?"
        if paths is None:
            return dict(self._connection.execute(query, (folder,)))
        rows = (self._connection.execute(f"{query} AND path = ?", (folder, path)) for path in paths)
        return {path: digest for found in rows for path, digest in found}

    def note_files(self, folder: str, files: Mapping[bytes, KnownFile], gone: Iterable[bytes]) -> None:
        """Note files that are new or not as they were, and forget those that are gone."""
        with self._connection:
            # No text of SQLite holds a name that is no UTF-8.
            rows = ((folder, path, *known) for path, known in files.items())
            self._connection.executemany("REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", rows)
            names = ((folder, path) for path in gone)
            self._connection.executemany("DELETE FROM file WHERE folder = ? AND path = ?", names)

    def fact(self, name: str) -> str:
        """Return one thing that was noted; empty when it was not."""
        found = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def note_fact(self, name: str, value: str) -> None:
        """Note one thing."""
        with self._connection:
            self._connection.execute("REPLACE INTO fact VALUES (?, ?)", (name, value))

    def made(self, name: str) -> Made:
        """Return a format as it was made last."""
        query = "SELECT digest, product, warnings, notices FROM output WHERE name = ?"
        found = self._connection.execute(query, (name,)).fetchone()
        return Made(found[0], found[1], json.loads(found[2]), json.loads(found[3])) if found else Made()

    def note_made(self, name: str, made: Made) -> None:
        """Note a format that was made just now."""
        row = (name, made.digest, made.product, json.dumps(made.warnings), json.dumps(made.notices))
        with self._connection:
            self._connection.execute("REPLACE INTO output VALUES (?, ?, ?, ?, ?)", row)

    def forget_outputs(self) -> None:
        """Forget all formats: none of them is up to date any more."""
        with self._connection:
            self._connection.execute("DELETE FROM output")


def is_kept(folder: Path) -> bool:
    """Return whether an output folder has a store."""
    return (folder / ".work" / STORE).is_file()


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """Open the store of an output folder; an empty one where there is none that can be read.

    `OSError` where it cannot be written.
    """
    path = folder / ".work" / STORE
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(_connect(path)) as connection:
            yield Store(connection)
    except sqlite3.Error as error:
        message = f"{path} cannot be used: {error}"
        raise OSError(message) from error


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return _checked(sqlite3.connect(path))
    except sqlite3.OperationalError:
        # Locked, not writable, or no room: nothing that a new file would mend.
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        return _checked(sqlite3.connect(path))


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a connection whose tables are those of this version; others are emptied."""
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall():
                connection.execute(f'DROP TABLE "{name}"')
            connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
