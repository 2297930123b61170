"""The `koushu` command. Each subcommand is imported only when it runs, so that `--help` is instant."""

from __future__ import annotations

from typing import Final

import click

from koushu.cli.group import LazyGroup, hide_tracebacks, print_anything, speak_the_users_language, translated
from koushu.file_names import name_files_in_utf8
from koushu.version import __version__

# Before any path and any text of a command is read.
name_files_in_utf8()
speak_the_users_language()
print_anything()

_COMMANDS: Final = {
    name: f"koushu.cli.commands.{module}:command"
    for name, module in (
        ("new", "new"),
        ("serve", "serve"),
        ("build", "build"),
        ("check", "check"),
        ("list", "listing"),
        ("import", "importing"),
        ("convert", "convert"),
        ("deploy", "deploy"),
        ("completion", "completion"),
    )
}


@click.group(cls=LazyGroup, commands_at=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="koushu")
@click.option("--debug", is_flag=True, help="Show where in the program an unforeseen error arose.")
def main(*, debug: bool) -> None:
    """Turn a folder of Hugo-style Markdown into a web site, a PDF book and an EPUB."""
    if not debug:
        hide_tracebacks()


translated(main)
