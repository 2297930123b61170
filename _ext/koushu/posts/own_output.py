"""Leaves out of the sources what a build has written among them: copies of sources are no posts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_WORK: Final = ".work"
"""The folder that `koushu build` keeps beside the formats it makes."""
_USUAL: Final = "_build"


def leave_out_output(app: Sphinx, config: Config) -> None:
    """Exclude the folders of this build, and that of all formats which `koushu build` makes, from the sources."""
    # Not at a later event: Sphinx would read everything again each time.
    found = [_USUAL, *_inside(Path(app.srcdir), Path(app.outdir), Path(app.doctreedir))]
    patterns = [pattern for pattern in found if pattern not in config.exclude_patterns]
    config.exclude_patterns = [*config.exclude_patterns, *patterns]


def _inside(source: Path, out: Path, doctrees: Path) -> list[str]:
    whole = doctrees.parent.parent if doctrees.parent.name == _WORK else out
    folders = dict.fromkeys((whole, out, doctrees))
    return [
        folder.relative_to(source).as_posix()
        for folder in folders
        if folder != source and folder.is_relative_to(source)
    ]
