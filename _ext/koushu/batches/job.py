"""What a worker is told of a build, and what it gives back."""

from __future__ import annotations

import platform
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.record import record
from koushu.staged_files import write_if_differs
from koushu.version import __version__

if TYPE_CHECKING:
    import logging
    from collections.abc import Mapping

    from koushu.batches.tasks import Phase


@record
class Job:
    """A build in one of its phases; folders have the same paths on every machine."""

    name: str
    phase: Phase
    source: str
    configuration: str
    """Folder of `conf.py`; empty where the values are all there is."""
    doctrees: str
    out: str
    builder: str
    values: bytes
    """Values of the configuration that the command line gave, pickled."""
    tags: tuple[str, ...]
    share: str
    """Folder that all workers see, or its address as `fsspec` reads it."""
    packed: tuple[str, ...]
    """Folders that lie packed in the share, for workers that do not see them."""
    versions: str


@record
class Outcome:
    """What was done with a batch."""

    result: bytes
    """What the task has returned, pickled."""
    logs: list[logging.LogRecord]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What it wrote, by path; empty where the main process sees the same files."""


def versions(sphinx_version: str) -> str:
    """Return what must be the same wherever a publication is built."""
    return f"Koushu {__version__}, Sphinx {sphinx_version}, Python {'.'.join(platform.python_version_tuple()[:2])}"


def lay_out(files: Mapping[str, bytes]) -> None:
    """Write files that a worker has written elsewhere."""
    for name, data in files.items():
        write_if_differs(Path(name), data)
