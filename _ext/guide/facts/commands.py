"""Every command with its arguments, options and exit codes, from Click."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from guide.facts.markdown import code, directive, table
from guide.facts.words import told_of_command
from koushu import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODES: Final = re.compile(r"\s*(?:Exit codes: |退出码：)(.+)\Z", re.DOTALL)
_OPTION: Final = re.compile(r"(?<![`\w-])--[a-z][a-z-]*")
_DEFAULT: Final = {"en": "Default: {}.", "zh": "默认值：{}。"}
_HEADS: Final = {"en": ("command", "0", "1", "2"), "zh": ("命令", "0", "1", "2")}


def commands() -> dict[str, click.Command]:
    """Return each command that does something, by its words behind `koushu`, and the command itself by none."""
    return {"": cli.main, **dict(_inner(cli.main, ""))}


def _inner(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = _loaded(group, name)
        if isinstance(command, click.Group):
            yield from _inner(command, f"{words}{name} ")
        else:
            yield f"{words}{name}", command


def _loaded(group: click.Group, name: str) -> click.Command:
    places: dict[str, str] = getattr(group, "_commands_at", {})
    if name not in places:
        return group.commands[name]
    module, _, attribute = places[name].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def command(words: str, language: str) -> str:
    """Return a description of one command: how it is called, what it does, its arguments, options and exit codes."""
    found = commands()[words]
    name = f"koushu {words}".strip()
    usage = " ".join([name, *found.collect_usage_pieces(click.Context(found, info_name=name))])
    help_text = told_of_command(inspect.cleandoc(found.help or ""), language)
    summary, codes = _CODES.sub("", help_text), _CODES.search(help_text)
    options = [_option(one, language) for one in found.params if isinstance(one, click.Option)]
    parts = [
        f"```{{program}} {name}\n```\n",
        f"```sh\n{usage}\n```\n",
        f"{_with_code(summary)}\n",
        *options,
        _exit_codes(codes[1], language) if codes else "",
    ]
    return "\n".join(parts)


def _option(option: click.Option, language: str) -> str:
    metavar = "" if option.is_flag else f" {_metavar(option)}"
    names = ", ".join(f"{name}{metavar}" for name in (*option.opts, *option.secondary_opts))
    text = _with_code(told_of_command(option.help or "", language))
    if option.show_default and not option.is_flag:
        text += " " + _DEFAULT[language[:2]].format(code(str(option.default)))
    return directive("option", names, {}, text)


def _with_code(text: str) -> str:
    """Return a help text with the options in it as code; in Markdown their dashes would be set as one."""
    return _OPTION.sub(r"`\g<0>`", text)


def _metavar(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(str(one) for one in option.type.choices)
    return option.metavar or option.type.name.upper()


def _exit_codes(text: str, language: str) -> str:
    found = exit_codes(text)
    head = ("Exit code", "When") if not language.startswith("zh") else ("退出码", "何时")
    return table(
        head, [(code(number), _with_code(when[:1].upper() + when[1:])) for number, when in found.items()]
    )


def all_exit_codes(_part: str, language: str) -> str:
    """Return a table of what each exit code means, a row for each command."""
    rows = []
    for words, one in commands().items():
        found = _CODES.search(told_of_command(inspect.cleandoc(one.help or ""), language))
        if found:
            codes = exit_codes(found[1])
            rows.append(
                [code(f"koushu {words}"), *(_with_code(codes.get(number, "—")) for number in ("0", "1", "2"))]
            )
    return table(_HEADS[language[:2]], rows)


def exit_codes(text: str) -> dict[str, str]:
    """Return what each number means of a line such as `0 built; 1 not built; 2 wrong use.`."""
    parts = re.split(r"[;；]\s*", text.strip().rstrip(".。"))
    return {number: when for number, _, when in (part.strip().partition(" ") for part in parts)}
