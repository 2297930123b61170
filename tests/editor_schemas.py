"""The JSON Schemas that editors read: front matter, the register of speakers, and the values of `conf.py`.

`python tests/editor_schemas.py` writes the third anew from the settings themselves.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "_ext" / "koushu" / "schemas"
SETTINGS = FOLDER / "settings.schema.json"
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}


def read(name: str) -> dict[str, Any]:
    """Return one of the schemas."""
    return json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))


def settings_schema() -> dict[str, Any]:
    """Return the schema of all that may stand in `conf.py` for Koushu."""
    from koushu import config

    properties: dict[str, Any] = {}
    for feature in config.Settings.__subclasses__():
        hints = get_type_hints(feature)
        for field in dataclasses.fields(feature):
            default = field.default if field.default is not dataclasses.MISSING else field.default_factory()
            properties[f"{feature.prefix}_{field.name}"] = {
                "description": field.metadata["help"],
                **_type(hints[field.name]),
                "default": default,
            }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Koushu: values of conf.py",
        "type": "object",
        "properties": dict(sorted(properties.items())),
    }


def _type(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint) or hint
    if origin is UnionType:
        return {"type": [_TYPES.get(one, "null") for one in get_args(hint)]}
    if origin not in _TYPES:
        return {}
    inner = [_type(one) for one in get_args(hint)]
    if origin is list and inner and inner[0]:
        return {"type": "array", "items": inner[0]}
    if origin is dict and len(inner) == 2 and inner[1]:
        return {"type": "object", "additionalProperties": inner[1]}
    return {"type": _TYPES[origin]}


def written(schema: dict[str, Any]) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "_ext"))
    SETTINGS.write_text(written(settings_schema()), encoding="utf-8")
