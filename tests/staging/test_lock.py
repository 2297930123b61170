"""The lock of a folder: one process at a time, nothing in the way of the next, and what a broken build tells."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from koushu.staging import lock
from koushu.staging.lock import LOCK, FolderInUseError, lock_folder

pytest.importorskip("fcntl", reason="Windows keeps two builds apart in no way")

HOLD = """
import sys, time
from pathlib import Path
from koushu.staging.lock import lock_folder
held = lock_folder(Path(sys.argv[1]))
held.note(["posts/a", "posts/b"])
print("held", flush=True)
time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Return another process that holds the lock of a folder."""
    package = str(Path(lock.__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        env={**os.environ, "PYTHONPATH": package},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_who_builds_and_a_dead_one_is_in_no_ones_way(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(FolderInUseError) as told:
            lock_folder(tmp_path)
        assert (told.value.folder, told.value.pid) == (tmp_path, process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        taken = lock_folder(tmp_path)
        assert taken.unfinished == ("posts/a", "posts/b")
        taken.release()
    assert not (tmp_path / LOCK).exists()


def test_what_was_left_unfinished_stays_so_until_a_build_ends(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text(json.dumps({"pid": 1, "unfinished": ["a"]}))
    first = lock_folder(tmp_path)
    first.note(["b"])
    assert json.loads((tmp_path / LOCK).read_text())["unfinished"] == ["a", "b"]
    first.release()
    second = lock_folder(tmp_path)
    assert second.unfinished == ()
    second.release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"unfinished": 3}', "\0\0", '{"pid": "x"}'])
def test_a_file_that_is_no_lock_of_ours_leaves_nothing_unfinished(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK).write_text(text)
    taken = lock_folder(tmp_path)
    assert taken.unfinished == ()
    taken.release()


def test_two_builds_of_one_process_share_the_lock(tmp_path: Path) -> None:
    first = lock_folder(tmp_path)
    assert lock_folder(tmp_path) is first
    first.release()
    first.release()
    assert not (tmp_path / LOCK).exists()


def test_a_lock_whose_folder_was_taken_away_is_taken_anew(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    lock_folder(folder)
    (folder / LOCK).unlink()
    again = lock_folder(folder)
    assert (folder / LOCK).is_file()
    again.release()


def test_a_folder_that_is_a_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OSError, match="out"):
        lock_folder(tmp_path / "out")
