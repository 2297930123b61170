"""Which sources are read again: contents decide, and not the times of files.

A file that is put back with an old time counts as changed, and one that was only touched, or copied by a machine that
keeps no times, does not.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.posts.catalogue import catalogue_of

if TYPE_CHECKING:
    import os

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_INPUTS: Final = "koushu_inputs"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a document was read from."""

    path: str
    """Absolute."""
    stat: tuple[int, int, int]
    """Size, and times of the last change of contents and of anything: as long as they are the same, so is the file."""
    digest: str
    """Hash of the contents; empty where they are not known for certain, or the file was missed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document was made from when it was read last."""

    time: int
    """As Sphinx keeps it, in microseconds."""
    inputs: tuple[Input, ...]


def note_inputs(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the contents of what was read in this build (`env-updated`); no document is to be written for it."""
    kept = _kept(env)
    for docname in kept.keys() - env.all_docs.keys():
        del kept[docname]
    for docname, time in env.all_docs.items():
        known = kept.get(docname)
        if known is None or known.time != time:
            kept[docname] = Reading(time, tuple(_inputs(app, docname, time)))
    return []


def judge_by_contents(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the documents whose contents changed, and strike those where only times did (`env-get-outdated`).

    A file that a document misses may come anywhere, so such a document is read again.
    """
    found: list[str] = []
    for docname, reading in _kept(env).items():
        if docname not in env.found_docs or docname in added or docname in removed or not reading.inputs:
            continue
        if not all(_is_same(app, docname, one) for one in reading.inputs):
            found.append(docname)
        elif _is_kept(app, docname):
            changed.discard(docname)
    return found


def _is_kept(app: Sphinx, docname: str) -> bool:
    """Return whether a document has its tree, and no directive wants it to be read each time."""
    return docname not in app.env.reread_always and Path(app.doctreedir, f"{docname}.doctree").is_file()


def _inputs(app: Sphinx, docname: str, time: int) -> list[Input]:
    """Return source and dependencies of a document; nothing where the source is none of the author's."""
    env = app.env
    source = Path(env.doc2path(docname))
    if not source.is_file():
        return []
    found = []
    for path in (source, *_dependencies(env, docname)):
        if not path.is_file():
            found.append(Input(str(path), (0, 0, 0), ""))
        else:
            stat = path.stat()
            # What was written after it was read may not be what was read.
            digest = _digest(app, docname, path) if stat.st_mtime_ns // 1000 <= time else ""
            found.append(Input(str(path), _signature(stat), digest))
    return found


def _dependencies(env: BuildEnvironment, docname: str) -> list[Path]:
    return [Path(env.srcdir, name) for name in sorted(map(str, env.dependencies.get(docname, ())))]


def _is_same(app: Sphinx, docname: str, one: Input) -> bool:
    path = Path(one.path)
    try:
        stat = path.stat()
    except OSError:
        return False
    return bool(one.digest) and (_signature(stat) == one.stat or _digest(app, docname, path) == one.digest)


def _signature(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _digest(app: Sphinx, docname: str, path: Path) -> str:
    post = catalogue_of(app).by_docname.get(docname)
    if post is not None and path == Path(app.srcdir, post.path):
        # The bytes that the catalogue has read, so that header and text are of one state.
        return post.digest
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _kept(env: BuildEnvironment) -> dict[str, Reading]:
    if not hasattr(env, _INPUTS):
        setattr(env, _INPUTS, {})
    found: dict[str, Reading] = getattr(env, _INPUTS)
    return found
