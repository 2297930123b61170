"""A site's data files and translations, as templates read them.

Source: Hugo, "Data sources", "Translation".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import yaml

from koushu.hugo.shortcodes.templates.codes import read_data
from koushu.hugo.shortcodes.templates.values import shown
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_KINDS: Final = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv"}
_MOST: Final = 2000
_LARGEST: Final = 2_000_000
_COUNT: Final = re.compile(r"\{\{-?\s*\.(\w*)\s*-?\}\}")


@record
class Translation:
    """A text in one language, by the form that a number asks for."""

    forms: Mapping[str, str]

    def text(self, value: object) -> str:
        """Return the text for a number, a table of values, or nothing."""
        fields = value if isinstance(value, dict) else {"Count": value, "": value}
        count = fields.get("Count", value)
        form = "one" if count in {1, "1"} and "one" in self.forms else "other"
        text = self.forms.get(form) or next(iter(self.forms.values()), "")
        return _COUNT.sub(lambda found: shown(fields.get(found[1])), text)


def read_folder(folders: tuple[Path, ...], note: Callable[[str], None]) -> dict[str, object]:
    """Return what the files of data folders hold, by folder and name; a file of an earlier folder wins."""
    found: dict[str, object] = {}
    for root in folders:
        for path in sorted(root.rglob("*"))[:_MOST] if root.is_dir() else ():
            kind = _KINDS.get(path.suffix.lower())
            state = path.stat()
            if kind is None or not path.is_file() or state.st_size > _LARGEST:
                continue
            note(str(path))
            place = found
            for part in path.relative_to(root).parts[:-1]:
                place = place.setdefault(part, {})  # type: ignore[assignment]
            place.setdefault(path.stem, _content(path, kind, state.st_mtime_ns))
    return found


def translations(folder: Path, language: str, note: Callable[[str], None]) -> Mapping[str, Translation]:
    """Return the texts of a language, the site's own before those of its themes."""
    found: dict[str, Translation] = {}
    roots = [folder / "i18n", *sorted(folder.glob("themes/*/i18n"))]
    for root in roots:
        for suffix, kind in _KINDS.items():
            path = root / f"{language}{suffix}"
            if path.is_file() and path.stat().st_size <= _LARGEST:
                note(str(path))
                for key, text in _texts(_content(path, kind, path.stat().st_mtime_ns)).items():
                    found.setdefault(key, text)
    return found


def _texts(data: object) -> dict[str, Translation]:
    if isinstance(data, list):
        pairs = [(shown(item.get("id")), item.get("translation")) for item in data if isinstance(item, dict)]
    else:
        pairs = list(_flat(data if isinstance(data, dict) else {}, ""))
    return {key: Translation(_forms(value)) for key, value in pairs}


def _flat(table: Mapping[str, object], prefix: str) -> list[tuple[str, object]]:
    """Return the entries of a table; a table without plural forms holds further ones."""
    found: list[tuple[str, object]] = []
    for key, value in table.items():
        if isinstance(value, dict) and not {"other", "one"} & {str(name).lower() for name in value}:
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((f"{prefix}{key}", value))
    return found


def _forms(value: object) -> Mapping[str, str]:
    if isinstance(value, dict):
        return {str(name).lower(): shown(text) for name, text in value.items()}
    return {"other": shown(value)}


@lru_cache(maxsize=500)
def _content(path: Path, kind: str, _changed: int) -> object:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        return read_data(text, kind) if kind != "yaml" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        return None
