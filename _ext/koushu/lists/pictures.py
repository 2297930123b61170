"""Pictures on pages that are no documents: put where Sphinx puts those of documents."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from koushu.hugo.images import picture_fault
from koushu.lists.cards import Picture
from koushu.page_store import SITES, note_outputs
from koushu.pictures import offered_copies, picture_size
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import extract_of
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.record import record
from koushu.safe_path import real_file
from koushu.staged_files import standing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.lists.ways import Ways


@record
class _Source:
    """The file of a picture."""

    path: Path
    size: tuple[int, int]
    """In pixels; 0 where it is not known."""


_sources: WeakKeyDictionary[Config, dict[str, _Source | None]] = WeakKeyDictionary()
_SUFFIXES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


def picture_of(app: Sphinx, path: str, ways: Ways) -> Picture | None:
    """Return a picture by its path below the source folder; None when there is none there that browsers show."""
    source, name = _source(app, path), place_picture(app, path)
    if source is None:
        return None
    folder = app.builder.imagedir
    copies = tuple((ways.file(f"{folder}/{copy.name}"), copy.width) for copy in offered_copies(app, path))
    return Picture(ways.file(f"{folder}/{name}"), *source.size, copies)


def note_pictures(app: Sphinx, error: Exception | None) -> None:
    """Note the pictures that cards show and no document does (`build-finished`)."""
    if error is None and app.builder.name in SITES and not lists_stand(app):
        folder = Path(app.outdir, app.builder.imagedir)
        paths = {extract_of(app.env, post.docname).picture for post in catalogue_of(app).posts}
        own = (path for path in paths if path and path not in app.env.images)
        note_outputs(app.config, [folder / _own_name(path) for path in own])


def _own_name(path: str) -> str:
    return f"{hashlib.sha256(path.encode()).hexdigest()[:16]}{PurePosixPath(path).suffix.lower()}"


def place_picture(app: Sphinx, path: str) -> str:
    """Put a picture where Sphinx puts those of documents, and return its name there; empty when there is none."""
    source = _source(app, path)
    if source is None:
        return ""
    known = app.env.images.get(path)
    name = known[1] if known else _own_name(path)
    if not known:
        _copy(source.path, Path(app.outdir, app.builder.imagedir, name))
    return name


def _source(app: Sphinx, path: str) -> _Source | None:
    """Return the file of a picture, looked for once in each build and process."""
    known = _sources.setdefault(app.config, {})
    if path not in known:
        known[path] = _found(app, path) if path else None
    return known[path]


def _found(app: Sphinx, path: str) -> _Source | None:
    found = real_file(Path(app.srcdir), path) if path.lower().endswith(_SUFFIXES) else None
    # What a page does not show no list shows either; Sphinx has said that it cannot be read.
    if found is None or not os.access(found, os.R_OK):
        return None
    return _Source(found, picture_size(found) or (0, 0)) if picture_fault(found) is None else None


def _copy(source: Path, target: Path) -> None:
    """Copy a file unless it is there already; several processes may do so at once."""
    told = source.stat()
    found = standing(target)
    if found.is_file() and (found.stat().st_size, found.stat().st_mtime) == (told.st_size, told.st_mtime):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    shutil.copy2(source, part)
    part.replace(target)
