"""Each command in a process of its own: its help in two languages, and what it says of wrong use."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli_process import koushu
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# Command -> wrong use, how it ends, and what it says.
WRONG = {
    "new site": (("new", "site"), 2, "Missing argument 'FOLDER'"),
    "new post": (("new", "post", "A", "--site", "nowhere"), 2, "Directory 'nowhere' does not exist"),
    "new interview": (("new", "interview", "A", "--speeker", "B"), 2, "Did you mean '--speaker'?"),
    "serve": (("serve", "-p", "99999"), 2, "99999 is not in the range"),
    "build": (("build", "--htlm"), 2, "(Did you mean one of: '--help', '--html'?)"),
    "check": (("check", "-j", "0"), 2, "0 is not in the range"),
    "list": (("list", "tgas"), 2, "'tgas' is not one of 'drafts'"),
    "import transcript": (("import", "transcript", "no.vtt"), 2, "File 'no.vtt' does not exist"),
    "import hugo": (("import", "hugo", ".", "copy"), 1, "is no Hugo site"),
    "import docx": (("import", "docx"), 2, "Missing argument 'FILE'"),
    "import epub": (("import", "epub", "x", "--date", "today"), 2, "'today' does not match the format"),
    "convert": (("convert", "ymal", "."), 2, "'ymal' is not one of 'yaml', 'toml', 'json'"),
    "deploy": (("deploy", "gitbub"), 2, "'gitbub' is not one of 'github'"),
    "completion": (("completion", "tcsh"), 2, "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
}


def test_every_command_is_here() -> None:
    from koushu.cli import _COMMANDS

    assert {name.split()[0] for name in WRONG} == set(_COMMANDS)


@pytest.mark.parametrize("command", WRONG)
def test_help_is_told_in_both_languages(command: str, tmp_path: Path) -> None:
    english = koushu(*command.split(), "--help", cwd=tmp_path)
    chinese = koushu(*command.split(), "-h", cwd=tmp_path, language="zh")
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert english.stdout.startswith(f"Usage: koushu {command}")
    assert chinese.stdout.startswith(f"用法： koushu {command}")
    # Lines may be broken anywhere.
    told = ["".join(one.stdout.split()) for one in (english, chinese)]
    assert ("Exitcodes:" in told[0]) == ("退出码：" in told[1])


@pytest.mark.parametrize("command", WRONG)
def test_wrong_use_is_told_in_a_sentence(command: str, tmp_path: Path) -> None:
    arguments, code, said = WRONG[command]
    done = koushu(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("build", "-q"), ("check",), ("list", "tags")])
def test_a_broken_configuration_is_told_with_its_line(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('project = "X"\nraise ValueError("no such thing")\n')
    done = koushu(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path}/conf.py:2: ValueError: no such thing" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in koushu("--debug", *command, cwd=tmp_path).stderr


def test_a_terminal_without_the_characters_shows_others(tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "koushu", "--help"],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(ROOT / "_ext"),
            "KOUSHU_LANG": "zh",
            "PYTHONIOENCODING": "ascii",
            "TERM": "dumb",
        },
        capture_output=True,
        check=True,
    )
    assert b"koushu [OPTIONS] COMMAND" in shown.stdout


def test_a_closed_pipe_ends_the_command_quietly(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: {number}\ntags: [{'t' * 300}{number}]\n---\n")
    (tmp_path / "content").mkdir()
    command = f"PYTHONPATH={ROOT / '_ext'} {sys.executable} -m koushu list tags {tmp_path} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
