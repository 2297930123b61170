"""The `koushu` command. Each subcommand is imported only when it runs, so that `--help` is instant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from koushu.version import __version__

if TYPE_CHECKING:
    from datetime import datetime

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _read_settings(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str | bool]:
    """Return values by name; a list is written with commas, an entry of a table as `name.key=value`."""
    settings: dict[str, str | bool] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name:
            message = f"found {text!r}; expected NAME=VALUE"
            raise click.BadParameter(message)
        settings[name] = {"true": True, "false": False}.get(value.lower(), value)
    return settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="koushu")
def main() -> None:
    """Turn a folder of Hugo-style Markdown into a web site, a PDF book and an EPUB."""


@main.command()
@click.argument("source", type=_FOLDER, default=".")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Output folder; `_build` in SOURCE if left out."
)
@click.option("--html", "formats", flag_value="html", multiple=True, help="Make the web site.")
@click.option("--pdf", "formats", flag_value="pdf", multiple=True, help="Make the PDF book.")
@click.option("--epub", "formats", flag_value="epub", multiple=True, help="Make the EPUB.")
@click.option("-j", "--jobs", default=1, show_default=True, help="Reading and writing processes.")
@click.option(
    "-D",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_read_settings,
    help="Set a value of `conf.py`.",
)
@click.option("--strict", is_flag=True, help="End with exit code 1 when there were warnings.")
@click.option("--force", is_flag=True, help="Build also what is up to date.")
@click.option("--report", type=click.Choice(["dialogue"]), help="Print what is recognised in each post.")
def build(
    source: Path,
    *,
    out: Path | None,
    formats: tuple[str, ...],
    jobs: int,
    settings: dict[str, str | bool],
    strict: bool,
    force: bool,
    report: str | None,
) -> None:
    """Build the publication in SOURCE: all three formats, or those named.

    Exit codes: 0 built; 1 not built, or warnings with --strict; 2 wrong use of the command.
    """
    from koushu.cli.build import Request, run_build  # noqa: PLC0415 - Sphinx takes a second to import

    request = Request(
        source.resolve(),
        (out or source / "_build").resolve(),
        formats,
        jobs,
        strict=strict,
        force=force,
        settings=settings,
    )
    ended = run_build(request)
    _print_report(source, report, settings)
    raise SystemExit(ended)


def _print_report(source: Path, report: str | None, settings: dict[str, str | bool]) -> None:
    if report == "dialogue":
        from koushu.cli.dialogue_report import print_dialogue_report  # noqa: PLC0415 - seldom asked for

        print_dialogue_report(source.resolve(), settings)


@main.command()
@click.argument("source", type=_FOLDER, default=".")
@click.option("-j", "--jobs", default=1, show_default=True, help="Reading processes.")
@click.option(
    "-D",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_read_settings,
    help="Set a value of `conf.py`.",
)
@click.option("--json", "as_data", is_flag=True, help="Print the report as JSON.")
@click.option("--strict", is_flag=True, help="End with exit code 1 when there is any problem.")
@click.option(
    "--report", type=click.Choice(["dialogue"]), help="Print what is recognised in each post instead."
)
def check(
    source: Path,
    *,
    jobs: int,
    settings: dict[str, str | bool],
    as_data: bool,
    strict: bool,
    report: str | None,
) -> None:
    """Report what of the posts in SOURCE would not come out as in Hugo, without building anything.

    Exit codes: 0 read; 1 not read, or problems with --strict; 2 wrong use of the command.
    """
    if report:
        _print_report(source, report, settings)
        raise SystemExit(0)
    from koushu.cli.check import run_check  # noqa: PLC0415 - Sphinx takes a second to import

    raise SystemExit(
        run_check(source.resolve(), jobs=jobs, strict=strict, as_data=as_data, settings=settings)
    )


@main.group(name="import")
def import_() -> None:
    """Make posts of what other programs write."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The post; the standard output if left out.",
)
@click.option("--title", default="", help="Title; the file's own, or its name, if left out.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date; the day of the file if left out.")
@click.option("--audio", default="", help="Address of the recording.")
@click.option("--lang", default="", help="Language of the talk, such as `zh` or `en`.")
@click.option("--force", is_flag=True, help="Replace the post if it exists.")
def transcript(
    file: Path, *, out: Path | None, title: str, date: datetime | None, audio: str, lang: str, force: bool
) -> None:
    """Make a post of FILE: WebVTT, SubRip, JSON of a podcast or of Whisper, text of Otter, Descript or Rev.

    Exit codes: 0 written; 1 not written, since FILE cannot be read or the post exists; 2 wrong use.
    """
    from koushu.cli.transcript import Wanted, run_import  # noqa: PLC0415 - only this command needs it

    day = date.date().isoformat() if date else ""
    raise SystemExit(run_import(file, Wanted(out, title, day, audio, lang, force)))
