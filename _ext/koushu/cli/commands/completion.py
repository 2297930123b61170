"""`koushu completion`."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what completes commands and options in SHELL; its first lines say where it goes.

    Exit codes: 0 printed; 2 wrong use of the command.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - only this command needs it

    places = {
        "bash": "~/.local/share/bash-completion/completions/koushu",
        "zsh": "a folder of $fpath, as _koushu",
        "fish": "~/.config/fish/completions/koushu.fish",
    }
    completion = get_completion_class(shell)
    assert completion is not None  # noqa: S101 - Click has all three
    # Bash is not asked for its version here: who writes a file for it may not have it.
    template, names = (
        completion.source_template,
        {
            "complete_func": "_koushu_completion",
            "complete_var": "_KOUSHU_COMPLETE",
            "prog_name": context.find_root().info_name or "koushu",
        },
    )
    head = f"#compdef koushu\n# {places[shell]}\n" if shell == "zsh" else f"# {places[shell]}\n"
    click.echo(head + (template % names).removeprefix("#compdef koushu\n"))
