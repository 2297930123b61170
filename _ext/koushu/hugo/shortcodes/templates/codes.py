"""Functions of templates that encode, hash and read data.

Source: Hugo, "Functions": encoding, crypto, hash, transform.Unmarshal.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.metadata.toml_reader import read_toml
from koushu.hugo.metadata.yaml_reader import read_yaml
from koushu.hugo.shortcodes.templates.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FNV_START: Final = 2166136261
_FNV_FACTOR: Final = 16777619


def read_data(text: str, kind: str, separator: str = ",") -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what a text of a kind (`toml`, `yaml`, `json`, `csv`) holds; keys keep their case where they can."""
    if kind == "csv":
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    if kind == "json":
        return json.loads(text)
    if kind == "toml":
        return dict(read_toml(text, 1).data)
    stripped = text.lstrip()
    if stripped.startswith(("-", "[")):
        return read_yaml("list:\n" + text, 1).data.get("list")
    return dict(read_yaml(text, 1).data)


def _guess(text: str) -> str:
    stripped = text.lstrip()
    if stripped.startswith(("{", "[{", '["')):
        return "json" if _is_json(stripped) else "toml" if stripped.startswith("[") else "yaml"
    first = stripped.partition("\n")[0]
    return "toml" if "=" in first.partition(":")[0] or first.startswith("[") else "yaml"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _unmarshal(*values: object) -> Any:  # noqa: ANN401 - whatever the text holds
    *options, source = values
    table = options[0] if options and isinstance(options[0], dict) else {}
    if isinstance(source, dict):
        name, content = shown(source.get("Name")), source.get("Content")
        text = shown(content() if callable(content) else content)
        kind = {"yml": "yaml"}.get(name.rpartition(".")[2].lower(), name.rpartition(".")[2].lower())
    else:
        text, kind = shown(source), ""
    given = shown(table.get("format")) or kind
    kind = given if given in {"toml", "yaml", "json", "csv"} else _guess(text)
    return read_data(text, kind, shown(table.get("delimiter")) or ",")


def _json(*values: object) -> str:
    *options, value = values
    table = (
        {key.lower(): one for key, one in options[0].items()}
        if options and isinstance(options[0], dict)
        else {}
    )
    indent = shown(table.get("indent")) or None
    text = json.dumps(
        value,
        ensure_ascii=False,
        default=shown,
        sort_keys=True,
        indent=indent,
        separators=(",", ":" if not indent else ": "),
    )
    return (
        text
        if table.get("noHTMLEscape")
        else text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    )


def _hash(name: str) -> Callable[[object], str]:
    return lambda value: hashlib.new(name, shown(value).encode(), usedforsecurity=False).hexdigest()


def _fnv(value: object) -> int:
    made = _FNV_START
    for byte in shown(value).encode():
        made = (made ^ byte) * _FNV_FACTOR % 2**32
    return made


CODES: Final[Mapping[str, Callable[..., object]]] = {
    "base64Decode": lambda value: base64.b64decode(shown(value)).decode("utf-8", "replace"),
    "base64Encode": lambda value: base64.b64encode(shown(value).encode()).decode("ascii"),
    "hash.FNV32a": _fnv,
    "jsonify": _json,
    "md5": _hash("md5"),
    "sha1": _hash("sha1"),
    "sha256": _hash("sha256"),
    "unmarshal": _unmarshal,
}
