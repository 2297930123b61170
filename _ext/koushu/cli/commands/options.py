"""Options that several commands share."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., object]")
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


def _read_settings(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str | bool]:
    """Return values by name; a list is written with commas, an entry of a table as `name.key=value`."""
    settings: dict[str, str | bool] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise click.BadParameter(_("found {text!r}; expected NAME=VALUE").format(text=text))
        settings[name] = {"true": True, "false": False}.get(value.lower(), value)
    return settings


def _chosen(context: click.Context, _parameter: click.Parameter, engine: str | None) -> dict[str, str]:
    """Return what the engine needs to know as values of `conf.py`; nothing for the processes of this machine."""
    scheduler, share = context.params.pop("scheduler", None), context.params.pop("share", None)
    if (scheduler or share) and engine != "dask":
        raise click.UsageError(_("--scheduler and --share belong to --engine dask"))
    if engine != "dask":
        return {}
    return {
        "batches_engine": "dask",
        "batches_scheduler": scheduler or "",
        "batches_share": share or "",
    }


def engine(command: _Command) -> _Command:
    """Add the options that say who reads and writes."""
    for option in reversed(
        (
            click.option(
                "--engine",
                type=click.Choice(["processes", "dask"]),
                callback=_chosen,
                help="Who reads and writes: processes of this machine, or workers of Dask.",
            ),
            click.option(
                "--scheduler",
                metavar="ADDRESS",
                is_eager=True,
                help="With dask: the scheduler; without it workers are started here.",
            ),
            click.option(
                "--share",
                metavar="URL",
                is_eager=True,
                help="With dask: where workers find the sources when they see no folder of this machine.",
            ),
        )
    ):
        command = option(command)
    return command


source = click.argument("source", type=FOLDER, default=".")
settings = click.option(
    "-D",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_read_settings,
    help="Set a value of `conf.py`.",
)
as_json = click.option("--json", "as_data", is_flag=True, help="Print the result as JSON.")
force = click.option("--force", is_flag=True, help="Replace files that exist.")
