"""Every field of front matter and of the register of speakers, from the schemas that editors read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import koushu
from guide.facts.markdown import code, directive
from guide.facts.words import told

SCHEMAS: Final = Path(koushu.__file__).parent / "schemas"
_TYPES: Final = {
    "string": ("text", "文字"),
    "boolean": ("`true` or `false`", "`true` 或 `false`"),
    "integer": ("whole number", "整数"),
    "number": ("number", "数"),
    "array": ("list", "列表"),
    "object": ("mapping", "映射"),
    "null": ("nothing", "空"),
}
_FACTS: Final = {"en": "Type: {}.", "zh": "类型：{}。"}


def properties(name: str) -> dict[str, Any]:
    """Return the fields of `front-matter` or `speakers` with their schemas."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    found: dict[str, Any] = (
        schema["$defs"]["speaker"]["properties"] if name == "speakers" else schema["properties"]
    )
    return found


def fields(name: str, language: str) -> str:
    """Return a description of each field, those inside a field below it by a dotted name."""
    prefix = "speakers." if name == "speakers" else ""
    return "\n".join(_field(f"{prefix}{key}", one, language) for key, one in properties(name).items())


def _field(name: str, schema: dict[str, Any], language: str) -> str:
    types = _types(schema, language.startswith("zh"))
    facts = _FACTS[language[:2]].format(" / ".join(types)) if types else ""
    text = told(str(schema.get("description", "")), language)
    own = directive("field", name, {}, f"{text}\n\n{facts}")
    inner: dict[str, Any] = next(
        (one["properties"] for one in schema.get("anyOf", ()) if "properties" in one), {}
    )
    return "\n".join([own, *(_field(f"{name}.{key}", one, language) for key, one in inner.items())])


def _types(schema: dict[str, Any], chinese: bool) -> list[str]:
    """Return the kinds of values that a schema lets in, in words, each once."""
    found = [word for one in schema.get("anyOf", ()) for word in _types(one, chinese)]
    if "enum" in schema:
        found += [code(str(one).lower() if isinstance(one, bool) else str(one)) for one in schema["enum"]]
    kinds = schema.get("type", [])
    found += [_TYPES[kind][chinese] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return list(dict.fromkeys(found))
