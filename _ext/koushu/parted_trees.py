"""Trees of nodes that nobody needs any more: taken apart, they go at once, and wait for no search for garbage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes


def part(tree: nodes.Element) -> None:
    """Take from each node of a tree what leads up from it; down from its root it stays whole."""
    open_: list[Any] = [tree]
    while open_:
        node = open_.pop()
        if within := node.children:
            open_ += within
        node.parent = None
        node._document = None  # noqa: SLF001 - its property is what takes the time
