"""Files that an earlier build laid into the output and this one has not: taken away when the build ends.

Only what a list of our own names is taken away, which lies beside the doctrees; a file that somebody else has put into
the output folder never is.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.page_store import SITES, note_outputs, noted_outputs, take_away
from koushu.posts.catalogue import looks_stand
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.posts.rebuilding.exact_pages import output_name
from koushu.staged_files import OUTPUT_FILES, keep_later, live_path, standing, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

_BOOKS: Final = frozenset({"epub", "typst", "typstpdf"})
"""Builders of books, which note all that they lay into their folder."""
_STATIC: Final = "_static/"
"""Where all lies that looks decide on, apart from pages."""
_TEMPLATES: Final = ("_t", ".jinja")


def remove_stale_files(app: Sphinx, error: Exception | None) -> None:
    """Remove what the last build noted and this one did not, and keep what this one noted (`build-finished`)."""
    builder = app.builder
    if error is not None or builder.name not in SITES | _BOOKS:
        return
    contents_stand = builder.name in SITES and lists_stand(app) and _manifest(app).is_file()
    if contents_stand and looks_stand(app):
        # The site has the files that it had.
        return
    if builder.name in SITES and isinstance(builder, StandaloneHTMLBuilder):
        note_outputs(app.config, _own_files(app, builder))
    out = Path(app.outdir)
    # As text, since there are several files for each post.
    root = f"{out}{os.sep}"
    noted = (name.removeprefix(root) for name in noted_outputs(app.config) if name.startswith(root))
    now = {name.replace(os.sep, "/") for name in noted}
    if contents_stand:
        now |= {name for name in _kept(app) if not name.startswith(_STATIC)}
    kept = _kept(app)
    if not now <= kept:
        # Should this build be broken off while the site is put in place, the next one has to know of them.
        _keep(app, kept | now)
    for name in sorted(kept - now):
        _remove(out / name, out)
    keep_later(app, lambda: _keep(app, now))


def _own_files(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield what Sphinx lays into the site beside the pages that it writes in this process."""
    env, root = app.env, f"{Path(app.outdir)}{os.sep}"
    link = app.config.html_sourcelink_suffix
    for docname in env.found_docs:
        yield output_name(builder, docname)
        if app.config.html_copy_source:
            suffix = str(env.doc2path(docname, base=False))[len(docname) :]
            yield f"{root}_sources/{docname}{suffix}{link if suffix != link else ''}"
    yield from (f"{root}{builder.imagedir}/{name}" for _, name in env.images.values())
    yield from (f"{root}_downloads/{name}" for _, name in env.dlfiles.values())
    folders = [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    for entry in (*folders, *(Path(app.confdir, path) for path in app.config.html_static_path)):
        yield from (f"{root}_static/{name}" for name in _names(entry))
    for path in app.config.html_extra_path:
        yield from (f"{root}{name}" for name in _names(Path(app.confdir, path)))


def _names(entry: Path) -> Iterator[str]:
    """Yield the names under which a file, or all files of a folder, are copied."""
    if entry.is_file():
        yield _without_template(entry.name)
    for root, _, names in os.walk(entry):
        place = Path(root).relative_to(entry)
        yield from ((place / _without_template(name)).as_posix() for name in names)


def _without_template(name: str) -> str:
    return next((name.removesuffix(mark) for mark in _TEMPLATES if name.endswith(mark)), name)


def _remove(path: Path, out: Path) -> None:
    """Remove a file inside the output folder, and the folders that are empty without it."""
    found = standing(path)
    inside = found.parent.resolve().is_relative_to(live_path(out).resolve())
    if inside and (found.is_file() or found.is_symlink()):
        take_away(path, out)


def _kept(app: Sphinx) -> set[str]:
    try:
        kept = json.loads(_manifest(app).read_text(encoding="utf-8"))
        return set(map(str, kept["files"])) if kept["folder"] == str(live_path(Path(app.outdir))) else set()
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _keep(app: Sphinx, names: Iterable[str]) -> None:
    folder = str(live_path(Path(app.outdir)))
    text = json.dumps({"folder": folder, "files": sorted(names)}, ensure_ascii=False, indent=0)
    write_whole(_manifest(app), text.encode("utf-8", "surrogateescape"))


def _manifest(app: Sphinx) -> Path:
    return Path(app.doctreedir, OUTPUT_FILES.format(app.builder.name))
