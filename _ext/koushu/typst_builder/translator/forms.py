"""Visitors that need no code of their own, declared by name.

`@calls(strong="strong-text")` gives a family the pair `visit_strong`, `depart_strong`, which opens and closes that
Typst function; `@blocks` does the same for blocks of text, `@passes` prints the content, `@drops` prints nothing,
`@alike` takes the pair of another node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from koushu.typst_builder.translator.base import BaseTranslator

    Visitor = Callable[[BaseTranslator, nodes.Node], None]

FamilyT = TypeVar("FamilyT", bound=type)


def calls(**functions: str) -> Callable[[FamilyT], FamilyT]:
    """Return a decorator that adds a pair of visitors for each node, opening and closing a Typst function."""

    def opening(function: str) -> Visitor:
        def visit(self: BaseTranslator, _node: nodes.Node) -> None:
            self.begin_call(function)

        return visit

    return _adding({name: opening(function) for name, function in functions.items()}, _close)


def blocks(**functions: str) -> Callable[[FamilyT], FamilyT]:
    """Return a decorator like `calls` for nodes that start a block: blanks at their start count for nothing."""

    def opening(function: str) -> Visitor:
        def visit(self: BaseTranslator, _node: nodes.Node) -> None:
            self.begin_call(function)
            self.start_block()

        return visit

    return _adding({name: opening(function) for name, function in functions.items()}, _close_block)


def passes(*names: str) -> Callable[[FamilyT], FamilyT]:
    """Return a decorator for nodes that print what is inside them and nothing else."""
    return _adding(dict.fromkeys(names, _nothing), _nothing)


def drops(*names: str) -> Callable[[FamilyT], FamilyT]:
    """Return a decorator for nodes that have nothing to say in a book."""
    return _adding(dict.fromkeys(names, _skip), _nothing)


def alike(**models: str) -> Callable[[FamilyT], FamilyT]:
    """Return a decorator that gives a node the visitors that the family has for another: `new="model"`."""

    def add(family: FamilyT) -> FamilyT:
        for name, model in models.items():
            setattr(family, f"visit_{name}", getattr(family, f"visit_{model}"))
            setattr(family, f"depart_{name}", getattr(family, f"depart_{model}"))
        return family

    return add


def _adding(visitors: dict[str, Visitor], depart: Visitor) -> Callable[[FamilyT], FamilyT]:
    def add(family: FamilyT) -> FamilyT:
        for name, visit in visitors.items():
            setattr(family, f"visit_{name}", visit)
            setattr(family, f"depart_{name}", depart)
        return family

    return add


def _close(self: BaseTranslator, _node: nodes.Node) -> None:
    self.end_call()


def _close_block(self: BaseTranslator, _node: nodes.Node) -> None:
    self.end_call()
    self.start_block()


def _nothing(self: BaseTranslator, _node: nodes.Node) -> None:
    """Print nothing for the node itself."""


def _skip(_self: BaseTranslator, _node: nodes.Node) -> None:
    raise nodes.SkipNode
