"""The outline of a page: headings keep the level that Hugo gives them, and tell their depth where one is skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

_heading: Final = re.compile(r"<h([1-6])\b").match
# The levels of the headings that the next one of a page may lie below, outermost first.
_above: Final[WeakKeyDictionary[HTML5Translator, list[int]]] = WeakKeyDictionary()


def outlined(translator: HTML5Translator, tag: str) -> str:
    """Return the opening tag of a heading, with its depth in the outline where its name tells another.

    Source: WAI-ARIA 1.2, `aria-level`; every heading of a page is to be given, in order.
    """
    found = _heading(tag)
    if found is None:
        return tag
    level = int(found[1])
    depth = _depth(_above.setdefault(translator, []), level)
    return tag if depth == level else f'{found[0]} aria-level="{depth}"{tag[found.end() :]}'


def _depth(above: list[int], level: int) -> int:
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
    return len(above)
