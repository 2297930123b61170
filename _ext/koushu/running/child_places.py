"""The place of a node among its siblings, found from where the last was: docutils compares it with each from the first.

Whoever replaces the children of a long paragraph one by one would take the square of their number.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_NEAR: Final = 8
"""How many children behind the last one asked for are looked at first."""
_last: tuple[int, int] = (0, 0)
"""Identity of the parent that was asked last, and the place that was found; what stands there is looked at."""


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Let all elements find their children in this way."""
    nodes.Element.index = index  # type: ignore[assignment, method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def index(element: nodes.Element, item: nodes.Node, start: int = 0, stop: int = sys.maxsize) -> int:
    """Return the place of a child, of texts the first that is equal; `ValueError` where there is none."""
    global _last  # noqa: PLW0603 - where to look first, never what is found
    children = element.children
    if start or stop != sys.maxsize or isinstance(item, nodes.Text):
        return children.index(item, start, stop)
    parent, place = _last
    if parent == id(element):
        for near in range(place, min(place + _NEAR, len(children))):
            if children[near] is item:
                _last = parent, near
                return near
    found = children.index(item)
    _last = id(element), found
    return found
