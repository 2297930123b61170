"""The nodes beside a node, where a walk asks for those of all children of one parent.

docutils looks for a node among its siblings by comparing it with each, which takes the square of their number, and
finds the first of several texts that are equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docutils import nodes

_FEW: Final = 20
"""Children that are looked through each time."""


class Siblings:
    """Knows the place of each child of a large parent; for a tree that does not change while it is asked."""

    def __init__(self) -> None:
        self._places: dict[int, dict[int, int]] = {}

    def place(self, node: nodes.Node) -> int:
        """Return the index of a node among the children of its parent."""
        children = node.parent.children
        if len(children) <= _FEW:
            return next(index for index, child in enumerate(children) if child is node)
        key = id(node.parent)
        found = self._places.get(key, {}).get(id(node), -1)
        if not 0 <= found < len(children) or children[found] is not node:
            self._places[key] = {id(child): index for index, child in enumerate(children)}
            found = self._places[key][id(node)]
        return found

    def next(self, node: nodes.Node) -> nodes.Node | None:
        """Return the node that follows in the same parent; None for the last."""
        place = self.place(node) + 1
        children = node.parent.children
        return children[place] if place < len(children) else None
