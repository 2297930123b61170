"""Whole builds that cannot go on: the last site stays, a sentence says why, and the next build is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import namedtuple
from typing import TYPE_CHECKING

import pytest

from koushu import staged_files
from koushu.staged_files import STAGE
from koushu.staging import ending
from koushu.staging.failures import BuildStopped, sentence_of
from koushu.staging.lock import LOCK, FolderInUseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

POSTS = {
    "posts/a.md": '---\ntitle: "A"\ndate: 2024-01-01\ntags: ["x"]\n---\n\nWords of a.\n',
    "posts/b.md": '---\ntitle: "B"\ndate: 2024-01-02\n---\n\nWords of b, and [a](a.md).\n',
}
ADDRESS = {"html_baseurl": "https://example.org/"}


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a site but the note that Sphinx keeps of its configuration."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".buildinfo")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def edit(built: Publication, text: str = "Other words.") -> None:
    """Change a post, and with its title a page that names it."""
    post = built.app.srcdir / "posts" / "a.md"
    post.write_text(post.read_text().replace('"A"', '"Another"').replace("Words of a.", text))


def sources(built: Publication) -> dict[str, str]:
    return {name: (built.app.srcdir / name).read_text() for name in POSTS}


def test_nothing_of_a_build_but_the_site_is_left(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS, **ADDRESS)
    assert not (built.out / STAGE).exists()
    assert not (built.out / LOCK).exists()
    assert not (built.app.doctreedir / LOCK).exists()
    assert built.app.outdir == built.app.builder.outdir == built.out
    assert not [value for value in vars(built.app.builder).values() if STAGE in str(value)]


def test_what_cannot_be_put_in_place_leaves_the_last_pages(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS, **ADDRESS)
    before = files_of(built.out)
    # A page is written where somebody has put a folder: pages come last, and this one before all others.
    (built.out / "404.html").unlink()
    (built.out / "404.html" / "full").mkdir(parents=True)
    edit(built)
    with pytest.raises(BuildStopped, match=r"404\.html is in the way"):
        built.rebuild()
    after = files_of(built.out)
    assert after["posts/b.html"] == before["posts/b.html"] or after["posts/a.html"] != before["posts/a.html"]
    assert not (built.out / STAGE).exists()
    (built.out / "404.html" / "full").rmdir()
    (built.out / "404.html").rmdir()
    again = built.rebuild()
    assert files_of(again.out) == files_of(publication(sources(built), **ADDRESS).out)


@pytest.mark.parametrize("builder", ["epub", "typst", "html"])
def test_half_a_file_of_a_broken_build_is_taken_away(
    publication: Callable[..., Publication], builder: str
) -> None:
    built = publication(POSTS, builder, **ADDRESS)
    folders = [built.out / "downloads", built.app.doctreedir]
    halves = [folder / ".b.pdf.123.part" for folder in folders]
    others = [folder / name for folder in folders for name in (".b.part", "b.123.part", ".b.pdf.123")]
    for path in [*halves, *others]:
        path.parent.mkdir(exist_ok=True)
        path.write_text("half")
    built = built.rebuild()
    # Nobody knows whose it is, unless a build was broken off.
    assert all(path.is_file() for path in halves)
    (built.app.doctreedir / LOCK).write_text('{"pid": 1, "unfinished": [""]}')
    built.rebuild()
    assert not any(path.exists() for path in halves)
    assert all(path.is_file() for path in others)


@pytest.mark.parametrize("placed", [1, 8, 20])
def test_a_site_that_was_half_put_in_place_is_made_anew(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch, placed: int
) -> None:
    built = publication(POSTS, **ADDRESS)
    before, old = files_of(built.out), sources(built)
    edit(built)
    post = built.app.srcdir / "posts" / "new.md"
    post.write_text('---\ntitle: New\ndate: 2024-01-03\ntags: ["y"]\n---\n\nNew words.\n')
    renamed: list[Path] = []
    rename = staged_files._rename

    def break_off(source: Path, target: Path) -> None:
        if len(renamed) == placed:
            raise KeyboardInterrupt
        renamed.append(target)
        rename(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(staged_files, "_rename", break_off)
        with pytest.raises(KeyboardInterrupt):
            built.rebuild()
    assert files_of(built.out) != before
    post.unlink()
    for name, text in old.items():
        (built.app.srcdir / name).write_text(text)
    assert files_of(built.rebuild().out) == before


def test_an_error_while_writing_leaves_the_last_site(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = publication(POSTS, **ADDRESS)
    before = files_of(built.out)
    edit(built)

    def full(_stage: object) -> None:
        raise OSError(28, "No space left on device", "x.html")

    with monkeypatch.context() as patch:
        patch.setattr(ending.Stage, "publish", full)
        with pytest.raises(BuildStopped, match=r"the disk is full: x\.html .*No space left on device"):
            built.rebuild()
    assert files_of(built.out) == before
    again = built.rebuild()
    assert files_of(again.out) == files_of(publication(sources(built), **ADDRESS).out)


def test_a_broken_tree_of_a_document_ends_a_build_and_the_next_is_whole(
    publication: Callable[..., Publication],
) -> None:
    built = publication(POSTS, **ADDRESS)
    tree = built.app.doctreedir / "posts" / "b.doctree"
    tree.write_bytes(tree.read_bytes()[:200])
    # The page of b leads to a, and is written again without being read.
    (built.app.srcdir / "posts" / "a.md").unlink()
    with pytest.raises(BuildStopped, match="cannot be read"):
        built.rebuild()
    again = built.rebuild()
    rest = {"posts/b.md": POSTS["posts/b.md"]}
    assert files_of(again.out) == files_of(publication(rest, **ADDRESS).out)


@pytest.mark.parametrize("damage", [b"", b"\x80\x05garbage", b"cnothing\nhere\n."])
def test_a_broken_or_foreign_environment_is_made_anew(
    publication: Callable[..., Publication], damage: bytes
) -> None:
    built = publication(POSTS, **ADDRESS)
    (built.app.doctreedir / "environment.pickle").write_bytes(damage)
    for path in built.app.doctreedir.glob("*.json"):
        path.write_bytes(damage)
    (built.app.doctreedir / "sources.sqlite").write_bytes(damage * 99)
    edit(built)
    again = built.rebuild()
    assert files_of(again.out) == files_of(publication(sources(built), **ADDRESS).out)


def test_another_process_in_the_folder_is_named(publication: Callable[..., Publication]) -> None:
    pytest.importorskip("fcntl", reason="Windows keeps two builds apart in no way")
    built = publication(POSTS, **ADDRESS)
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, 2); print('held', flush=True)"
    code = f"{code}; time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(built.out / LOCK)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        try:
            with pytest.raises(BuildStopped, match="locked: another build"):
                built.rebuild()
        finally:
            other.kill()
    built.rebuild()


@pytest.mark.parametrize(("language", "part"), [("en", "is locked"), ("zh_CN.UTF-8", "已被锁定")])
def test_a_sentence_speaks_the_language_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, part: str
) -> None:
    monkeypatch.setenv("KOUSHU_LANG", language)
    assert part in sentence_of(FolderInUseError(tmp_path, 7), tmp_path)
    assert sentence_of(ValueError("ours"), tmp_path) == ""
    assert sentence_of(FileNotFoundError(2, "No such file"), tmp_path) == ""


@pytest.mark.parametrize("builder", ["html", "epub", "typst", "latex"])
def test_a_disk_that_is_as_good_as_full_is_told_before_anything_is_written(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    built = publication(POSTS, builder)
    before = files_of(built.out)
    edit(built)
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - what the library gives
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(9_000_000, 8_000_000, 1_000_000))
    with pytest.raises(SystemExit, match="No space left"):
        built.rebuild()
    assert files_of(built.out) == before
    # Nobody who does not tell is taken for full, and the folders are free again.
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(0, 0, 0))
    built.rebuild()
    assert files_of(built.out) != before


def test_the_file_that_stands_where_a_folder_is_needed_is_named(tmp_path: Path) -> None:
    blocking = tmp_path / "out"
    blocking.write_text("a file where the output folder should be", encoding="utf-8")
    with pytest.raises(NotADirectoryError) as raised:
        (blocking / "html" / ".work").mkdir()
    assert sentence_of(raised.value, tmp_path).startswith(f"{blocking} is in the way")
