"""`koushu build`."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Final

import click

from koushu.cli.commands import options

_FEWEST: Final = 2
"""Processes that another engine starts where no number is given."""


@click.command()
@options.source
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Output folder; `_build` in SOURCE if left out."
)
@click.option("--html", "formats", flag_value="html", multiple=True, help="Make the web site.")
@click.option("--pdf", "formats", flag_value="pdf", multiple=True, help="Make the PDF book.")
@click.option("--epub", "formats", flag_value="epub", multiple=True, help="Make the EPUB.")
@click.option("--post", "posts", metavar="PATH", multiple=True, help="Make books of this post alone.")
@click.option("--series", metavar="NAME", multiple=True, help="Make books of this series alone.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Reading and writing processes.",
)
@options.engine
@options.settings
@click.option("--strict", is_flag=True, help="End with exit code 1 when there were warnings.")
@click.option("--force", is_flag=True, help="Build also what is up to date.")
@click.option("-q", "--quiet", is_flag=True, help="Print warnings and failures only.")
@click.option("--profile", is_flag=True, help="Print where the time goes, by phase and by post.")
@options.as_json
@click.option("--report", type=click.Choice(["dialogue"]), help="Print what is recognised in each post.")
def command(
    source: Path,
    *,
    out: Path | None,
    formats: tuple[str, ...],
    posts: tuple[str, ...],
    series: tuple[str, ...],
    jobs: int,
    engine: dict[str, str],
    settings: dict[str, str | bool],
    strict: bool,
    force: bool,
    quiet: bool,
    profile: bool,
    as_data: bool,
    report: str | None,
) -> None:
    """Build the publication in SOURCE: all three formats, or those named.

    With --post or --series a PDF and an EPUB of these alone are made, and nothing else is read.

    Exit codes: 0 built; 1 not built, or warnings with --strict; 2 wrong use of the command.
    """
    parts = (*(f"post:{_inside(source, path)}" for path in posts), *(f"series:{name}" for name in series))
    if parts and "html" in formats:
        raise click.UsageError(
            _("--html makes the whole web site; --post and --series make a PDF and an EPUB")
        )
    from koushu.cli.build import Request, run_build  # noqa: PLC0415 - Sphinx takes a second to import

    request = Request(
        source.resolve(),
        (out or source / "_build").resolve(),
        formats,
        max(jobs, _FEWEST) if engine else jobs,
        strict=strict,
        force=force,
        settings={**settings, **engine},
        quiet=quiet,
        as_data=as_data,
        parts=parts,
        profile=profile,
    )
    ended = run_build(request)
    if report == "dialogue":
        from koushu.cli.dialogue_report import print_dialogue_report  # noqa: PLC0415 - seldom asked for

        print_dialogue_report(source.resolve(), settings)
    raise SystemExit(ended)


def _inside(source: Path, path: str) -> str:
    """Return the path of a post from the source folder, whether it was written so or as seen from here."""
    here = Path(path)
    if here.exists() and here.resolve().is_relative_to(source.resolve()):
        return here.resolve().relative_to(source.resolve()).as_posix()
    return path
