"""What is kept of pages, a row for each page and kind, in one SQLite file for each builder, beside the doctrees.

One process alone writes it, the main one. What writes pages elsewhere gathers its changes, and they come back with
the batch; a process that nobody asked to gather writes its own at once, while the others wait.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Found = TypeVar("Found")

_VERSION: Final = 2
_SCHEMA: Final = f"""
CREATE TABLE page (id INTEGER PRIMARY KEY, kind TEXT, docname TEXT, signature TEXT, basis TEXT, UNIQUE (kind, docname));
CREATE TABLE text (id INTEGER PRIMARY KEY, text BLOB);
PRAGMA user_version = {_VERSION};
"""
_MOST_PENDING: Final = 200
"""Changes that are held back; a page has a few, of some kilobytes each."""
_AT_ONCE: Final = 100
"""Texts that are read in one step, of some kilobytes each."""
_PATIENCE: Final = 60.0
"""Seconds in which another process must have written its rows."""
_ERRORS: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
_inherited: Final[list[sqlite3.Connection]] = []
"""Connections of the process that this one was forked from: theirs to close."""


class Change(NamedTuple):
    """One change of the rows."""

    kind: str
    docname: str
    text: str | Callable[[], str]
    """What is kept, or what makes it when it is written, with those of other pages: so that is done in less time."""
    apart: str = ""
    """The kind as which the row is kept from now on, unless there is one; the text says nothing then."""
    basis: str = ""
    """The signature of another row of the page, from which the text was made."""

    def told(self) -> str:
        """Return the text."""
        return self.text if isinstance(self.text, str) else self.text()


class PageRows:
    """The rows of one builder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pending: list[Change] = []
        self._connection: sqlite3.Connection | None = None
        self._owner = self._process = os.getpid()
        self._is_gathered = False
        self._were_none = False

    def change(self, *changes: Change) -> None:
        """Change rows, soon."""
        self._be_here()
        self._pending += changes
        # A process that was forked does not tell when it ends.
        at_once = self._process != self._owner and not self._is_gathered
        if at_once or (len(self._pending) >= _MOST_PENDING and not self._is_gathered):
            self.write()

    def gather(self) -> None:
        """Hold back all changes from here on, for `gathered`."""
        self._be_here()
        self.write()
        self._is_gathered = True

    def gathered(self) -> list[Change]:
        """Return the changes that were held back, and hold back no more."""
        self._is_gathered = False
        found, self._pending = self._made(), []
        return found

    def write(self) -> None:
        """Write what has changed: all of it, or nothing."""
        self._be_here()
        if self._pending:
            self._pending = self._made()
            self._with_rows(self._write)
            self._pending.clear()

    def _made(self) -> list[Change]:
        """Return the changes with their texts."""
        return [
            change if isinstance(change.text, str) else change._replace(text=change.told())
            for change in self._pending
        ]

    def text(self, kind: str, docname: str) -> str:
        """Return the text of a row; empty where there is none."""
        self.write()
        query = "SELECT text FROM text WHERE id = (SELECT id FROM page WHERE kind = ? AND docname = ?)"
        found = self._with_rows(lambda rows: rows.execute(query, (kind, docname)).fetchone())
        return _text_of(found[0]) if found else ""

    def first_lines(self, kind: str) -> dict[str, str]:
        """Return the first line of each text of a kind, by document name."""
        self.write()
        query = (
            "SELECT docname, substr(text, 1, coalesce(nullif(instr(text, x'0a'), 0) - 1, length(text))) "
            "FROM page JOIN text USING (id) WHERE kind = ?"
        )
        found = self._with_rows(lambda rows: rows.execute(query, (kind,)).fetchall())
        return {docname: _text_of(data or b"") for docname, data in found}

    def texts(self, kind: str, docnames: Sequence[str]) -> Iterator[str]:
        """Yield the texts of the rows of some documents, in their order; empty where there is none."""
        self.write()
        for start in range(0, len(docnames), _AT_ONCE):
            some = docnames[start : start + _AT_ONCE]
            found = self._texts(kind, some)
            yield from (_text_of(found.get(docname, b"")) for docname in some)

    def _texts(self, kind: str, docnames: Sequence[str]) -> dict[str, bytes]:
        query = (
            "SELECT docname, text FROM page JOIN text USING (id) "
            "WHERE kind = ? AND docname IN (SELECT value FROM json_each(?))"
        )
        asked = (kind, json.dumps(docnames))
        return self._with_rows(lambda rows: dict(rows.execute(query, asked).fetchall()))

    def signature(self, kind: str, docname: str) -> str:
        """Return what changes with the text of a row; empty where there is none."""
        self.write()
        query = "SELECT signature FROM page WHERE kind = ? AND docname = ?"
        found = self._with_rows(lambda rows: rows.execute(query, (kind, docname)).fetchone())
        return str(found[0]) if found else ""

    def signatures(self, kind: str) -> dict[str, str]:
        """Return what changes with the text of each row of a kind, by document name."""
        self.write()
        query = "SELECT docname, signature FROM page WHERE kind = ?"
        return self._with_rows(lambda rows: dict(rows.execute(query, (kind,)).fetchall()))

    def outdated(self, kind: str, origin: str) -> list[str]:
        """Return the documents whose row of a kind was made from another text than their row `origin` has now."""
        self.write()
        query = (
            "SELECT own.docname FROM page AS own JOIN page AS other ON other.docname = own.docname "
            "WHERE own.kind = ? AND other.kind = ? AND own.basis <> other.signature ORDER BY own.docname"
        )
        found = self._with_rows(lambda rows: rows.execute(query, (kind, origin)).fetchall())
        return [docname for (docname,) in found]

    def is_of(self, kind: str, docname: str, basis: str) -> bool:
        """Return whether there is a row that was made from a text with a signature."""
        query = "SELECT 1 FROM page WHERE kind = ? AND docname = ? AND basis = ?"
        self.write()
        return bool(self._with_rows(lambda rows: rows.execute(query, (kind, docname, basis)).fetchone()))

    def forget(self, kind: str) -> None:
        """Take all rows of a kind away."""

        def forgotten(rows: sqlite3.Connection) -> None:
            with rows:
                rows.execute("DELETE FROM text WHERE id IN (SELECT id FROM page WHERE kind = ?)", (kind,))
                rows.execute("DELETE FROM page WHERE kind = ?", (kind,))

        self.write()
        self._with_rows(forgotten)

    def close(self) -> None:
        """Let the file go."""
        self._be_here()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def is_new(self) -> bool:
        """Return whether nothing was kept before this build."""
        self._with_rows(lambda _rows: None)
        return self._were_none

    def _write(self, rows: sqlite3.Connection) -> None:
        with rows:
            for change in self._pending:
                if change.apart:
                    query = "UPDATE OR IGNORE page SET kind = ? WHERE kind = ? AND docname = ?"
                    rows.execute(query, (change.apart, change.kind, change.docname))
                else:
                    _write_row(rows, change)

    def _with_rows(self, do: Callable[[sqlite3.Connection], Found]) -> Found:
        """Do something with the rows; raises `OSError` where the system does not let us."""
        try:
            if self._connection is None:
                self._connection = self._connect()
            return do(self._connection)
        except sqlite3.Error as error:
            raise self._as_of_the_system(error) from error

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        rows = _connected(self._path)
        try:
            is_ours = rows.execute("PRAGMA user_version").fetchone() == (_VERSION,)
            self._were_none = not (is_ours and rows.execute("SELECT 1 FROM page LIMIT 1").fetchone())
        except sqlite3.DatabaseError as error:
            if _code(error) in _ERRORS:
                raise
            is_ours, self._were_none = False, True
        if not is_ours:
            # There are none, or what there is was broken, or is of another form.
            rows.close()
            self._remove()
            rows = _connected(self._path)
            rows.executescript(_SCHEMA)
        # What is kept can be made again; that a build was killed leaves it whole in any case.
        rows.execute("PRAGMA synchronous = OFF")
        return rows

    def _as_of_the_system(self, error: sqlite3.Error) -> OSError:
        """Return an error as the system would tell it; rows that cannot be read are made anew by the next build."""
        number = _ERRORS.get(_code(error), errno.EIO)
        if _code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            self._remove()
        return OSError(number, os.strerror(number), str(self._path))

    def _remove(self) -> None:
        for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            path.unlink(missing_ok=True)

    def _be_here(self) -> None:
        """Leave to the process that this one was forked from what is its own."""
        if self._process == os.getpid():
            return
        if self._connection is not None:
            _inherited.append(self._connection)
        self._connection, self._process, self._is_gathered = None, os.getpid(), False
        self._pending = []


def _text_of(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)


def _write_row(rows: sqlite3.Connection, change: Change) -> None:
    data = change.told().encode("utf-8", "surrogatepass")
    signature = hashlib.blake2b(data, digest_size=12).hexdigest()
    key = (change.kind, change.docname)
    query = "SELECT id, signature, basis FROM page WHERE kind = ? AND docname = ?"
    number, *known = rows.execute(query, key).fetchone() or (0, "", "")
    if not number:
        query = "INSERT INTO page (kind, docname, signature, basis) VALUES (?, ?, ?, ?)"
        number = rows.execute(query, (*key, signature, change.basis)).lastrowid
        rows.execute("INSERT INTO text VALUES (?, ?)", (number, data))
    elif known != [signature, change.basis]:
        query = "UPDATE page SET signature = ?, basis = ? WHERE id = ?"
        rows.execute(query, (signature, change.basis, number))
        if known[0] != signature:
            rows.execute("UPDATE text SET text = ? WHERE id = ?", (data, number))


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's own number of an error, without its finer part."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
