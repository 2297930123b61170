"""Which file of the site an address asks for: nothing outside of it, nothing hidden, no list of a folder.

Pure: a folder and an address in, a path out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_INDEX: Final = "index.html"
_LONGEST: Final = 2000
# Control characters, and what other systems take for a slash or a drive.
_REFUSED: Final = frozenset("\\:") | {chr(code) for code in (*range(32), 127)}


def find_file(site: Path, address: str) -> Path | None:
    """Return the file for the decoded path of an address, `index.html` for a folder; None when there is none.

    A folder is found only with the slash at its end, see `is_folder`.
    """
    path = _inside(site, address)
    if path is None:
        return None
    file = path / _INDEX if address.endswith("/") else path
    return file if file.is_file() and _is_below(file, site) else None


def is_folder(site: Path, address: str) -> bool:
    """Return whether an address without a slash at its end is that of a folder with a page."""
    path = None if address.endswith("/") else _inside(site, address)
    return path is not None and (path / _INDEX).is_file() and _is_below(path, site)


def _inside(site: Path, address: str) -> Path | None:
    if len(address) > _LONGEST or not address.startswith("/") or address.startswith("//"):
        return None
    parts = [part for part in address[1:].split("/") if part]
    if any(part.startswith(".") or _REFUSED & set(part) for part in parts):
        return None
    try:
        path = site.joinpath(*parts)
        os.fsencode(path)
    except UnicodeEncodeError:
        return None
    return path


def _is_below(path: Path, site: Path) -> bool:
    """Return whether a path stays in the site where links of the file system lead elsewhere."""
    try:
        return path.resolve(strict=True).is_relative_to(site.resolve())
    except OSError:
        return False
