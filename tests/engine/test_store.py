"""What is known of the last build comes back as it was, and a store that cannot be read counts as none."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from koushu.engine.freshness import is_fresh, is_program, note_due, take_over
from koushu.engine.store import STORE, KnownFile, Made, open_store

if TYPE_CHECKING:
    from pathlib import Path


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    made = Made("abc", "/x", ["a warning"], ["一"])
    name = os.fsencode("一/\udcff.md")
    file = KnownFile(3, 1_700_000_000_123_456_789, 2, b"\x00\xff")
    with open_store(tmp_path) as store:
        store.note_made("html", made)
        store.note_files("posts", {name: file, b"gone.md": file}, ())
        store.note_files("posts", {}, [b"gone.md"])
    with open_store(tmp_path) as store:
        assert store.made("html") == made
        assert store.made("pdf") == Made()
        assert store.files("posts") == {name: (name, 3, 1_700_000_000_123_456_789, 2)}
        assert store.digests("posts") == store.digests("posts", [name, b"gone.md"]) == {name: b"\x00\xff"}
        assert store.files("other") == {}


@pytest.mark.parametrize("data", [b"", b"no data base", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_broken_store_counts_as_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ".work").mkdir()
    (tmp_path / ".work" / STORE).write_bytes(data)
    with open_store(tmp_path) as store:
        assert store.made("html") == Made()
        store.note_fact("a", "b")
        assert store.fact("a") == "b"


def test_a_store_of_another_version_counts_as_none(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.note_fact("a", "b")
        store._connection.execute("PRAGMA user_version = 999")
    with open_store(tmp_path) as store:
        assert not store.fact("a")


def test_a_store_that_cannot_be_written_is_an_error_of_files(tmp_path: Path) -> None:
    (tmp_path / ".work" / STORE).mkdir(parents=True)
    with pytest.raises(OSError, match="cannot be used"), open_store(tmp_path):
        pass


def test_a_missing_product_is_not_fresh(tmp_path: Path) -> None:
    product = tmp_path / "book.pdf"
    with open_store(tmp_path) as store:
        made = Made("abc", str(product))
        assert not is_fresh(store, made, "abc")
        product.write_bytes(b"%PDF")
        assert is_fresh(store, made, "abc")
        assert not is_fresh(store, made, "other")
        assert not is_fresh(store, Made(), "")


def test_a_date_that_has_come_ends_freshness(tmp_path: Path) -> None:
    product = tmp_path / "book.pdf"
    product.write_bytes(b"%PDF")
    made = Made("abc", str(product))
    with open_store(tmp_path) as store:
        note_due(store, (datetime.now(UTC) + timedelta(days=1)).isoformat())
        assert is_fresh(store, made, "abc")
        note_due(store, (datetime.now(UTC) - timedelta(seconds=1)).isoformat())
        assert not is_fresh(store, made, "abc")


def test_what_another_program_has_read_is_taken_away(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        take_over(store, "one", tmp_path / ".work")
        store.note_made("html", Made("abc"))
        kept = tmp_path / ".work" / "doctrees"
        (kept / "posts").mkdir(parents=True)
        (kept / "posts" / "one.doctree").touch()
        for name in ("environment.pickle", "output-files-html.json"):
            (kept / name).touch()
        assert is_program(store, "one")
        assert not is_program(store, "two")
        take_over(store, "two", tmp_path / ".work")
        assert store.made("html") == Made()
        assert store.fact("program") == "two"
        assert [path.name for path in kept.iterdir()] == ["output-files-html.json"]
