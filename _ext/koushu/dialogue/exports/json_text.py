"""JSON with a line for each value, as `json.dumps` prints it."""

from __future__ import annotations

import json
from json.encoder import encode_basestring


def json_text(value: object, margin: str = "\n") -> str:
    """Return what `json.dumps(value, ensure_ascii=False, indent=1)` does of dicts and lists; keys are texts.

    The standard library hands each mark up through generators where it is to indent. `margin` is what parts two lines.
    """
    # Most of what is told, and looked at first.
    if value.__class__ is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    inner = margin + " "
    if isinstance(value, dict) and value:
        lines = [
            f"{encode_basestring(key)}: "
            f"{encode_basestring(one) if one.__class__ is str else json_text(one, inner)}"
            for key, one in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([json_text(one, inner) for one in value])}{margin}]"
    return str(value) if value.__class__ is int else json.dumps(value, ensure_ascii=False)
