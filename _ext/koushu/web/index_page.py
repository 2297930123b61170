"""The page of the index: each letter once, since it is an id there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_ENTRIES = "genindexentries"
_COUNTS = "genindexcounts"


def join_letters(context: MutableMapping[str, Any]) -> None:
    """Put the groups of one letter together in the context of the index; nothing in that of another page.

    Sphinx sorts by the small letter and divides by the capital one, which is that of several small ones.
    """
    if _ENTRIES not in context:
        return
    joined: dict[str, list[Any]] = {}
    counts: dict[str, int] = {}
    for (letter, entries), count in zip(context[_ENTRIES], context[_COUNTS], strict=True):
        joined.setdefault(letter, []).extend(entries)
        counts[letter] = counts.get(letter, 0) + count
    context[_ENTRIES], context[_COUNTS] = list(joined.items()), list(counts.values())
