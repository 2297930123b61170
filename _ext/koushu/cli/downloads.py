"""Puts the files of single posts and other parts beside their pages in the web site."""

from __future__ import annotations

import filecmp
import json
import shutil
from typing import TYPE_CHECKING, Final

from koushu.page_store import take_away

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

_LIST: Final = "downloads.json"
_FOLDER: Final = "downloads/"


def place_downloads(site: Path, work: Path, folders: Iterable[Path]) -> int:
    """Copy every file that builders list in `downloads.json` of their folders below `site`; return how many there are.

    `work` keeps which of the files in the site are ours: one that the author has put at the same place stays, and what
    is listed no longer is taken away.
    """
    if not site.is_dir():
        return 0
    note = work / _LIST
    ours = set(_listed(note))
    placed: list[str] = []
    for folder in folders:
        for name in _listed(folder / _LIST):
            path = name.removeprefix(_FOLDER)
            if _place(folder / name, site / path, replace=path in ours):
                placed.append(path)
    for path in ours - set(placed):
        take_away(site / path, site)
    if placed or ours:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(sorted(placed), ensure_ascii=False), encoding="utf-8")
    return len(placed)


def placed_formats(folders: Mapping[str, Path], made: Collection[str]) -> list[str]:
    """Return the formats of books of parts that lie in the site when this build ends, by name.

    These are those that are `made` now, and those of which an earlier build has left a list in its folder.
    """
    return sorted(name for name, folder in folders.items() if name in made or (folder / _LIST).is_file())


def _listed(path: Path) -> list[str]:
    """Return the names in a list; none leads out of its folder."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    found = [str(name) for name in names] if isinstance(names, list) else []
    return [name for name in found if not name.startswith("/") and ".." not in name.split("/")]


def _place(source: Path, target: Path, *, replace: bool) -> bool:
    """Return whether the file is in its place now, and ours."""
    if not source.is_file() or (target.exists() and not replace):
        return False
    if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        shutil.copyfile(source, part)
        part.replace(target)
    return True
