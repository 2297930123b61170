"""`koushu serve`."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from koushu.cli.commands import options


@click.command()
@options.source
@click.option(
    "-p",
    "--port",
    type=click.IntRange(1, 65535),
    default=1313,
    show_default=True,
    help="Port; without it, the next that is free.",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Output folder; `_build` in SOURCE if left out."
)
@click.option("--open", "show", is_flag=True, help="Open the browser.")
@click.option("-q", "--quiet", is_flag=True, help="Print warnings and failures only.")
@click.pass_context
def command(
    context: click.Context, source: Path, *, port: int, out: Path | None, show: bool, quiet: bool
) -> None:
    """Show the publication in SOURCE in the browser, and follow each file that is saved.

    Drafts and posts of the future are shown, and marked. Only this computer reaches the preview.
    Exit codes: 0 ended with Ctrl+C; 1 not started; 2 wrong use of the command.
    """
    from koushu.cli.serve.running import run_serve  # noqa: PLC0415 - Sphinx takes a second to import

    exact = context.get_parameter_source("port") is not ParameterSource.DEFAULT
    folder = out.resolve() if out else None
    raise SystemExit(run_serve(source.resolve(), folder, port, exact=exact, show=show, quiet=quiet))
