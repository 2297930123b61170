"""When Python looks for garbage during a build, and how little of it there is.

A tree refers from each node to its parent, so only the collector can free it; with Python's own thresholds it runs
twenty times for one post and goes over all that lives each time, which is a quarter of the time of a build. A tree of
which nothing is needed any more is taken apart, so that it goes at once.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from koushu.version import __version__

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Some trees are let lie; what is done with is then cheaper to free than it was to keep looking at.
_THRESHOLDS: Final = (50_000, 10, 10)
_usual = gc.get_threshold()
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
    open_: list[nodes.Node] = [tree]
    while open_:
        node = open_.pop()
        open_ += node.children
        node.parent = None
        node.document = None  # type: ignore[assignment]
    for kept in vars(tree).values():
        if isinstance(kept, dict | list) and kept is not tree.attributes:
            kept.clear()


def collect_as_usual(_app: Sphinx, _error: Exception | None) -> None:
    """Give a process that goes on after the build its own thresholds back."""
    _latest.clear()
    gc.set_threshold(*_usual)
    gc.unfreeze()
