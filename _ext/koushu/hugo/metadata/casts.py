"""Loose casts of front matter values, as Hugo's: a number is good text, `"5"` a good number.

Each returns the value, or `None` where Hugo would fall back to the zero of the type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koushu.hugo.metadata.fields import Value

_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False", ""})
_WHOLE = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|([0-9]+))(?:\.0*)?")
_BASES = (16, 8, 2, 10)


def to_text(value: Value) -> str | None:
    """Return a scalar as text (`1.50` as `1.5`, a boolean as `true`); nothing for a list or mapping."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        return None
    return str(value)


def to_flag(value: Value) -> bool | None:
    """Return a boolean; only Go's own spellings count, so that `yes` is none."""
    if isinstance(value, str):
        return True if value in _TRUE else False if value in _FALSE else None
    if value is None or isinstance(value, bool | int | float):
        return bool(value)
    return None


def to_number(value: Value) -> int | None:
    """Return a whole number; a fraction is cut off, and a leading zero means octal."""
    if value is None or value == "":
        return 0
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float):
        return int(value) if abs(value) < 2**63 else None
    if isinstance(value, str) and len(value) < 25 and (match := _WHOLE.fullmatch(value)):
        digits, base = next(
            (part, base) for part, base in zip(match.groups()[1:], _BASES, strict=True) if part
        )
        return int(match[1] + digits, base)
    return None


def to_texts(value: Value, *, split: bool = False) -> tuple[str, ...] | None:
    """Return a list of texts without empty ones; a single text is one, or with `split` one for each word."""
    if isinstance(value, str):
        return tuple(value.split()) if split else (value,) if value.strip() else ()
    if not isinstance(value, list):
        text = to_text(value)
        return None if text is None else (text,) if text else ()
    texts = [to_text(item) for item in value]
    return None if None in texts else tuple(text for text in texts if text)
