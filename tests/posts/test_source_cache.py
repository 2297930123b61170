"""What the catalogue has read of a source is not read again as long as the source is as it was."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.source_filter import unfiltered
from koushu.posts import source_cache
from koushu.posts.source_cache import SourceCache, cached_sources

if TYPE_CHECKING:
    from koushu.posts.source_reading import ReadSource

POST = (
    "---\ntitle: 一\ndate: 2024-01-02T03:04:05Z\ntags: [a, b]\nparams: {deep: {x: 1.5}}\n---\n\n中文正文。\n"
)


def read(folder: Path, name: str = "a.md", version: str = "") -> ReadSource:
    with cached_sources(folder / "kept", unfiltered, version) as reader:
        return reader(folder, name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: start + 10_000_000_000)


def forbid(monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> None:
    monkeypatch.setattr(where, name, lambda *_: pytest.fail(f"{name} was called"))


def test_what_is_kept_is_what_was_read(folder: Path) -> None:
    first = read(folder)
    assert read(folder) == first == SourceCache(unfiltered)(folder, "a.md")
    assert first.front.data["title"] == "一"
    assert isinstance(first.front.data["date"], str | datetime)
    assert first.script == "zh"


@pytest.mark.usefixtures("later")
def test_a_source_that_is_as_it_was_is_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(folder)
    forbid(monkeypatch, Path, "read_bytes")
    assert read(folder) == first


def test_a_source_of_the_same_bytes_is_not_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(folder)
    os.utime(folder / "a.md", (0, 0))
    forbid(monkeypatch, source_cache, "read_source")
    assert read(folder) == first


@pytest.mark.usefixtures("later")
def test_a_change_behind_the_same_time_and_size_is_seen(folder: Path) -> None:
    os.utime(folder / "a.md", (1, 1))
    read(folder)
    (folder / "a.md").write_text(POST.replace("一", "二"), encoding="utf-8")
    os.utime(folder / "a.md", (1, 1))
    assert read(folder).front.data["title"] == "二"


@pytest.mark.usefixtures("later")
def test_another_filter_reads_anew(folder: Path) -> None:
    read(folder)
    with cached_sources(folder / "kept", lambda _path, text: text.replace("一", "三"), "other") as reader:
        assert reader(folder, "a.md").front.data["title"] == "三"


@pytest.mark.parametrize("data", [b"no data base", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_broken_cache_is_none(folder: Path, data: bytes) -> None:
    first = read(folder)
    (folder / "kept" / "sources.sqlite").write_bytes(data)
    assert read(folder) == first
    assert read(folder) == first
    with cached_sources(folder / "kept", unfiltered, "") as reader:
        assert list(reader.known) == ["a.md"]
        reader(folder, "a.md")


def test_a_cache_that_cannot_be_written_is_none(folder: Path) -> None:
    (folder / "kept").write_text("a file where a folder should be")
    assert read(folder).front.data["title"] == "一"


def test_what_is_gone_is_forgotten(folder: Path) -> None:
    (folder / "b.md").write_text(POST, encoding="utf-8")
    read(folder, "b.md")
    read(folder, "a.md")
    with cached_sources(folder / "kept", unfiltered, "") as reader:
        assert list(reader.known) == ["a.md"]
        reader(folder, "a.md")
