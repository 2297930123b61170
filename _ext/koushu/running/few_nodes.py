"""Where the nodes stand of which a document that is read has few: told by each of them, without a walk through all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

    Step = tuple[nodes.Node, Sequence[nodes.Node], int, nodes.Node]
    """A node, its children, the place of one of these, and that one."""

_MOST: Final = 8
"""Nodes whose places take no longer to tell than a walk through a short post."""


def are_few(made: Iterable[Sequence[nodes.Node]]) -> bool:
    """Tell whether the nodes of some classes are so few that each is to be asked where it stands."""
    return sum(map(len, made)) <= _MOST


def in_order(made: Iterable[Iterable[nodes.Node]], tree: nodes.Node) -> list[nodes.Node]:
    """Return those of some nodes that stand in a tree, in its order."""
    found: dict[tuple[int, ...], nodes.Node] = {}
    for node in (node for some in made for node in some):
        way = way_to(tree, node)
        if way is not None:
            found[tuple(place for _, _, place, _ in way)] = node
    return [found[place] for place in sorted(found)]


def way_to(tree: nodes.Node, node: nodes.Node) -> list[Step] | None:
    """Return the way from a tree down to a node; None where it does not stand in the tree."""
    way: list[Step] = []
    while node is not tree:
        above = node.parent
        if above is None:
            return None
        try:
            way.append((above, above.children, above.children.index(node), node))
        except ValueError:
            return None
        node = above
    return way[::-1]
