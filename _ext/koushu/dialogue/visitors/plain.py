"""Formats that print a dialogue as the paragraphs it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes

from koushu.dialogue import nodes as own

Visitors = dict[type[nodes.Element], tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]]
"""Node class -> the functions that a format calls before and after its children."""


def passing(_translator: Any, _node: nodes.Element) -> None:  # noqa: ANN401 - any writer's translator
    """Print the children alone."""


def skipping(_translator: Any, _node: nodes.Element) -> None:  # noqa: ANN401 - any writer's translator
    """Print nothing of what stands beside the words on a page of the web."""
    raise nodes.SkipNode


VISITORS = dict.fromkeys((*own.BLOCKS, *own.INLINES), (passing, passing))
PARTS: Visitors = dict.fromkeys(own.PARTS, (skipping, passing))
