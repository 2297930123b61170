"""The staged site: the last one stands until all of the new one is there."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from koushu.staged_files import (
    Stage,
    fetch,
    holds,
    keep_later,
    live_path,
    remove,
    standing,
    write_all,
    write_if_differs,
    write_whole,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Return the stage of a site with a page, a picture and a folder that one page fills."""
    for name in ("a.html", "_images/p.png", "old/only.html"):
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        os.utime(path, (10, 10))
    opened = Stage(tmp_path / "out")
    opened.open()
    return opened


def test_the_last_site_stands_until_the_new_one_is_in_place(stage: Stage) -> None:
    write_whole(stage.folder / "a.html", b"new")
    write_whole(stage.folder / "deep" / "b.html", b"b")
    remove(stage.folder / "old" / "only.html", stage.folder)
    assert (stage.live / "a.html").read_text() == "a.html"
    assert (stage.live / "old" / "only.html").exists()
    stage.publish()
    assert (stage.live / "a.html").read_text() == "new"
    assert (stage.live / "deep" / "b.html").read_text() == "b"
    assert sorted(path.name for path in stage.live.iterdir()) == ["_images", "a.html", "deep"]


def test_a_file_that_stays_the_same_keeps_its_time(stage: Stage) -> None:
    write_whole(stage.folder / "a.html", b"a.html")
    stage.publish()
    assert (stage.live / "a.html").stat().st_mtime == 10


def test_what_is_not_staged_stands_as_the_last_build_left_it(stage: Stage) -> None:
    path = stage.folder / "a.html"
    assert standing(path) == stage.live / "a.html"
    assert holds(path, b"a.html")
    write_whole(path, b"new")
    assert standing(path) == path
    assert holds(path, b"new")
    assert not holds(path, b"a.html")
    remove(path, stage.folder)
    assert not standing(path).exists()
    assert not holds(path, b"a.html")


def test_what_is_written_again_is_not_taken_away(stage: Stage) -> None:
    remove(stage.folder / "a.html", stage.folder)
    write_whole(stage.folder / "a.html", b"again")
    stage.publish()
    assert (stage.live / "a.html").read_text() == "again"


def test_a_broken_build_leaves_the_last_site_and_the_next_takes_its_rest_away(stage: Stage) -> None:
    write_whole(stage.folder / "a.html", b"half")
    following = Stage(stage.live)
    following.open()
    assert not any(following.folder.iterdir())
    following.publish()
    assert (stage.live / "a.html").read_text() == "a.html"


def test_a_file_makes_way_for_a_folder_of_its_name(stage: Stage) -> None:
    remove(stage.folder / "a.html", stage.folder)
    write_whole(stage.folder / "a.html" / "index.html", b"inside")
    stage.publish()
    assert (stage.live / "a.html" / "index.html").read_text() == "inside"


def test_a_file_is_fetched_for_who_changes_it_in_place(stage: Stage) -> None:
    fetch(stage.folder / "a.html")
    assert (stage.folder / "a.html").read_text() == "a.html"
    fetch(stage.folder / "none.html")
    assert not (stage.folder / "none.html").exists()


def test_a_link_to_another_place_stays_one(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (stage.live / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    write_whole(stage.folder / "linked" / "x.html", b"x")
    stage.publish()
    assert (stage.live / "linked").is_symlink()
    assert (tmp_path / "elsewhere" / "x.html").read_text() == "x"


def test_what_is_kept_for_the_next_build_waits_for_the_site(stage: Stage) -> None:
    done: list[str] = []
    staged, plain = (
        cast("Sphinx", SimpleNamespace(outdir=folder)) for folder in (stage.folder, stage.live / "other")
    )
    keep_later(staged, lambda: done.append("later"))
    keep_later(plain, lambda: done.append("now"))
    assert done == ["now"]
    assert len(stage.later) == 1
    stage.discard()


def test_a_file_in_place_is_whole_at_any_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.epub"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["a.epub"]
    assert live_path(path) == path
    with pytest.raises(OSError, match=r"Is a directory|denied"):
        write_whole(tmp_path / "deep", b"x")
    assert [found.name for found in tmp_path.iterdir()] == ["deep"]


def test_of_a_file_for_which_there_is_no_room_the_system_tells(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    whole = b"x" * 3000
    write_all(str(tmp_path / "whole"), whole)
    write_all(str(tmp_path / "empty"), b"")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_all(str(tmp_path / "part"), whole)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "whole").read_bytes() == whole
    assert (tmp_path / "empty").read_bytes() == b""


def test_of_a_first_site_no_file_is_looked_for(tmp_path: Path) -> None:
    opened = Stage(tmp_path / "new")
    opened.open()
    page = opened.folder / "a.html"
    write_if_differs(page, b"one")
    assert opened.is_first
    assert not holds(page, b"one")
    write_if_differs(page, b"two")
    opened.publish()
    assert (tmp_path / "new" / "a.html").read_bytes() == b"two"
    later = Stage(tmp_path / "new")
    later.open()
    assert not later.is_first
    assert holds(page, b"two")
    later.discard()
