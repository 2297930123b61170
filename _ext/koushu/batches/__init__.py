"""Batches: sources are read, and pages written, a batch of documents at a time.

Batches go to processes of this machine, or to the workers of a Dask cluster. Either way a batch ends where a serial
build would have: in the same files, in the environment, and in what is told to the main process (`tasks.Written`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu import config
from koushu.batches.sharing import begin, end
from koushu.batches.tasks import announce
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have batches written by as many processes as were asked for, or sent to other machines."""
    config.register(app, config.BatchesSettings)
    announce(app)
    app.connect("builder-inited", begin, priority=990)
    app.connect("build-finished", end)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
