"""What is kept of pages: rows that survive a kill, come back from other processes, and are made anew when broken."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from functools import partial
from typing import TYPE_CHECKING

import pytest

from koushu.page_rows import Change, PageRows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where rows may lie."""
    return tmp_path / "doctrees" / "pages.sqlite"


def reopened(path: Path) -> PageRows:
    """Return the rows as the next build finds them."""
    return PageRows(path)


def test_what_is_kept_is_there_in_the_next_build(path: Path) -> None:
    rows = PageRows(path)
    assert rows.is_new()
    rows.change(Change("body", "posts/a", "字 \ud800\0"), Change("body", "posts/b", "b"))
    rows.write()
    rows.close()
    following = reopened(path)
    assert not following.is_new()
    assert following.text("body", "posts/a") == "字 \ud800\0"
    assert not following.text("other", "posts/a")
    following.forget("body")
    assert not following.signatures("body")
    following.close()


def test_texts_are_read_many_at_once_and_by_their_first_lines(path: Path) -> None:
    rows = PageRows(path)
    told = {f"p{number}": f"文 {number}\nmore\nlines" for number in range(250)} | {
        "one": "one 行",
        "none": "",
    }
    rows.change(*[Change("search", docname, text) for docname, text in told.items()])
    rows.change(Change("other", "p1", "another"))
    assert rows.first_lines("search") == {docname: text.split("\n")[0] for docname, text in told.items()}
    names = [*reversed(told), "missing", "p3"]
    assert list(rows.texts("search", names)) == [told.get(docname, "") for docname in names]
    assert list(rows.texts("search", [])) == []
    rows.close()


def test_a_text_is_made_when_it_is_written_or_comes_back(path: Path) -> None:
    made: list[str] = []

    def text(name: str) -> str:
        made.append(name)
        return f"text of {name}"

    rows = PageRows(path)
    rows.change(*[Change("search", name, partial(text, name)) for name in ("one", "two")])
    assert made == []
    assert rows.text("search", "two") == "text of two"
    rows.gather()
    rows.change(Change("search", "three", partial(text, "three")))
    assert rows.gathered() == [Change("search", "three", "text of three")]
    assert made == ["one", "two", "three"]
    rows.close()


def test_a_signature_is_that_of_the_text(path: Path) -> None:
    rows = PageRows(path)
    rows.change(Change("body", "a", "one"), Change("body", "b", "one"))
    before = rows.signatures("body")
    assert before["a"] == before["b"] == rows.signature("body", "a")
    rows.change(Change("body", "a", "two"), Change("body", "b", "one"))
    assert rows.signature("body", "a") != before["a"]
    assert rows.signature("body", "b") == before["b"]
    assert not rows.signature("body", "c")
    rows.close()


def test_what_is_set_apart_stays_as_it_was_first(path: Path) -> None:
    rows = PageRows(path)
    rows.change(Change("terms", "a", "first"))
    for text in ("second", "third"):
        rows.change(Change("terms", "a", "", "indexed"), Change("terms", "a", text))
    assert rows.text("indexed", "a") == "first"
    assert rows.text("terms", "a") == "third"
    rows.close()


def test_changes_of_other_processes_come_back_with_their_batch(path: Path) -> None:
    rows = PageRows(path)
    rows.change(Change("body", "before", "b"))

    def batch(sender: object) -> None:
        rows.gather()
        rows.change(Change("body", "a", "a"))
        sender.send(rows.gathered())  # type: ignore[attr-defined]
        assert not path.exists()

    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=batch, args=(theirs,))
    process.start()
    changes = mine.recv()
    process.join()
    assert process.exitcode == 0
    assert changes == [Change("body", "a", "a")]
    rows.change(*changes)
    assert {*rows.signatures("body")} == {"a", "before"}
    rows.close()


def test_a_process_that_gathers_nothing_writes_while_the_others_wait(path: Path) -> None:
    rows = PageRows(path)
    assert rows.is_new()
    context = multiprocessing.get_context("fork")
    several = [
        context.Process(
            target=lambda own=own: [rows.change(Change("body", f"{own}/{at}", "x")) for at in range(30)]
        )
        for own in range(3)
    ]
    for process in several:
        process.start()
    for process in several:
        process.join()
    assert len(rows.signatures("body")) == 90
    rows.close()


def test_a_kill_leaves_whole_rows(path: Path) -> None:
    rows = PageRows(path)
    rows.change(Change("body", "a", "old"))
    rows.write()
    rows.close()

    def killed() -> None:
        own = PageRows(path)
        own.change(Change("body", "a", "new" * 100_000))
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("UPDATE text SET text = ?", (b"half" * 100_000,))
        os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=killed)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    following = reopened(path)
    assert following.text("body", "a") == "old"
    following.close()


def test_rows_that_cannot_be_read_are_made_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no rows" * 1000)
    rows = PageRows(path)
    assert rows.is_new()
    rows.change(Change("body", "a", "a"))
    assert rows.text("body", "a") == "a"
    rows.close()


def test_a_full_disk_is_told_as_the_system_tells_it(path: Path) -> None:
    rows = PageRows(path)
    assert rows.is_new()
    assert rows._connection is not None
    rows._connection.execute("PRAGMA max_page_count = 8")
    rows.change(Change("body", "a", "a" * 100_000))
    with pytest.raises(OSError, match="No space left"):
        rows.write()
    rows.close()
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match=r"denied"):
        reopened(path).is_new()
