"""Formats that print a dialogue as the paragraphs it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.dialogue import nodes as own

if TYPE_CHECKING:
    from docutils import nodes


def passing(_translator: Any, _node: nodes.Element) -> None:  # noqa: ANN401 - any writer's translator
    """Print the children alone."""


VISITORS = dict.fromkeys((*own.BLOCKS, *own.INLINES), (passing, passing))
