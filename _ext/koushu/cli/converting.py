"""`koushu convert`: the front matter of files in another notation."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from koushu.cli.front_matter_forms import convert
from koushu.staged_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SUFFIXES = frozenset({".md", ".markdown", ".mdown"})


@dataclass(slots=True)
class _Tally:
    changed: int = 0
    refused: int = 0


def run_convert(paths: Iterable[Path], wanted: str, *, dry: bool) -> int:
    """Convert files, and those below folders; return the exit code: 0 all are in this notation, 1 some are not."""
    tally = _Tally()
    for file in sorted({file for path in paths for file in _files(path)}):
        _convert(file, wanted, tally, dry=dry)
    done = ngettext("{count} file converted", "{count} files converted", tally.changed)
    would = ngettext("{count} file would be converted", "{count} files would be converted", tally.changed)
    click.echo((would if dry else done).format(count=tally.changed))
    return int(tally.refused > 0)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in path.rglob("*"):
        inside = file.relative_to(path).parts
        if (
            file.suffix.lower() in _SUFFIXES
            and file.is_file()
            and not any(one.startswith((".", "_build")) for one in inside)
        ):
            yield file


def _convert(path: Path, wanted: str, tally: _Tally, *, dry: bool) -> None:
    try:
        before = path.read_bytes()
        made = convert(before, wanted)
        if made.refused:
            tally.refused += 1
            click.echo(f"{path}: {made.refused}", err=True)
        for lost in made.lost:
            click.echo(_("{path}: left out: {lost}").format(path=path, lost=lost), err=True)
        if made.data != before:
            tally.changed += 1
            if not dry:
                write_whole(path, made.data)
    except OSError as error:
        tally.refused += 1
        click.echo(f"{path}: {error.strerror}", err=True)
