"""Where the nodes stand of which a document that is read has few: told by each of them, without a walk through all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

_MOST: Final = 8
"""Nodes whose places take no longer to tell than a walk through a short post."""


def are_few(made: Iterable[Sequence[nodes.Node]]) -> bool:
    """Tell whether the nodes of some classes are so few that each is to be asked where it stands."""
    return sum(map(len, made)) <= _MOST


def in_order(made: Iterable[Iterable[nodes.Node]], tree: nodes.Node) -> list[nodes.Node]:
    """Return those of some nodes that stand in a tree, in its order."""
    found: dict[tuple[int, ...], nodes.Node] = {}
    for node in (node for some in made for node in some):
        place = _place_in(tree, node)
        if place is not None:
            found[place] = node
    return [found[place] for place in sorted(found)]


def _place_in(tree: nodes.Node, node: nodes.Node) -> tuple[int, ...] | None:
    """Return the way from a tree to a node, by the index of each child; None where it does not stand in the tree."""
    way: list[int] = []
    while node is not tree:
        parent = node.parent
        if parent is None:
            return None
        try:
            way.append(parent.children.index(node))
        except ValueError:
            return None
        node = parent
    return tuple(reversed(way))
