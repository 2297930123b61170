"""Options that several commands share."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Final

import click

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
