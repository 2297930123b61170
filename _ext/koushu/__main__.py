"""`python -m koushu` is the `koushu` command."""

from koushu.cli import main

main(prog_name="koushu")
