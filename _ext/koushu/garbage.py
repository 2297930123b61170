"""When Python looks for garbage during a build.

A tree refers from each node to its parent, so only the collector can free it; with Python's own thresholds it runs
twenty times for one post and goes over all that lives each time, which is a quarter of the time of a build.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Some trees are let lie; what is done with is then cheaper to free than it was to keep looking at.
_THRESHOLDS: Final = (50_000, 10, 10)
_usual = gc.get_threshold()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look for garbage less often while a publication is built."""
    # Before any feature makes something, and after each has.
    app.connect("builder-inited", collect_seldom, priority=1)
    app.connect("build-finished", collect_as_usual, priority=999)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def collect_seldom(_app: Sphinx) -> None:
    """Take what lives now out of all collections, which no build can free, and let more garbage lie."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


def collect_as_usual(_app: Sphinx, _error: Exception | None) -> None:
    """Give a process that goes on after the build its own thresholds back."""
    gc.set_threshold(*_usual)
    gc.unfreeze()
