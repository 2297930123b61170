"""What is kept of each page as it is written, for what is made when all pages are.

Pages are written by several processes, and only those that changed; what is kept of each is a row (`page_rows.py`).
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.page_rows import Change, PageRows
from koushu.staged_files import SITES, remove, write_if_differs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = [
    "PAGE_FACTS",
    "SITES",
    "forget",
    "keep",
    "kept",
    "kept_first_lines",
    "kept_signature",
    "kept_signatures",
    "kept_texts",
    "let_go",
    "note_outputs",
    "noted_outputs",
    "rows_of",
    "set_apart",
    "take_away",
    "tell_facts",
    "write_if_changed",
    "write_kept",
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
_outputs: weakref.WeakKeyDictionary[Config, set[str]] = weakref.WeakKeyDictionary()


def note_outputs(config: Config, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Note files of the site that this build has, written now or earlier, by their absolute paths.

    A file that was noted in an earlier build and in this one is not, is taken away at the end. To be called in the
    main process.
    """
    _outputs.setdefault(config, set()).update(os.fspath(path) for path in paths)


def noted_outputs(config: Config) -> set[str]:
    """Return the files that were noted in this build, by their absolute paths."""
    return _outputs.get(config, set())


def keep(app: Sphinx, kind: str, docname: str, text: str | Callable[[], str]) -> None:
    """Keep a text of a page, or what a function will return; `kind` says what it is."""
    rows_of(app).change(Change(kind, docname, text))


def kept(app: Sphinx, kind: str, docname: str) -> str:
    """Return what was kept of a page when it was written last; empty when it never was."""
    return rows_of(app).text(kind, docname)


def kept_first_lines(app: Sphinx, kind: str) -> dict[str, str]:
    """Return by document name the first line of what was kept of each page."""
    return rows_of(app).first_lines(kind)


def kept_texts(app: Sphinx, kind: str, docnames: Sequence[str]) -> Iterator[str]:
    """Yield what was kept of some pages, in their order."""
    return rows_of(app).texts(kind, docnames)


def kept_signatures(app: Sphinx, kind: str) -> dict[str, str]:
    """Return by document name what differs when something else is kept of its page."""
    return rows_of(app).signatures(kind)


def kept_signature(app: Sphinx, kind: str, docname: str) -> str:
    """Return what differs when something else is kept of a page; empty when nothing is."""
    return rows_of(app).signature(kind, docname)


def set_apart(app: Sphinx, kind: str, other: str, docname: str) -> None:
    """Keep what is kept of a page as another kind, which stays until it is forgotten."""
    rows_of(app).change(Change(kind, docname, "", other))


def forget(app: Sphinx, kind: str) -> None:
    """Forget what is kept of all pages as one kind."""
    rows_of(app).forget(kind)


_rows: weakref.WeakKeyDictionary[Sphinx, PageRows] = weakref.WeakKeyDictionary()


def rows_of(app: Sphinx) -> PageRows:
    """Return what is kept of the pages of a builder."""
    if app not in _rows:
        _rows[app] = PageRows(Path(app.doctreedir, f"pages-{app.builder.name}.sqlite"))
    return _rows[app]


def write_kept(app: Sphinx, error: Exception | None) -> None:
    """Write what is kept so far, for a build that follows (`build-finished`)."""
    if app in _rows and error is None:
        _rows[app].write()


def let_go(app: Sphinx, error: Exception | None) -> None:
    """Write the rest, and let the file go (`build-finished`)."""
    write_kept(app, error)
    if app in _rows:
        _rows.pop(app).close()


def take_away(path: Path, out: Path) -> None:
    """Remove a file below a folder of output, and the folders that are empty without it: their names tell of it."""
    remove(path, out)


def write_if_changed(path: Path, text: str) -> None:
    """Write a file of the site, but only if that changes it."""
    write_if_differs(path, text.encode())
