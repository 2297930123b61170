"""Whether an output is up to date is decided by the contents of its inputs."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from koushu.cli.freshness import State, digest_inputs, load_state, save_state

if TYPE_CHECKING:
    from pathlib import Path


def site(folder: Path) -> Path:
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text("")
    (folder / "posts" / "一.md").write_text("one", encoding="utf-8")
    return folder


def test_contents_decide_and_not_times(tmp_path: Path) -> None:
    source, out = site(tmp_path / "site"), tmp_path / "site" / "_build"
    before = digest_inputs(source, out, "program")
    os.utime(source / "posts" / "一.md", (0, 0))
    assert digest_inputs(source, out, "program") == before
    (source / "posts" / "一.md").write_text("two")
    assert digest_inputs(source, out, "program") != before


def test_a_renamed_file_is_a_change(tmp_path: Path) -> None:
    source = site(tmp_path / "site")
    before = digest_inputs(source, source / "_build", "program")
    (source / "posts" / "一.md").rename(source / "posts" / "二.md")
    assert digest_inputs(source, source / "_build", "program") != before


def test_output_and_hidden_folders_are_no_inputs(tmp_path: Path) -> None:
    source = site(tmp_path / "site")
    before = digest_inputs(source, source / "_build", "program")
    for name in ("_build", ".git", "__pycache__"):
        (source / name).mkdir()
        (source / name / "file").write_text("new")
    assert digest_inputs(source, source / "_build", "program") == before


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    state = State(
        {"html": "abc"},
        {"html": "/x"},
        {"html": ["a warning"]},
        {"html": []},
        "digest",
        "2030-01-01T00:00:00+00:00",
    )
    save_state(tmp_path, state)
    assert load_state(tmp_path) == state


def test_a_broken_state_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / ".work").mkdir()
    for text in ("", "{", "[]", '{"unknown": 1}'):
        (tmp_path / ".work" / "state.json").write_text(text)
        assert load_state(tmp_path) == State()


def test_a_missing_product_is_not_fresh(tmp_path: Path) -> None:
    product = tmp_path / "book.pdf"
    state = State({"pdf": "abc"}, {"pdf": str(product)})
    assert not state.is_fresh("pdf", "abc")
    product.write_bytes(b"%PDF")
    assert state.is_fresh("pdf", "abc")
    assert not state.is_fresh("pdf", "other")
    assert not state.is_fresh("epub", "abc")


def test_a_date_that_has_come_ends_freshness(tmp_path: Path) -> None:
    product = tmp_path / "book.pdf"
    product.write_bytes(b"%PDF")
    state = State({"pdf": "abc"}, {"pdf": str(product)})
    state.due = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert state.is_fresh("pdf", "abc")
    state.due = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    assert not state.is_fresh("pdf", "abc")
