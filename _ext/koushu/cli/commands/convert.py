"""`koushu convert`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("notation", type=click.Choice(["yaml", "toml", "json"]))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-n", "--dry-run", "dry", is_flag=True, help="Tell what would be done, and do nothing.")
def command(notation: str, paths: tuple[Path, ...], *, dry: bool) -> None:
    """Write the front matter of PATHS, files or folders of posts, in NOTATION; no other byte changes.

    What is left out (comments) and what stays as it is, since it would be read otherwise, is told.
    Exit codes: 0 all is in NOTATION; 1 some stays as it was; 2 wrong use of the command.
    """
    from koushu.cli.converting import run_convert  # noqa: PLC0415 - only this command needs it

    raise SystemExit(run_convert(paths, notation, dry=dry))
