"""Sphinx's steps as calls: how far it is with the documents or files of a phase, and no line of its log for each."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Modules of builders that a build of ours runs, each with a name of its own for what goes through its documents.
_WHO: Final = (
    "sphinx.builders",
    "sphinx.builders.html",
    "sphinx.builders._epub_base",
    "sphinx.builders.latex",
    "koushu.batches.sharing",
)
_NAME: Final = "status_iterator"


@contextmanager
def told_steps(at: Callable[[str, int], None]) -> Iterator[None]:
    """Have phase and percentage of each step passed on, where Sphinx would log three lines that are read again."""

    def stepping(
        steps: Iterable[object],
        summary: str,
        _colour: str = "",
        length: int = 0,
        *_more: object,
        **_named: object,
    ) -> Iterator[object]:
        phase = summary.rstrip(". ")
        for number, step in enumerate(steps, 1):
            if length:
                at(phase, round(100 * number / length))
            yield step

    with ExitStack() as undo:
        for module in filter(None, map(sys.modules.get, _WHO)):
            if own := getattr(module, _NAME, None):
                undo.callback(setattr, module, _NAME, own)
                setattr(module, _NAME, stepping)
        yield
