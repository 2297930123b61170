"""`--report dialogue`: what is recognised in each Markdown file of a publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from koushu.dialogue.register import read_register
from koushu.dialogue.reporting import report_lines, report_post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_LEFT_OUT: Final = ("_", ".", "node_modules", "themes", "resources", "public")


def print_dialogue_report(source: Path, silenced: Collection[str] = ()) -> None:
    """Print the report of every Markdown file below a folder, in the order of their names."""
    known = read_register(source / "speakers.yml").speakers
    for path in sorted(_posts(source)):
        report = report_post(path.read_bytes(), known, silenced)
        for line in report_lines(path.relative_to(source).as_posix(), report):
            click.echo(line)


def _posts(source: Path) -> Iterator[Path]:
    for path in source.rglob("*.md"):
        inside = path.relative_to(source).parts[:-1]
        if path.is_file() and not any(part.startswith(_LEFT_OUT) for part in inside):
            yield path
