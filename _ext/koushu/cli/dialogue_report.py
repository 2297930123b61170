"""`--report dialogue`: what is recognised in each Markdown file of a publication."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

import click
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util.matching import get_matching_files
from sphinx.util.tags import Tags

from koushu.config import DialogueSettings
from koushu.dialogue.cast.register import read_register, register_path
from koushu.dialogue.reporting import report_lines, report_post

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LEFT_OUT: Final = ("_", ".", "node_modules", "themes", "resources", "public")


def print_dialogue_report(source: Path, settings: Mapping[str, str | bool] | None = None) -> None:
    """Print the report of every Markdown file below a folder, in the order of their names.

    The register is that of the publication's configuration, `settings` among it, which also silences kinds.
    """
    config = _configuration(source, settings or {})
    known = read_register(register_path(source, config)).speakers
    for path in sorted(_posts(source, config)):
        report = report_post(path.read_bytes(), known, config.suppress_warnings)
        for line in report_lines(path.relative_to(source).as_posix(), report):
            click.echo(line)


def _configuration(source: Path, overrides: Mapping[str, str | bool]) -> Config:
    """Return the values of `conf.py`, of which none has to be there; what it cannot say is as by default."""
    config = Config({}, dict(overrides))
    if (source / "conf.py").is_file():
        try:
            config = Config.read(source, overrides=dict(overrides), tags=Tags())
        except ConfigError as error:
            click.echo(f"conf.py: {error}", err=True)
    for field in fields(DialogueSettings):
        config.add(f"dialogue_{field.name}", getattr(DialogueSettings(), field.name), "", ())
    return config


def _posts(source: Path, config: Config) -> Iterator[Path]:
    """Yield the Markdown files that the publication does not leave out."""
    for name in get_matching_files(source, ("**",), config.exclude_patterns):
        path = source / name
        inside = path.relative_to(source).parts[:-1]
        if path.suffix == ".md" and not any(part.startswith(_LEFT_OUT) for part in inside):
            yield path
