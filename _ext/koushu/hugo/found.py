"""How messages show what was found in a source."""

from __future__ import annotations

_LONGEST = 60


def shown(text: str, longest: int = _LONGEST) -> str:
    """Return a piece of a source in quotes: as it is written, cut to a length, control characters as escapes."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    quote = '"' if "'" in cut and '"' not in cut else "'"
    if cut.isprintable():
        return f"{quote}{cut}{quote}"
    return quote + "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in cut) + quote
