"""A group of commands that are imported only when they are named, and say in the user's language what is wrong."""

from __future__ import annotations

import gettext
import inspect
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

_LOCALE: Final = Path(__file__).parent / "locale"
_DOMAIN: Final = "koushu"


def speak_the_users_language() -> None:
    """Take all messages of the command, Click's own among them, from our catalogue for the language of the terminal.

    `KOUSHU_LANG` wins over the variables that gettext reads.
    """
    chosen = os.environ.get("KOUSHU_LANG")
    if chosen:
        os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)


def print_anything() -> None:
    """Have a terminal that lacks a character show another in its place; the command goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


class LazyGroup(click.Group):
    """A group whose commands are named as `module:attribute`."""

    def __init__(self, *arguments: Any, commands_at: Mapping[str, str], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **options)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of a first use, not of the alphabet."""
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command with its help in the user's language; None for a name that is none."""
        place = self._commands_at.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return translated(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first; name those most like it when there is none."""
        if args and args[0] not in self._commands_at and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self._commands_at, ctx=ctx)
        return super().resolve_command(ctx, args)


def translated(command: click.Command) -> click.Command:
    """Return a command with its help, and that of its options and inner commands, in the user's language."""
    if command.help:
        command.help = gettext.gettext(inspect.cleandoc(command.help))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = gettext.gettext(parameter.help)
    if isinstance(command, click.Group) and not isinstance(command, LazyGroup):
        for inner in command.commands.values():
            translated(inner)
    return command


def hide_tracebacks() -> None:
    """Have an error that nobody foresaw told in one line; `--debug` shows where it arose."""
    sys.excepthook = _tell_briefly


def _tell_briefly(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    told = gettext.gettext(
        "{name}: {error}. This is a fault of Koushu; the same command with `koushu --debug` shows where."
    )
    click.echo("koushu: " + told.format(name=kind.__name__, error=error), err=True)
