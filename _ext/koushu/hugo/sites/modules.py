"""The themes and modules of a Hugo site that lie inside it, each with its own configuration.

Pure. Source: Hugo, "Theme components", "Configure modules", "Workspace".
"""

from __future__ import annotations

import posixpath
from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from koushu.hugo.metadata.casts import to_flag, to_text, to_texts
from koushu.hugo.sites.files import read_site_files
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from koushu.hugo.sites.files import Table

_MOST: Final = 50
_PARTS: Final = ("content", "static", "assets", "data", "i18n", "layouts")


@record
class Module:
    """A theme or module, or the site itself."""

    folder: str = ""
    """From the site's root; empty for the site itself."""
    table: Table = field(default_factory=dict)
    """Its configuration."""


def site_modules(root: Path, table: Table, wrong: Callable[[str, str], None]) -> tuple[Module, ...]:
    """Return the site itself and every theme or module whose folder lies in it, those that win first.

    Problems: one for all that are named and have no folder, or an empty one.
    """
    found: dict[str, Module] = {"": Module("", table)}
    missing: dict[str, str] = {}
    waiting = list(_imports(table))
    themes: str = to_text(table.get("themesdir")) or "themes"
    replaced = _replacements(table)
    while waiting and len(found) < _MOST:
        key, name, own = waiting.pop(0)
        folder = _folder(root, [replaced.get(name, ""), posixpath.join(themes, name), f"_vendor/{name}"])
        if not folder:
            missing.setdefault(name, key)
        elif folder not in found:
            files = read_site_files(root / folder)
            found[folder] = Module(folder, _own_mounts(files.table, own))
            waiting[:0] = [] if own.get("ignoreimports") else list(_imports(files.table))
    if missing:
        names = ", ".join(missing)
        wrong(
            next(iter(missing.values())),
            f"found no folder for {names}; expected it below {themes} or _vendor. What it would bring is left out",
        )
    return tuple(found.values())


def _imports(table: Table) -> Iterator[tuple[str, str, Table]]:
    """Yield the key that names a theme or module, its name, and what is said of it there."""
    for theme in to_texts(table.get("theme")) or ():
        yield "theme", theme, {}
    module = table.get("module")
    imports = module.get("imports") if isinstance(module, dict) else None
    for one in imports if isinstance(imports, list) else []:
        if isinstance(one, dict) and (name := to_text(one.get("path"))) and not to_flag(one.get("disable")):
            yield "module", name, one


def _own_mounts(table: Table, said: Table) -> Table:
    """Return a module's configuration with the mounts that its importer gives it, where there are any."""
    if to_flag(said.get("nomounts")):
        return {**table, "module": {"mounts": [{"source": "none", "target": part} for part in _PARTS]}}
    return {**table, "module": {"mounts": said["mounts"]}} if said.get("mounts") else table


def _replacements(table: Table) -> dict[str, str]:
    module = table.get("module")
    given = module.get("replacements") if isinstance(module, dict) else None
    pairs = [text.split("->", 1) for text in _listed(to_texts(given) or ()) if "->" in text]
    return {name.strip(): folder.strip() for name, folder in pairs}


def _listed(texts: Sequence[str]) -> list[str]:
    return [part for text in texts for part in text.split(",")]


def _folder(root: Path, places: Sequence[str]) -> str:
    """Return the first of some folders that lies in the site and holds anything."""
    inside = root.resolve()
    for place in filter(None, places):
        path = PurePosixPath(posixpath.normpath(place))
        whole = root / path
        try:
            if (
                not path.is_absolute()
                and ".." not in path.parts
                and whole.resolve().is_relative_to(inside)
                and whole.is_dir()
                and next(whole.iterdir(), None) is not None
            ):
                return path.as_posix()
        except (OSError, RuntimeError):
            # A name that no disk can hold, or a link that leads to itself.
            continue
    return ""
