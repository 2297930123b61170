"""JSON with a line for each value, as `json.dumps` prints it."""

from __future__ import annotations

import json
from json.encoder import encode_basestring


def json_text(value: object, margin: str = "\n") -> str:
    """Return what `json.dumps(value, ensure_ascii=False, indent=1)` does of dicts and lists; keys are texts.

    The standard library hands each mark up through generators where it is to indent. `margin` is what parts two lines.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = margin + " "
    if isinstance(value, dict) and value:
        lines = [f"{encode_basestring(key)}: {json_text(one, inner)}" for key, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([json_text(one, inner) for one in value])}{margin}]"
    return str(value) if type(value) is int else json.dumps(value)
