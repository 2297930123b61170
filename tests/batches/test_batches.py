"""Batches end where a serial build does: in other processes, on a Dask cluster, and when a worker is lost."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conftest import ROOT
from koushu.batches import bundle
from koushu.batches.job import versions
from koushu.cli import main
from tools import require_module, require_program

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

CONF = """
project, language = "Book", "en"
extensions = ["koushu"]
source_suffix = {".md": "hugo"}
html_theme = "sphinx_book_theme"
html_baseurl = "https://example.org/"
"""
POST = """---
title: Talk {number}
date: 2024-01-{day:02}
tags: [t{tag}, n{number}]
---

![A picture](/p.png)

**Ann:** What is number {number}? See [the one before](post{before}.md).

**Bob:** A number[^1], and `code`.

[^1]: A note.

[gone](/nowhere{number}/)
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batches") / "site"
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "p.png").write_bytes(PIXEL)
    (folder / "index.md").write_text("# Home\n\n```{post-list}\n```\n", encoding="utf-8")
    for number in range(24):
        text = POST.format(number=number, day=number + 1, tag=number % 5, before=max(number - 1, 0))
        (folder / "posts" / f"post{number}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(site: Path) -> Path:
    """Return what one process makes of the site."""
    return build(site, site.parent / "alone")


def start(site: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "KOUSHU_LANG": "en"}
    command = [sys.executable, "-m", "koushu", "build", site, "-o", out, "--html", *options]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def build(site: Path, out: Path, *options: str) -> Path:
    process = start(site, out, *options)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert said.count("is no page of this site") == 24, said
    return out / "html"


def files_of(folder: Path) -> dict[str, bytes]:
    # It names the command line's own values.
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


def test_two_processes_make_what_one_makes(site: Path, alone: Path) -> None:
    assert files_of(build(site, site.parent / "two", "-j", "2")) == files_of(alone)


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that a build has forked; none where the system does not tell."""
    place = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    with suppress(OSError):
        return [int(pid) for pid in place.read_text().split()]
    return []


def wait_for_children(process: subprocess.Popen[str]) -> list[int]:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("this system does not tell which processes a build has forked")
    while process.poll() is None:
        if len(children := children_of(process)) == 2:
            return children
        time.sleep(0.005)
    pytest.fail("the build forked no processes")


def test_no_process_outlives_a_build_that_is_killed(site: Path, tmp_path: Path) -> None:
    process = start(site, tmp_path / "out", "-j", "2")
    children = wait_for_children(process)
    process.kill()
    process.communicate(timeout=60)
    limit = time.monotonic() + 60
    while left := [pid for pid in children if Path(f"/proc/{pid}").exists() and not is_dead(pid)]:
        assert time.monotonic() < limit, f"{left} are still there"
        time.sleep(0.05)
    build(site, tmp_path / "out", "-j", "2")


def is_dead(pid: int) -> bool:
    """Return whether a process only waits to be seen off by whoever has it now."""
    with suppress(OSError):
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    return True


def test_a_process_that_the_system_ends_is_told(site: Path, tmp_path: Path) -> None:
    process = start(site, tmp_path / "out", "-j", "2")
    os.kill(wait_for_children(process)[0], signal.SIGKILL)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 1, said
    assert "memory is too short for this build" in said
    assert "Traceback" not in said


def test_warnings_of_pages_that_other_processes_wrote_are_said_again(site: Path) -> None:
    out = site.parent / "again"
    build(site, out, "-j", "2")
    home = site / "index.md"
    before = home.read_text(encoding="utf-8")
    home.write_text(f"{before}\nMore.\n", encoding="utf-8")
    build(site, out, "-j", "2")
    home.write_text(before, encoding="utf-8")


@pytest.fixture(scope="module")
def cluster() -> Iterator:
    require_module("distributed", "pip install distributed")
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster


def test_a_worker_is_killed_in_the_middle(site: Path, alone: Path, cluster, tmp_path: Path) -> None:
    process = start(site, tmp_path / "out", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    killed: list[int] = []

    def kill() -> None:
        while process.poll() is None and not killed:
            busy = [one for one in cluster.scheduler.workers.values() if one.processing]
            if busy:
                pid = next(
                    one.pid for one in cluster.workers.values() if one.worker_address == busy[0].address
                )
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.01)

    killing = threading.Thread(target=kill)
    killing.start()
    said, _ = process.communicate(timeout=300)
    killing.join()
    assert process.returncode == 0, said
    assert killed
    assert files_of(tmp_path / "out" / "html") == files_of(alone)
    assert list((tmp_path / "out" / ".work" / "doctrees" / "batches").iterdir()) == []


def test_a_worker_that_sees_no_folder_gets_all_through_the_share(
    site: Path, alone: Path, tmp_path: Path
) -> None:
    require_module("distributed", "pip install distributed")
    unshare = require_program("unshare", install="apt-get install util-linux")
    import distributed

    out, hidden = tmp_path / "out", [site.parent, tmp_path / "out"]
    out.mkdir()
    hide = " && ".join(f"mount -t tmpfs none '{folder}'" for folder in hidden)
    apart = [unshare, "--mount", "--map-root-user", "sh", "-c"]
    if subprocess.run([*apart, hide], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody hide folders from a process")
    with distributed.LocalCluster(
        n_workers=0, host="127.0.0.1", dashboard_address=":0", silence_logs=50
    ) as cluster:
        worker = f"exec '{sys.executable}' -m distributed.cli.dask_worker --nthreads 1 --no-dashboard"
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
        command = [*apart, f"{hide} && {worker} --no-nanny {cluster.scheduler_address}"]
        working = subprocess.Popen(command, env=environment, cwd="/", stderr=subprocess.DEVNULL)
        try:
            share = (tmp_path / "share").as_uri()
            pages = build(
                site, out, "--engine", "dask", "--scheduler", cluster.scheduler_address, "--share", share
            )
        finally:
            working.terminate()
            working.wait()
    assert files_of(pages) == files_of(alone)
    assert list((tmp_path / "share").iterdir()) == []


def test_a_scheduler_that_is_not_there_is_told(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_module("distributed", "pip install distributed")
    monkeypatch.setattr("koushu.batches.cluster.WAIT", 1)
    done = CliRunner().invoke(
        main,
        [
            "build",
            str(site),
            "-o",
            str(tmp_path),
            "--html",
            "--engine",
            "dask",
            "--scheduler",
            "tcp://127.0.0.1:9",
        ],
    )
    assert done.exit_code == 1
    assert "No worker of tcp://127.0.0.1:9 has answered within 1 seconds" in done.output


def test_a_scheduler_without_its_engine_is_wrong_use(site: Path) -> None:
    done = CliRunner().invoke(main, ["build", str(site), "--scheduler", "tcp://127.0.0.1:9"])
    assert done.exit_code == 2
    assert "--engine dask" in done.output


def test_folders_come_through_the_share_to_their_own_places(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "posts").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    (folder / "posts" / "文.md").write_text("text")
    (tmp_path / "outside").write_text("secret")
    (folder / "posts" / "link.md").symlink_to(tmp_path / "outside")
    (folder / "posts" / "inside.md").symlink_to("文.md")
    share = (tmp_path / "share").as_uri()
    bundle.pack(share, "job", pickle.dumps(1), [str(folder)])
    shutil.rmtree(folder)
    bundle.unpack(share, "job", [str(folder)])
    assert (folder / "posts" / "文.md").read_text() == "text"
    assert sorted(path.name for path in folder.rglob("*.md")) == ["inside.md", "文.md"]
    assert not (folder / ".git").exists()
    assert pickle.loads(bundle.environment(share, "job")) == 1


def test_versions_name_what_must_be_alike() -> None:
    assert versions("9.0.4").startswith("Koushu ")
    assert "Sphinx 9.0.4, Python 3." in versions("9.0.4")
