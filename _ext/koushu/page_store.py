"""What is kept of each page as it is written, for what is made when all pages are.

Pages are written by several processes, and only those that changed; so what is kept of each lies in a file of
its own, beside the doctrees.
"""

from __future__ import annotations

import hashlib
import shutil
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.staged_files import SITES, remove, write_if_differs, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = [
    "PAGE_FACTS",
    "SITES",
    "forget",
    "keep",
    "kept",
    "kept_signature",
    "note_outputs",
    "noted_outputs",
    "set_apart",
    "take_away",
    "tell_facts",
    "write_if_changed",
]
PAGE_FACTS: Final = "koushu-page-facts"
"""Sphinx event: `handler(app) -> Mapping[document name, text]`, asked once a build when all sources are read.

The text holds all that a feature shows on the page of a document of what is not in its own source.
"""


def tell_facts(app: Sphinx, handler: Callable[[Sphinx], Mapping[str, str]]) -> None:
    """Connect a handler to `koushu-page-facts`, whichever feature is loaded first."""
    if PAGE_FACTS not in app.events.events:
        app.add_event(PAGE_FACTS)
    app.connect(PAGE_FACTS, handler)


# The configuration is not ours to set attributes on, and several publications may live in one process.
_outputs: weakref.WeakKeyDictionary[Config, set[Path]] = weakref.WeakKeyDictionary()


def note_outputs(config: Config, paths: Iterable[Path]) -> None:
    """Note files of the site that this build has, written now or earlier, by their absolute paths.

    A file that was noted in an earlier build and in this one is not, is taken away at the end. To be called in the
    main process.
    """
    _outputs.setdefault(config, set()).update(paths)


def noted_outputs(config: Config) -> set[Path]:
    """Return the files that were noted in this build."""
    return _outputs.get(config, set())


def keep(app: Sphinx, kind: str, docname: str, text: str) -> None:
    """Keep a text of a page; `kind` says what it is."""
    write_whole(_path(app, kind, docname), text.encode())


def kept(app: Sphinx, kind: str, docname: str) -> str:
    """Return what was kept of a page when it was written last; empty when it never was."""
    try:
        return _path(app, kind, docname).read_text(encoding="utf-8")
    except OSError:
        return ""


def kept_signature(app: Sphinx, kind: str, docname: str) -> str:
    """Return what changes when what is kept of a page is written again; empty when nothing is kept."""
    try:
        found = _path(app, kind, docname).stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns:x}-{found.st_size:x}"


def set_apart(app: Sphinx, kind: str, other: str, docname: str) -> None:
    """Keep what is kept of a page as another kind, which stays until it is forgotten."""
    path, apart = _path(app, kind, docname), _path(app, other, docname)
    if path.exists() and not apart.exists():
        apart.parent.mkdir(parents=True, exist_ok=True)
        path.replace(apart)


def forget(app: Sphinx, kind: str) -> None:
    """Forget what is kept of all pages as one kind."""
    shutil.rmtree(_folder(app, kind), ignore_errors=True)


def _path(app: Sphinx, kind: str, docname: str) -> Path:
    # A document name may be longer than any file name.
    name = hashlib.sha256(docname.encode()).hexdigest()[:32]
    return _folder(app, kind) / name[:2] / name


def _folder(app: Sphinx, kind: str) -> Path:
    return Path(app.doctreedir, "pages", app.builder.name, kind)


def take_away(path: Path, out: Path) -> None:
    """Remove a file below a folder of output, and the folders that are empty without it: their names tell of it."""
    remove(path, out)


def write_if_changed(path: Path, text: str) -> None:
    """Write a file of the site, but only if that changes it."""
    write_if_differs(path, text.encode())
