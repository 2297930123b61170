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


_title = click.option("--title", default="", help="Title; the file's own, or its name, if left out.")
_day = click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="Date; the day of the file if left out."
)


@command.command()
@click.argument("file", type=_FILE)
@click.option("-o", "--out", type=_POST, help="The post; the standard output if left out.")
@_title
@_day
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


@command.command()
@click.argument("site", type=options.FOLDER)
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
def hugo(site: Path, target: Path) -> None:
    """Copy the Hugo site SITE to the folder TARGET, to go on there with Koushu. SITE itself is only read.

    `copied.csv` names every file with its SHA-256, `redirects.csv` every page that has another address here.
    Exit codes: 0 copied; 1 not copied; 2 wrong use.
    """
    from koushu.cli.hugo_copy import run_hugo_import  # noqa: PLC0415 - Sphinx takes a second to import

    raise SystemExit(run_hugo_import(site.resolve(), target.resolve()))


def _by_pandoc(kind: str, about: str) -> click.Command:
    """Return the command that makes a post of a kind of document, by its name and help."""
    help_text = f"{about}\n\nExit codes: 0 written; 1 not written; 2 wrong use."

    @command.command(kind, help=help_text)
    @click.argument("file", type=_FILE)
    @click.option(
        "-o",
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the post; one below `posts/` if left out.",
    )
    @_title
    @_day
    @options.force
    def make(file: Path, *, out: Path | None, title: str, date: datetime | None, force: bool) -> None:
        from koushu.cli.pandoc import Wanted, run_pandoc_import  # noqa: PLC0415 - only these commands need it

        day = date.date().isoformat() if date else ""
        raise SystemExit(run_pandoc_import(file, kind, Wanted(out, title, day, force)))

    return make


docx = _by_pandoc("docx", "Make a post of FILE, a Word document, with its pictures. Needs Pandoc.")
epub = _by_pandoc("epub", "Make a post of FILE, an EPUB, with its pictures. Needs Pandoc.")
