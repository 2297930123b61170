"""A build from its first step to its last: its folders, its stage, and what is said when it fails."""

from __future__ import annotations

import errno
import os
import shutil
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from koushu.staged_files import OUTPUT_FILES, SITES, Stage, live_path, remove_parts
from koushu.staging.failures import BuildStopped, sentence_of
from koushu.staging.lock import lock_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.staging.lock import Lock

_MADE: Final = "made"
"""Folder beside the doctrees of sources that features have written."""
_PLACING: Final = ".koushu-placing"
"""Name of a file beside the doctrees that is there while a site is put in place."""
_KEPT: Final = frozenset((".bin", ".json", ".pickle", ".sqlite"))
"""Suffixes of what is kept beside the doctrees."""
_ROOM: Final = 4 * 2**20
"""Bytes that have to be free where a build begins: what is made anew lies beside the last until all of it is there."""
_locks: weakref.WeakKeyDictionary[Sphinx, tuple[Lock, Lock]] = weakref.WeakKeyDictionary()
_stages: weakref.WeakKeyDictionary[Sphinx, Stage] = weakref.WeakKeyDictionary()


def claim(app: Sphinx) -> None:
    """Take the folders of a build for it alone."""
    doctrees, out = Path(app.doctreedir), Path(app.outdir)
    try:
        locks = lock_folder(doctrees), lock_folder(out)
    except OSError as error:
        raise BuildStopped(sentence_of(error, out) or str(error)) from None
    _locks[app] = locks
    for lock in locks:
        weakref.finalize(app, lock.release)
    if (doctrees / _PLACING).exists():
        _forget(doctrees)
    full = next((folder for folder in (out, doctrees) if not _has_room(folder)), None)
    if full is not None:
        end(app, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(full)))


def _forget(doctrees: Path) -> None:
    """Take away what is kept of a site that was half put in place: nobody knows which of its files are of which build.

    The lists of what lies in an output stay, since what is in them and not made again has to go.
    """
    lists = OUTPUT_FILES.format("*")
    for path in doctrees.iterdir():
        if path.suffix in _KEPT and path.is_file() and not path.match(lists):
            path.unlink()
    (doctrees / _PLACING).unlink()


def _has_room(folder: Path) -> bool:
    try:
        found = shutil.disk_usage(folder)
    except OSError:
        return True
    # Some file systems tell nothing.
    return not found.total or found.free >= _ROOM


def begin(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Stage the output; return the documents that a broken build was reading (`env-get-outdated`)."""
    if app.builder.name in SITES:
        stage = Stage(Path(app.outdir))
        stage.open()
        _stages[app] = stage
        _move(app, stage.live, stage.folder)
    locks = _locks.get(app)
    left = list(locks[0].unfinished) if locks else []
    if left:
        _distrust_made(app, env)
        remove_parts(Path(app.doctreedir))
        remove_parts(live_path(Path(app.outdir)))
    return left


def _distrust_made(app: Sphinx, env: BuildEnvironment) -> None:
    """Have sources that features write read again: a broken build may have written others than it has told."""
    made = Path(app.doctreedir, _MADE)
    for docname in [name for name in env.all_docs if Path(env.doc2path(name)).is_relative_to(made)]:
        del env.all_docs[docname]


def note_reading(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    """Note what is read from here on, for the build that comes after a broken one (`env-before-read-docs`)."""
    locks = _locks.get(app)
    # The name of no document tells that something was begun.
    locks[0].note([*docnames, ""]) if locks else None


def publish(app: Sphinx, error: Exception | None) -> None:
    """Put the staged site in place, and then keep what the next build goes by (`build-finished`)."""
    stage = _stages.get(app)
    if error is None and stage is not None:
        placing = Path(app.doctreedir, _PLACING)
        placing.touch()
        stage.publish()
        _move(app, stage.folder, stage.live)
        del _stages[app]
        for keep in stage.later:
            keep()
        placing.unlink()


def end(app: Sphinx, error: Exception | None) -> None:
    """Give the folders free; raise `BuildStopped` where something outside the program ended the build."""
    stage = _stages.pop(app, None)
    if stage is not None:
        stage.discard()
        _move(app, stage.folder, stage.live)
    for lock in _locks.pop(app, ()):
        lock.release()
    if error is not None:
        sentence = sentence_of(error, Path(app.outdir), Path(app.doctreedir))
        if sentence:
            raise BuildStopped(sentence) from error


def _move(app: Sphinx, old: Path, new: Path) -> None:
    """Have Sphinx know another output folder, in whatever its builder has made of it."""
    for owner in (app, app.builder):
        for name, value in list(vars(owner).items()):
            if isinstance(value, Path) and value.is_relative_to(old) and not _is_elsewhere(app, value):
                moved: Any = type(value)(new / value.relative_to(old))
                setattr(owner, name, moved)


def _is_elsewhere(app: Sphinx, path: Path) -> bool:
    """Return whether a path below the output is no part of the site: doctrees lie there by default."""
    return path.is_relative_to(app.doctreedir)
