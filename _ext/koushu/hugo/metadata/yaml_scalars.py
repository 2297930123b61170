"""What a plain YAML scalar means to Hugo: the YAML 1.2 core schema as its reader applies it.

The reader's own ways, seen with Hugo 0.168: underscores between digits, a leading zero for octal
(`010` is 8, `09` a string), `0b`, and a number with an exponent only when it has a point.
"""

from __future__ import annotations

import re

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(
    r"(?P<sign>[-+]?)(?:0x(?P<hex>[0-9a-fA-F_]+)|0b(?P<binary>[01_]+)|0o?(?P<octal>[0-7_]+)"
    r"|(?P<decimal>0|[1-9][0-9_]*))"
)
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"(?P<sign>[-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASES = {"hex": 16, "binary": 2, "octal": 8, "decimal": 10}
_LONGEST_NUMBER = 70
_INT64 = 2**63


def resolve_scalar(text: str) -> str | bool | int | float | None:
    """Return the typed value of a plain scalar; what is no number, boolean or null is a string."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    return _number(text) if len(text) <= _LONGEST_NUMBER and text[0] in "+-.0123456789" else text


def _number(text: str) -> int | float | str:
    if match := _INT.fullmatch(text):
        return _integer(match, text)
    if _FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    if match := _SPECIAL.fullmatch(text):
        return float("nan") if match["sign"] is None else float(f"{match['sign']}inf")
    return text


def _integer(match: re.Match[str], text: str) -> int | str:
    """Return the number, or the text of one that 64 bits cannot hold."""
    base = match.lastgroup or "decimal"
    digits = match[base].replace("_", "")
    if not digits:
        return text
    number = int(digits, _BASES[base])
    return -number if match["sign"] == "-" else number if number < 2 * _INT64 else text
