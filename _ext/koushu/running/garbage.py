"""When Python looks for garbage during a build, and how little of it there is.

A tree refers from each node to its parent, so only the collector can free it; with Python's own thresholds it runs
twenty times for one post and goes over all that lives each time, which is a quarter of the time of a build. A tree of
which nothing is needed any more is taken apart, so that it goes at once.
"""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from koushu.parted_trees import part
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Some trees are let lie; what is done with is then cheaper to free than it was to keep looking at.
_THRESHOLDS: Final = (50_000, 10, 10)
_NEVER: Final = 0
_usual: list[tuple[int, int, int]] = []
# The tree of the page that is being written.
_latest: list[nodes.document] = []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look for garbage less often while a publication is built."""
    # Before any feature makes something, and after each has.
    app.connect("builder-inited", collect_seldom, priority=1)
    app.connect("build-finished", collect_as_usual, priority=999)
    app.connect("html-page-context", take_apart_latest, priority=999)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def collect_seldom(_app: Sphinx) -> None:
    """Take what lives now out of all collections, which no build can free, and let more garbage lie."""
    if not _usual:
        _usual.append(gc.get_threshold())
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


def take_apart_latest(
    _app: Sphinx, _page: str, _template: str, _context: dict[str, object], tree: nodes.document | None
) -> None:
    """Take the tree of the last page apart when the next one comes (`html-page-context`)."""
    for latest in _latest:
        if latest is not tree:
            take_apart(latest)
    _latest[:] = [tree] if tree is not None else []


def take_apart(tree: nodes.document) -> None:
    """Take from each node of a tree what leads up from it, and from the document what leads to its nodes.

    Documents themselves are held for longer, as by functions of Sphinx that call themselves.
    """
    part(tree)
    for kept in vars(tree).values():
        if isinstance(kept, dict | list) and kept is not tree.attributes:
            kept.clear()


def collect_as_usual(_app: Sphinx, _error: Exception | None) -> None:
    """Give a process that goes on after the build its own thresholds back."""
    _latest.clear()
    if _usual:
        gc.set_threshold(*_usual.pop())
    _usual.clear()
    gc.unfreeze()


@contextmanager
def loading() -> Iterator[None]:
    """Look for no garbage but during builds: what is loaded and set up for them stays, and is most that there is.

    Nor at the end of the process, whose memory goes to the system as a whole.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_NEVER)
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
