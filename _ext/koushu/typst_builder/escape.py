"""Typst code from Python values: content only ever becomes a string literal.

The translator writes Typst in code mode. There a text is `"…"`, in which only the backslash and the quotation
mark have a meaning; so no content can start a call, a label, a comment or a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from collections.abc import Sequence


class Code(str):
    """Typst code that this package made itself and that is passed on as it stands."""

    __slots__ = ()


Value = Union[str, bool, int, float, None, "Sequence[Value]", "Mapping[str, Value]"]

# Controls have no glyph, and PDF/A forbids text without one; the line feed and the tab are written as escapes.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\u2028": "\\u{2028}", "\u2029": "\\u{2029}"}
_SPECIAL_CHARACTERS = re.compile("[{}]".format("".join(map(re.escape, _SPECIAL))))
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9-]*(\.[a-z][a-z0-9-]*)*")


def string(text: str) -> str:
    """Return a Typst string literal on one line; control characters, which have no glyph, are left out."""
    clean = _CONTROLS.sub("", text)
    return '"' + _SPECIAL_CHARACTERS.sub(lambda match: _SPECIAL[match[0]], clean) + '"'


def value(item: Value) -> str:
    """Return the Typst expression of a Python value; `Code` stays as it is, any other string is quoted."""
    if isinstance(item, str):
        return str(item) if isinstance(item, Code) else string(item)
    if item is None or isinstance(item, bool):
        return str(item).lower()
    if isinstance(item, int | float):
        return repr(item)
    if isinstance(item, Mapping):
        pairs = ", ".join(f"{string(key)}: {value(part)}" for key, part in item.items())
        return f"({pairs})" if pairs else "(:)"
    return "(" + "".join(f"{value(part)}, " for part in item) + ")"


def arguments(*positional: Value, **named: Value) -> str:
    """Return call arguments, each followed by a comma and a space; `_` in a keyword becomes `-`."""
    parts = [f"{value(item)}, " for item in positional]
    parts += [f"{key.rstrip('_').replace('_', '-')}: {value(item)}, " for key, item in named.items()]
    return "".join(parts)


def call(function: str, *positional: Value, **named: Value) -> Code:
    """Return a call without a body. Raises `ValueError` for a name that is no Typst identifier."""
    return Code(f"{function_name(function)}({arguments(*positional, **named).removesuffix(', ')})")


def function_name(name: str) -> str:
    """Return the name of a Typst function, checked. Raises `ValueError`, since names come from code only."""
    if not _IDENTIFIER.fullmatch(name):
        raise ValueError(f"{name!r} is no Typst function name")
    return name
