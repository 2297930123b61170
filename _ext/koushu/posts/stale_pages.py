"""Pages that an earlier build wrote and this one has not: taken out of the web site before anything is written.

Only what a list of our own names is taken away; it lies beside the doctrees.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.page_store import SITES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NAME: Final = "written-pages-{}.json"


def remove_stale_pages(app: Sphinx, _env: BuildEnvironment) -> list[str]:
    """Remove each page of a document that is no more; no document is to be written for it."""
    out = Path(app.outdir)
    for name in sorted(_before(app) - _pages(app)):
        path = out / name
        if path.resolve().is_relative_to(out.resolve()) and path.is_file():
            path.unlink()
            _remove_empty(path.parent, out)
    return []


def note_pages(app: Sphinx, error: Exception | None) -> None:
    """Keep which pages of documents this build has."""
    if error is None and _is_site(app):
        names = json.dumps(sorted(_pages(app)), ensure_ascii=False)
        _manifest(app).write_text(names, encoding="utf-8")


def _pages(app: Sphinx) -> set[str]:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return set()
    names = (Path(builder.get_output_path(name)) for name in app.env.found_docs)
    return {path.relative_to(app.outdir).as_posix() for path in names}


def _before(app: Sphinx) -> set[str]:
    if not _is_site(app):
        return set()
    try:
        names = json.loads(_manifest(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()


def _is_site(app: Sphinx) -> bool:
    return app.builder.name in SITES and isinstance(app.builder, StandaloneHTMLBuilder)


def _manifest(app: Sphinx) -> Path:
    return Path(app.doctreedir) / _NAME.format(app.builder.name)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
