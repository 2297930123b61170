"""How a translator is sent through a tree: what it does with a class of nodes is looked up once for each tree.

Sphinx makes the names of both methods for every node and asks the translator for each class that the node is of;
docutils writes a remark of each call that nobody reads.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

if TYPE_CHECKING:
    from collections.abc import Callable

    Method = Callable[[nodes.Node], object]

_DISPATCHES: Final = ("dispatch_visit", "dispatch_departure")


def is_usual(visitor: nodes.NodeVisitor) -> TypeGuard[SphinxTranslator]:
    """Tell whether a visitor finds its methods as Sphinx's translators do, and says nothing of each."""
    return isinstance(visitor, SphinxTranslator) and all(
        getattr(type(visitor), name) is getattr(SphinxTranslator, name) for name in _DISPATCHES
    )


class _Methods(dict[type, "Method"]):
    """The methods of one translator for classes of nodes, each found when the first node of its class comes."""

    def __init__(self, prefix: str, unknown: Method, translator: SphinxTranslator) -> None:
        self._prefix, self._unknown, self._translator = prefix, unknown, translator

    def __missing__(self, kind: type) -> Method:
        for one in kind.__mro__:
            method: Method | None = getattr(self._translator, f"{self._prefix}_{one.__name__}", None)
            if method:
                self[kind] = method
                return method
        self[kind] = self._unknown
        return self._unknown


def sent_about(tree: nodes.Node, translator: SphinxTranslator) -> bool:
    """Send a translator to each node of a tree and back, as `Node.walkabout` does. Return whether it stopped."""
    base: Any = nodes.NodeVisitor
    visits = _Methods("visit", partial(base.dispatch_visit, translator), translator)
    departures = _Methods("depart", partial(base.dispatch_departure, translator), translator)

    def about(node: nodes.Node) -> bool:
        kind = node.__class__
        departs, stops = True, False
        try:
            try:
                visits[kind](node)
            except nodes.SkipNode:
                return False
            except nodes.SkipDeparture:
                departs = False
            try:
                # A visit may change the children.
                for child in node.children[:]:
                    if about(child):
                        stops = True
                        break
            except nodes.SkipSiblings:
                pass
        except nodes.SkipChildren:
            pass
        except nodes.StopTraversal:
            stops = True
        if departs:
            departures[kind](node)
        return stops

    return about(tree)
