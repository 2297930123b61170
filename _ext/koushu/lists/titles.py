"""What readers call the lists of a site."""

from __future__ import annotations

from typing import Final

from koushu.messages import message

_KNOWN: Final = frozenset({"tags", "categories", "series", "authors", "posts"})


def kind_title(plural: str, language: str) -> str:
    """Return what readers call a taxonomy, or a folder of posts."""
    words = plural.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return message(plural, language) if plural in _KNOWN else words[:1].upper() + words[1:]


def years_told(years: list[int]) -> str:
    """Return the span of some years: `2019–2024`, `2024`, or nothing."""
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
