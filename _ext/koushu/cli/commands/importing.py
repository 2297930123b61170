"""`koushu import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from koushu.cli.commands import options

if TYPE_CHECKING:
    from datetime import datetime

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_POST = click.Path(dir_okay=False, path_type=Path)


@click.group(name="import")
def command() -> None:
    """Make posts of what other programs write."""


@command.command()
@click.argument("file", type=_FILE)
@click.option("-o", "--out", type=_POST, help="The post; the standard output if left out.")
@click.option("--title", default="", help="Title; the file's own, or its name, if left out.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date; the day of the file if left out.")
@click.option("--audio", default="", help="Address of the recording.")
@click.option("--lang", default="", help="Language of the talk, such as `zh` or `en`.")
@options.force
def transcript(
    file: Path, *, out: Path | None, title: str, date: datetime | None, audio: str, lang: str, force: bool
) -> None:
    """Make a post of FILE: WebVTT, SubRip, JSON of a podcast or of Whisper, text of Otter, Descript or Rev.

    Exit codes: 0 written; 1 not written, since FILE cannot be read or the post exists; 2 wrong use.
    """
    from koushu.cli.transcript import Wanted, run_import  # noqa: PLC0415 - only this command needs it

    day = date.date().isoformat() if date else ""
    raise SystemExit(run_import(file, Wanted(out, title, day, audio, lang, force)))
