"""`koushu deploy`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from koushu.cli.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("host", type=click.Choice(["github", "readthedocs", "netlify", "cloudflare"]))
@options.source
@options.force
def command(host: str, source: Path, *, force: bool) -> None:
    """Write into SOURCE the files with which HOST builds and publishes it. Nothing is sent anywhere.

    Exit codes: 0 written; 1 not written, since a file exists; 2 wrong use of the command.
    """
    from koushu.cli.deploying import run_deploy  # noqa: PLC0415 - only this command needs it

    raise SystemExit(run_deploy(host, source.resolve(), force=force))
