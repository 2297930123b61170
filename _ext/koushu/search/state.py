"""What is kept of the index that was made last, so that the next build changes only what differs.

A row for each page and each file in SQLite, so that an edit reads and writes a few. A state that cannot be read, or
was not written to its end, is none: then everything is made.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from koushu.record import record
from koushu.search.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA: Final = """
DROP TABLE IF EXISTS page;
DROP TABLE IF EXISTS file;
CREATE TABLE page (
    docname TEXT PRIMARY KEY, signature TEXT, number INTEGER, url TEXT, title TEXT, place TEXT, stemmer TEXT,
    facets TEXT, texts INTEGER
) WITHOUT ROWID;
CREATE INDEX numbered ON page (number);
CREATE TABLE file (path TEXT PRIMARY KEY, digest INTEGER) WITHOUT ROWID;
PRAGMA user_version = 2;
"""
_VERSION: Final = 2


@record
class Numbered:
    """A page of the index."""

    signature: str
    """Differs when something else is kept of the page."""
    number: int | None
    """None for a page that is not searched, of which there is no record either."""
    record: Record | None


@dataclass(slots=True)
class Whole:
    """What is told of an index as a whole."""

    pages: int = 0
    firsts: list[str] = field(default_factory=list)
    """The first terms of its blocks."""
    total: int = 0
    """The sum of the digests of its files, by which its version differs when any file does."""
    folders: dict[str, int] = field(default_factory=dict)
    """Folder -> how many files of the index lie in it."""


@dataclass(slots=True)
class Changes:
    """What an index has that the one before has not."""

    pages: dict[str, Numbered] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    """Documents of which nothing is kept any more."""
    files: dict[str, int] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)


class State:
    """The index that was made last; without pages where there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.whole = Whole()
        with suppress(sqlite3.Error, OSError, ValueError, TypeError):
            self._rows = _opened(path)
            told = self._rows.execute("SELECT told FROM whole").fetchone()
            if told and self._rows.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
                self.whole = Whole(*json.loads(told[0]))

    def distrust(self) -> None:
        """Say that there is no index, until one is kept: a build may be broken off."""
        try:
            with self._rows:
                self._rows.execute("DELETE FROM whole")
        except (sqlite3.Error, AttributeError):
            self._path.unlink(missing_ok=True)
            self.whole = Whole()

    def close(self) -> None:
        """Let the file go."""
        with suppress(sqlite3.Error, AttributeError):
            self._rows.close()

    def signatures(self) -> dict[str, str]:
        """Return by document name what was kept of each page that the index knows."""
        return dict(self._rows.execute("SELECT docname, signature FROM page"))

    def page(self, docname: str) -> Numbered | None:
        """Return what the index has of a page."""
        found = self._rows.execute("SELECT * FROM page WHERE docname = ?", (docname,)).fetchone()
        return Numbered(found[1], found[2], _record(found)) if found else None

    def records(self, start: int, stop: int) -> list[Record]:
        """Return the pages with these numbers."""
        query = "SELECT * FROM page WHERE number >= ? AND number < ? ORDER BY number"
        return [record for row in self._rows.execute(query, (start, stop)) if (record := _record(row))]

    def facets(self) -> Iterator[dict[str, list[str]]]:
        """Yield the facets of each page, in the order of their numbers."""
        query = "SELECT facets FROM page WHERE number IS NOT NULL ORDER BY number"
        return (json.loads(facets) for (facets,) in self._rows.execute(query))

    def stemmers(self) -> dict[str, int]:
        """Return how many pages each algorithm has."""
        query = "SELECT stemmer, count(*) FROM page WHERE number IS NOT NULL GROUP BY stemmer"
        return dict(self._rows.execute(query))

    def digest(self, path: str) -> int | None:
        """Return the digest of a file."""
        found = self._rows.execute("SELECT digest FROM file WHERE path = ?", (path,)).fetchone()
        return int(found[0]) if found else None

    def files(self, folder: str) -> set[str]:
        """Return the files of a folder."""
        query = "SELECT path FROM file WHERE path > ? AND path < ?"
        return {path for (path,) in self._rows.execute(query, (f"{folder}/", f"{folder}0"))}


def keep_state(path: Path, whole: Whole, changes: Changes, *, anew: bool) -> None:
    """Keep what an index has that the one before has not; all that it has, if it was made anew."""
    with suppress(sqlite3.Error), closing(_opened(path)) as rows:
        if anew:
            rows.executescript(_SCHEMA)
        with rows:
            rows.executemany("DELETE FROM page WHERE docname = ?", ((name,) for name in changes.gone))
            rows.executemany("DELETE FROM file WHERE path = ?", ((name,) for name in changes.removed))
            pages = (_row(docname, page) for docname, page in changes.pages.items())
            rows.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", pages)
            rows.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", changes.files.items())
            told = [whole.pages, whole.firsts, whole.total, whole.folders]
            rows.execute("DELETE FROM whole")
            rows.execute("INSERT INTO whole VALUES (?)", (json.dumps(told, ensure_ascii=False),))


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _connected(path)
    except sqlite3.DatabaseError:
        # What is no state stands in nobody's way.
        path.unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path)
    # That a build is killed does no harm; what power takes away is made again.
    rows.execute("PRAGMA synchronous = OFF")
    rows.execute("CREATE TABLE IF NOT EXISTS whole (told TEXT)")
    return rows


def _row(docname: str, page: Numbered) -> tuple[object, ...]:
    one = page.record
    if one is None:
        return docname, page.signature, None, "", "", "", "", "", 0
    order, facets = (json.dumps(value, ensure_ascii=False) for value in (one.order, one.facets))
    return docname, page.signature, page.number, one.url, one.title, order, one.stemmer, facets, one.texts


def _record(row: tuple[Any, ...]) -> Record | None:
    docname, _, _, url, title, order, stemmer, facets, texts = row
    if not order:
        return None
    return Record(docname, url, title, tuple(json.loads(order)), stemmer, json.loads(facets), texts)
