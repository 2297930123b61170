"""The command speaks Chinese and English: every text of its own has a translation with the same values."""

from __future__ import annotations

import ast
import gettext
import inspect
import io
import os
import re
import string
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from cli_process import koushu
from conftest import ROOT
from koushu.cli import findings, main
from koushu.engine import costs
from koushu.posts.notices import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLI = ROOT / "_ext" / "koushu" / "cli"
FOLDER = CLI / "locale" / "zh" / "LC_MESSAGES"
ASKING = {"_", "ngettext", "gettext", "gettext.gettext"}
CATALOGUE = read_po(io.BytesIO((FOLDER / "koushu.po").read_bytes()), domain="koushu")


def commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner)


def texts() -> Iterator[str]:
    """Yield every text that a user may read: help of commands and options, and what `gettext` is asked for."""
    for command in commands(main):
        yield inspect.cleandoc(command.help or "")
        yield from (
            option.help for option in command.params if isinstance(option, click.Option) and option.help
        )
    yield from (*findings.TITLES, *REASONS.values(), *costs.PHASES)
    for path in CLI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asks = isinstance(node, ast.Call) and ast.unparse(node.func) in ASKING
            if asks and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.mark.parametrize("text", sorted(set(texts())))
def test_a_text_has_a_translation(text: str) -> None:
    found = CATALOGUE.get(text)
    assert found is not None
    assert "".join(found.string)


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("entry", [one for one in CATALOGUE if one.id], ids=lambda one: str(one.id)[:40])
def test_a_translation_has_the_same_values_and_options(entry) -> None:
    forms = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    said = "".join(entry.string)
    allowed = set().union(*map(values, forms))
    assert values(said) <= allowed
    assert values(said) or not allowed
    for form in forms[:1]:
        assert set(re.findall(r"--[a-z-]+|`[^`]+`", form)) <= set(re.findall(r"--[a-z-]+|`[^`]+`", said))


def said_in(catalogue) -> dict[str, str]:
    return {str(tuple(entry.id)): "".join(entry.string) for entry in catalogue if entry.id}


def test_what_is_loaded_is_what_was_translated() -> None:
    compiled = read_mo(io.BytesIO((FOLDER / "koushu.mo").read_bytes()))
    assert said_in(compiled) == said_in(CATALOGUE)
    assert gettext.translation("koushu", CLI / "locale", ["zh_CN"]).gettext("Commands") == "命令"


def test_the_command_in_chinese(tmp_path: Path) -> None:
    shown = koushu("--help", cwd=tmp_path, language="zh_CN").stdout
    assert "用法：" in shown
    assert "新建站点、文章或访谈" in shown
    wrong = koushu("buidl", cwd=tmp_path, language="zh")
    assert (wrong.returncode, "是否想用 'build'？" in wrong.stderr) == (2, True)
    refused = koushu("list", "tags", cwd=tmp_path, language="zh")
    assert "既不是出版物的文件夹" in refused.stderr


def test_the_command_in_another_language_speaks_english(tmp_path: Path) -> None:
    assert "Usage: koushu" in koushu("--help", cwd=tmp_path, language="fr").stdout


def test_an_unforeseen_error_is_one_line_and_shown_whole_when_asked_for(tmp_path: Path) -> None:
    code = "import sys; from koushu.cli import main; from koushu.cli.commands import deploy\n"
    code += "deploy.command.callback = lambda **_: 1 / 0\nmain(sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "KOUSHU_LANG": "en"}

    def said(*arguments: str) -> str:
        command = [sys.executable, "-c", code, *arguments, "deploy", "netlify"]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        return done.stderr

    assert said().startswith("koushu: ZeroDivisionError: division by zero. This is a fault of Koushu")
    assert "Traceback" not in said()
    assert "Traceback" in said("--debug")
