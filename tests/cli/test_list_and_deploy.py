"""`koushu list`, `koushu deploy` and `koushu completion` in processes of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest
import yaml

from cli_process import koushu
from koushu.cli.deploying import HOSTS

if TYPE_CHECKING:
    from pathlib import Path

TALK = "\n\n".join(f"**{name}:** What was said, and more?" for name in ("Ann", "Bo") * 3)
FILES = {
    "hugo.toml": 'title = "T"\n',
    "content/posts/a.md": f"---\ntitle: A\ndate: 2024-01-01\ntags: [x, y]\ndialogue: on\n---\n\n{TALK}\n",
    "content/posts/b.md": "---\ntitle: B\ntags: [x]\n---\n\n{{< ref b >}} {{< own >}}z{{< /own >}} {{< own >}}\n",
    "content/posts/c.md": "---\ntitle: C\ndraft: true\n---\n",
    "content/posts/d.md": "---\ntitle: D\ndate: 2999-01-01\n---\n",
    "content/posts/e.md": "---\ntitle: E\nexpiryDate: 2001-01-01\n---\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listed")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("drafts", "content/posts/c.md\tC\n"),
        ("future", "content/posts/d.md\t2999-01-01\tD\n"),
        ("expired", "content/posts/e.md\t2001-01-01\tE\n"),
        ("tags", "x\t2\ny\t1\n"),
        ("speakers", "Ann\t3\nBo\t3\n"),
        ("shortcodes", "own\t2\nref\t1\n"),
    ],
)
def test_lists(site: Path, what: str, expected: str) -> None:
    done = koushu("list", what, cwd=site)
    assert (done.returncode, done.stdout) == (0, expected), done.stderr
    assert sorted(path.name for path in site.iterdir()) == ["content", "hugo.toml"]


def test_lists_as_data(site: Path) -> None:
    rows = json.loads(koushu("list", "future", str(site), "--json", cwd=site).stdout)
    assert rows == [
        {"name": "content/posts/d.md", "path": "content/posts/d.md", "date": "2999-01-01", "title": "D"}
    ]


def test_lists_of_what_is_none(tmp_path: Path) -> None:
    done = koushu("list", "tags", cwd=tmp_path)
    assert done.returncode == 1
    assert "neither the folder of a publication" in done.stderr
    (tmp_path / "conf.py").write_text("x = (")
    broken = koushu("list", "tags", cwd=tmp_path)
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr
    assert koushu("list", "cats", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("host", HOSTS)
def test_what_a_host_needs_is_written_and_nothing_replaced(tmp_path: Path, host: str) -> None:
    done = koushu("deploy", host, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in HOSTS[host]:
        assert name in done.stdout.splitlines()
        text = (tmp_path / name).read_text()
        if name.endswith(("yml", "yaml")):
            assert isinstance(yaml.safe_load(text), dict)
        if name.endswith(".toml"):
            assert tomllib.loads(text)
    assert (tmp_path / "requirements.txt").read_text() == "koushu\n"
    again = koushu("deploy", host, cwd=tmp_path)
    assert again.returncode == 1
    assert "the file exists" in again.stderr
    assert koushu("deploy", host, "--force", cwd=tmp_path).returncode == 0


def test_a_host_that_is_none(tmp_path: Path) -> None:
    assert koushu("deploy", "elsewhere", cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_is_taken_by_its_shell(tmp_path: Path, shell: str) -> None:
    done = koushu("completion", shell, cwd=tmp_path)
    assert done.returncode == 0
    assert "_KOUSHU_COMPLETE" in done.stdout
    program = shutil.which(shell)
    if program:
        read = subprocess.run([program, "-n"], input=done.stdout, capture_output=True, text=True, check=False)
        assert read.returncode == 0, read.stderr


def test_a_mistyped_word_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean 'build'?" in koushu("buidl", cwd=tmp_path).stderr
    assert "--force" in koushu("build", "--forced", cwd=tmp_path).stderr
    assert "drafts" in koushu("list", "draft", cwd=tmp_path).stderr


@pytest.mark.parametrize("command", ["list", "deploy", "completion"])
def test_help(tmp_path: Path, command: str) -> None:
    assert koushu(command, "--help", cwd=tmp_path).stdout.startswith(f"Usage: koushu {command}")
