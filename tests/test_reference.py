"""The reference tells the truth: all settings and warnings stand in it, and its examples work."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from koushu import config
from koushu.cli import main
from koushu.dialogue.nodes import dialogue, narration, turn
from koushu.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Publication

TEXT = (Path(__file__).parent.parent / "_ext" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(`{4,5})md\n(.*?)^\1$", TEXT, re.MULTILINE | re.DOTALL)
YAML = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
VALUES = [
    (feature, field) for feature in config.Settings.__subclasses__() for field in dataclasses.fields(feature)
]


@pytest.mark.parametrize(("feature", "field"), VALUES, ids=lambda part: getattr(part, "name", ""))
def test_every_setting_is_told_with_its_default(
    feature: type[config.Settings], field: dataclasses.Field
) -> None:
    default = field.default if field.default is not dataclasses.MISSING else field.default_factory()
    assert f"| `{feature.prefix}_{field.name}` | `{default!r}` | {field.metadata['help']} |" in TEXT


@pytest.mark.parametrize("kind", list(Kind))
def test_every_warning_is_told(kind: Kind) -> None:
    assert f"| `{kind.value}` | " in TEXT


def commands(command: click.Command, path: str) -> Iterator[str]:
    """Yield the words of each command that does something."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from commands(inner, f"{path} {name}")


@pytest.mark.parametrize("path", list(commands(main, "koushu")))
def test_every_command_is_told(path: str) -> None:
    assert re.search(rf"^\| .*`{path}[ `]", TEXT, re.MULTILINE)


def test_no_command_is_told_that_does_not_exist() -> None:
    told = re.findall(r"`koushu ((?:new|import) [a-z]+|[a-z]+)", TEXT)
    known = {path.removeprefix("koushu ") for path in commands(main, "koushu")}
    assert {one for one in told if one not in {"new", "import"}} <= known


def test_no_warning_is_told_that_does_not_exist() -> None:
    told = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", TEXT, re.MULTILINE))
    assert told == {kind.value for kind in Kind}


@pytest.mark.parametrize("example", [text for _, text in EXAMPLES])
def test_an_example_builds_without_warning(publication: Callable[..., Publication], example: str) -> None:
    built = publication(
        {
            "posts/a.md": f"---\ntitle: A\n---\n\n{example}",
            "posts/2023/b.md": "---\ntags: [口述历史]\n---\n# B\n",
        }
    )
    assert built.warnings == []
    tree = built.doctree("posts/a")
    if "{dialogue}" in example:
        assert len(list(tree.findall(dialogue))) == 1
        assert len(list(tree.findall(turn))) == example.count("周敏") + example.count("陈立国")
        assert len(list(tree.findall(narration))) == 1


@pytest.mark.parametrize("example", YAML)
def test_a_front_matter_example_builds_without_warning(
    publication: Callable[..., Publication], example: str
) -> None:
    body = "**周敏：**说真的，谁也没有想到。\n\n**陈立国：**后来才明白。\n"
    built = publication({"posts/a.md": f"---\ntitle: A\n{example}---\n\n{body}"})
    assert [line for line in built.warnings if "dialogue.unsure" not in line] == []
