"""What `koushu build` tells the features of a build: which sources changed since this output was last complete.

Sphinx's own command tells nothing, so whoever asks there looks for himself.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Told:
    """A build by `koushu build`, whose program, settings and sources are watched from build to build."""

    changed: frozenset[str] | None = None
    """Paths of files below the source folder whose contents changed, came or went; None where that is not known."""


told: Final[ContextVar[Told | None]] = ContextVar("told", default=None)
"""Set while an output is built; None in a build by anybody else."""
