"""A file that must not be read is kept out, also where a build is told that few files changed and looks at these."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from koushu.safe_path import may_be_read

EXT = Path(__file__).parent.parent.parent / "_ext"
LARGEST = 100


def build(site: Path) -> str:
    command = [sys.executable, "-m", "koushu", "build", str(site), "--html", "-o", str(site.parent / "out")]
    environment = {**os.environ, "PYTHONPATH": str(EXT), "KOUSHU_LANG": "en"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_link_out_of_the_folder_is_refused_in_every_build(tmp_path: Path) -> None:
    posts = tmp_path / "site" / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "a.md").write_text("---\ntitle: A\n---\n\nText\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n\nSecret\n", encoding="utf-8")
    assert "left out" not in build(tmp_path / "site")
    (posts / "a.md").write_text("---\ntitle: A\n---\n\nText, more\n", encoding="utf-8")
    assert "left out" not in build(tmp_path / "site")
    # A post becomes a link to a file of the same front matter.
    (tmp_path / "secret-a.md").write_text("---\ntitle: A\n---\n\nSecret\n", encoding="utf-8")
    (posts / "a.md").unlink()
    (posts / "a.md").symlink_to(tmp_path / "secret-a.md")
    (posts / "b.md").symlink_to(tmp_path / "secret.md")
    said = build(tmp_path / "site")
    assert "hugo.outside 2" in said
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "html").rglob("*.html")]
    assert not any("Secret" in page for page in pages)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "inner").mkdir(parents=True)
    (tmp_path / "root" / "inner" / "a.md").write_text("text", encoding="utf-8")
    (tmp_path / "root" / "large.md").write_text("x" * (LARGEST + 1), encoding="utf-8")
    (tmp_path / "root" / "large.png").write_text("x" * (LARGEST + 1), encoding="utf-8")
    (tmp_path / "root" / "e\u0301.md").write_text("text", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "b.md").write_text("text", encoding="utf-8")
    (tmp_path / "root" / "link.md").symlink_to("inner/a.md")
    (tmp_path / "root" / "folder").symlink_to(tmp_path / "outside")
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("inner/a.md", True),
        ("large.png", True),
        ("large.md", False),
        ("e\u0301.md", False),
        ("gone.md", False),
        ("inner", False),
        ("link.md", False),
        ("folder/b.md", False),
        ("../outside/b.md", False),
    ],
)
def test_what_is_in_doubt_may_not_be_read(root: Path, path: str, may: bool) -> None:
    assert may_be_read(root, path, (".md",), LARGEST) is may
