"""The digest of a folder: contents decide, and what is known of a file spares reading it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from koushu.engine.inputs import digest_program, look_at_source
from koushu.engine.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD = 1_700_000_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text("")
    (folder / "posts" / "一.md").write_text("one", encoding="utf-8")
    return folder


@pytest.fixture
def store(source: Path) -> Iterator[Store]:
    with open_store(source / "_build") as opened:
        yield opened


def digest(store: Store, source: Path) -> str:
    return look_at_source(store, source, source / "_build").digest


def test_contents_decide_and_not_times(source: Path, store: Store) -> None:
    before = digest(store, source)
    os.utime(source / "posts" / "一.md", (0, 0))
    assert digest(store, source) == before
    (source / "posts" / "一.md").write_text("two")
    assert digest(store, source) != before


def test_a_change_that_size_and_time_hide_is_seen(source: Path, store: Store) -> None:
    post = source / "posts" / "一.md"
    os.utime(post, (OLD, OLD))
    before = digest(store, source)
    post.write_text("two")
    os.utime(post, (OLD, OLD))
    assert digest(store, source) != before


def test_a_file_that_is_known_is_not_read(
    source: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: start + 10_000_000_000)
    before = digest(store, source)
    assert all(size >= 0 for _, size, *_ in store.files(str(source)).values())
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: pytest.fail("read"))
    assert digest(store, source) == before


def test_a_young_file_is_read_again(source: Path, store: Store) -> None:
    digest(store, source)
    assert {size for _, size, *_ in store.files(str(source)).values()} == {-1}


def test_a_file_is_forgotten_when_it_is_gone(source: Path, store: Store) -> None:
    before = digest(store, source)
    (source / "posts" / "一.md").unlink()
    assert digest(store, source) != before
    assert list(store.files(str(source))) == [b"conf.py"]


def test_a_renamed_file_is_a_change(source: Path, store: Store) -> None:
    before = digest(store, source)
    (source / "posts" / "一.md").rename(source / "posts" / "二.md")
    assert digest(store, source) != before


def test_the_digest_does_not_tell_how_it_came_about(source: Path, store: Store, tmp_path: Path) -> None:
    digest(store, source)
    for number in range(5):
        (source / "posts" / f"{number}.md").write_text(str(number))
        if number % 2:
            digest(store, source)
    with open_store(tmp_path / "other") as fresh:
        assert digest(store, source) == digest(fresh, source)


def test_output_and_hidden_folders_are_no_inputs(source: Path, store: Store) -> None:
    before = digest(store, source)
    for name in ("_build", ".git", "__pycache__"):
        (source / name).mkdir(exist_ok=True)
        (source / name / "file").write_text("new")
    assert digest(store, source) == before


def test_a_link_to_a_folder_is_followed_but_in_no_circle(source: Path, store: Store, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "three.md").write_text("three")
    (source / "posts" / "far").symlink_to(tmp_path / "far")
    (tmp_path / "far" / "back").symlink_to(source)
    before = digest(store, source)
    (tmp_path / "far" / "three.md").write_text("four")
    assert digest(store, source) != before


def test_a_name_that_is_no_text_is_a_file_like_others(source: Path, store: Store) -> None:
    try:
        name = os.path.join(os.fsencode(source), b"\xff.md")  # noqa: PTH118 - a path of bytes
        with open(name, "wb") as file:  # noqa: PTH123
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes names of UTF-8 only")
    before = digest(store, source)
    os.unlink(name)  # noqa: PTH108
    assert digest(store, source) != before


def test_the_program_has_a_digest_that_lasts(store: Store) -> None:
    assert digest_program(store) == digest_program(store) != ""
