"""`python -m koushu` is the `koushu` command."""

from koushu.cli import main

# Processes that the command starts load this module again.
if __name__ == "__main__":
    main(prog_name="koushu")
