"""`koushu import`: Hugo sites, Word documents and EPUBs; transcripts have tests of their own beside the dialogue."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from cli_process import koushu

FILES = {
    "hugo.toml": 'title = "T"\nlanguageCode = "zh-cn"\n',
    "content/posts/a.md": "---\ntitle: A\ndate: 2024-01-01\n---\n\n文字。\r\n",
    "content/search.md": "---\ntitle: S\n---\n",
    "static/x.bin": b"\0\xff",
    "public/index.html": "made",
    ".git/config": "git",
    "layouts/shortcodes/own.html": "<b>{{ .Inner }}</b>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "site" / "static" / "link.txt").symlink_to(tmp_path / "outside.txt")
    return tmp_path / "site"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_copy_of_a_hugo_site_builds_and_can_be_checked(site: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    done = koushu("import", "hugo", "site", "copy", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    copied = {row["file"]: row["sha256"] for row in rows(tmp_path / "copy/copied.csv")}
    assert set(copied) == {name for name in FILES if not name.startswith(("public", ".git"))}
    for name, digest in copied.items():
        assert hashlib.sha256((tmp_path / "copy" / name).read_bytes()).hexdigest() == digest
        assert (tmp_path / "copy" / name).read_bytes() == (site / name).read_bytes()
    moved = rows(tmp_path / "copy/redirects.csv")
    assert moved == [{"from": "/search/", "to": "/search-page/", "file": "content/search.md"}]
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    built = koushu("build", "--html", "--strict", cwd=tmp_path / "copy")
    assert built.returncode == 0, built.stdout
    made = tmp_path / "copy/_build/html"
    assert {path.name for path in (made / "posts").rglob("*.html")} == {"index.html"}


def test_what_cannot_be_copied_is_told(site: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert "no Hugo site" in koushu("import", "hugo", "none", "copy", cwd=tmp_path).stderr
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").write_text("mine")
    full = koushu("import", "hugo", "site", "full", cwd=tmp_path)
    assert (full.returncode, "nothing was written" in full.stderr) == (1, True)
    assert "lies in the site itself" in koushu("import", "hugo", "site", "site/inside", cwd=tmp_path).stderr
    assert koushu("import", "hugo", "nowhere", "copy", cwd=tmp_path).returncode == 2


@pytest.fixture
def pandoc(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return Pandoc, that of the system or of the wheel, and have the command find it."""
    found = shutil.which("pandoc")
    if found is None and find_spec("pypandoc"):
        import pypandoc

        found = pypandoc.get_pandoc_path()
    if found is None or not Path(found).is_file():
        pytest.skip("Pandoc is missing; pip install pypandoc-binary")
    monkeypatch.setenv("PATH", f"{Path(found).parent}{os.pathsep}{os.environ['PATH']}")
    return found


SOURCE = """---
title: 'A "talk"'
author: [Ann, Bo]
lang: en
---

# First

Words *here*[^1], $x^2$, ![dot](dot.png).

[^1]: A note.

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_a_document_becomes_a_post(pandoc: str, tmp_path: Path, kind: str) -> None:
    from PIL import Image

    Image.new("RGB", (2, 2)).save(tmp_path / "dot.png")
    (tmp_path / "in.md").write_text(SOURCE)
    subprocess.run([pandoc, "in.md", "-o", f"in.{kind}"], cwd=tmp_path, check=True)
    done = koushu("import", kind, f"in.{kind}", "--date", "2024-05-06", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "posts/a-talk/index.md\n"
    text = (tmp_path / "posts/a-talk/index.md").read_text(encoding="utf-8")
    assert "Words *here*[^1]" in text
    assert "| 1 " in text
    assert "2024-05-06" in text
    assert "Ann" in text.partition("\n---\n")[0]
    assert list((tmp_path / "posts/a-talk/media").rglob("*.png"))
    again = koushu("import", kind, f"in.{kind}", cwd=tmp_path)
    assert (again.returncode, "the file exists" in again.stderr) == (1, True)
    assert koushu("build", "--html", "--strict", cwd=tmp_path).returncode == 0


def test_a_broken_document_is_told(pandoc: str, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"no document")
    done = koushu("import", "docx", "broken.docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "broken.docx: " in done.stderr
    assert "Traceback" not in done.stderr


def test_without_pandoc_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.docx").write_bytes(b"")
    done = koushu("import", "docx", "a.docx", cwd=tmp_path)
    assert (done.returncode, "Pandoc is not installed" in done.stderr) == (1, True)


@pytest.mark.parametrize("command", [(), ("hugo",), ("docx",), ("epub",), ("transcript",)])
def test_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert koushu("import", *command, "--help", cwd=tmp_path).stdout.startswith("Usage: koushu import")
