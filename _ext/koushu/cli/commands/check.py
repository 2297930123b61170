"""`koushu check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from koushu.cli.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.source
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Reading processes.")
@options.settings
@options.as_json
@click.option("--strict", is_flag=True, help="End with exit code 1 when there is any problem.")
@click.option(
    "--report", type=click.Choice(["dialogue"]), help="Print what is recognised in each post instead."
)
def command(
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
        from koushu.cli.dialogue_report import print_dialogue_report  # noqa: PLC0415 - seldom asked for

        print_dialogue_report(source.resolve(), settings)
        raise SystemExit(0)
    from koushu.cli.check import run_check  # noqa: PLC0415 - Sphinx takes a second to import

    raise SystemExit(
        run_check(source.resolve(), jobs=jobs, strict=strict, as_data=as_data, settings=settings)
    )
