"""What `koushu build` tells the features of a build: which sources changed since this output was last complete.

Sphinx's own command tells nothing, so whoever asks there looks for himself.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final

from koushu.record import record


@record
class Told:
    """A build by `koushu build`, whose program, settings and sources are watched from build to build."""

    changed: frozenset[str] | None = None
    """Paths of files below the source folder whose contents changed, came or went; None where that is not known."""
    out: str = ""
    """The output folder, an absolute path; nothing in it is watched."""


SKIPPED: Final = frozenset({"__pycache__", "node_modules"})
"""Names of folders that are not watched, beside hidden ones."""


def is_watched(path: str) -> bool:
    """Return whether changes of a file are told; it is named by its path in the source folder, or an absolute one."""
    *folders, _ = path.split("/")
    return not any(name in SKIPPED or name.startswith(".") or not name for name in folders)


told: Final[ContextVar[Told | None]] = ContextVar("told", default=None)
"""Set while an output is built; None in a build by anybody else."""
