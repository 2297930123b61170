"""The id that Hugo gives a heading without one.

Source: Hugo documentation, "Configure markup", `autoHeadingIDType`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from koushu.hugo.dialect.settings import HeadingIdType

_NOTHING_LEFT: Final = "heading"


def heading_id(text: str, kind: HeadingIdType) -> str:
    """Return the id that the words of a heading make, before it is made unique.

    `github`: letters, digits, `_` and `-` stay, blanks become `-`, the rest goes; `github-ascii` also strips accents
    and everything beyond ASCII; `blackfriday` puts one `-` for each run of other characters.
    """
    text = text.strip()
    if kind == "blackfriday":
        return _blackfriday(text) or _NOTHING_LEFT
    if kind == "github-ascii":
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(c for c in decomposed if unicodedata.category(c) != "Mn" and c.isascii())
    kept = ("-" if c in " -" else c.lower() for c in text if c in " -_" or _is_alphanumeric(c))
    return "".join(kept) or _NOTHING_LEFT


def unique_id(wanted: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """Return the id with the first free number behind it: `notes`, `notes-1`, `notes-2`.

    `last` holds the number given last to each id and is kept up; with it, a thousand headings of the same words take
    no longer than a thousand of others.
    """
    if wanted not in taken:
        return wanted
    number = last.get(wanted, 1) if last else 1
    while f"{wanted}-{number}" in taken:
        number += 1
    if last is not None:
        last[wanted] = number
    return f"{wanted}-{number}"


def _is_alphanumeric(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("L") or category == "Nd"


def _blackfriday(text: str) -> str:
    kept = "".join(c.lower() if unicodedata.category(c)[0] in "LN" else " " for c in text)
    return "-".join(kept.split())
