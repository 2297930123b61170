"""`koushu list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from koushu.cli.commands import options

if TYPE_CHECKING:
    from pathlib import Path

_WHAT = ("drafts", "future", "expired", "speakers", "tags", "shortcodes")


@click.command(name="list")
@click.argument("what", type=click.Choice(_WHAT))
@options.source
@options.as_json
def command(what: str, source: Path, *, as_data: bool) -> None:
    """List WHAT the publication in SOURCE holds: posts that are not public, or names with how often they come.

    One line each, its parts apart by tabs. Exit codes: 0 printed; 1 not read; 2 wrong use of the command.
    """
    from koushu.cli.listing import run_list  # noqa: PLC0415 - Sphinx takes a second to import

    raise SystemExit(run_list(source.resolve(), what, as_data=as_data))
