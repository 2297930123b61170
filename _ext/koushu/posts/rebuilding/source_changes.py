"""Which sources are read again: contents decide, and not the times of files.

A file that is put back with an old time counts as changed, and one that was only touched, or copied by a machine that
keeps no times, does not.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.document_facts import facts_of, packed_facts_of
from koushu.posts.catalogue import catalogue_of, catalogue_stands
from koushu.record import record
from koushu.told_changes import Told, is_watched, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_INPUTS: Final = "koushu_inputs"
_TIMES: Final = "koushu_input_times"
_OTHERS: Final = "koushu_other_inputs"
_METHOD: Final = "get_outdated_files"


@record
class Input:
    """A file that a document was read from."""

    path: str
    """Absolute."""
    stat: tuple[int, int, int]
    """Size, and times of the last change of contents and of anything: as long as they are the same, so is the file."""
    digest: str
    """Hash of the contents; empty where they are not known for certain, or the file was missed."""


@record
class Reading:
    """What a document was made from when it was read last."""

    time: int
    """As Sphinx keeps it, in microseconds."""
    inputs: tuple[Input, ...]


def note_inputs(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the contents of what was read in this build (`env-updated`); no document is to be written for it."""
    kept, times, others = _kept(env), facts_of(env, _TIMES), facts_of(env, _OTHERS)
    for docname in times.keys() - env.all_docs.keys():
        for store in (kept, times, others):
            store.pop(docname, None)
    for docname, time in env.all_docs.items():
        if times.get(docname) != time:
            reading = Reading(time, tuple(_inputs(app, docname, time)))
            kept[docname], times[docname] = reading, time
            others[docname] = _others(app, docname, reading)
    return []


def _others(app: Sphinx, docname: str, reading: Reading) -> tuple[str, ...]:
    """Return the inputs of a document beside its source: paths in the source folder, absolute ones outside of it.

    The source is among them where it is one of those that `koushu build` does not watch.
    """
    own, root = str(app.env.doc2path(docname)), f"{app.srcdir}{os.sep}"
    named = {one.path: one.path.removeprefix(root).replace(os.sep, "/") for one in reading.inputs}
    return tuple(name for path, name in named.items() if path != own or not is_watched(name))


def judge_by_contents(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the documents whose contents changed, and strike those where only times did (`env-get-outdated`).

    A file that a document misses may come anywhere, so such a document is read again.
    """
    found: list[str] = []
    kept = _kept(env)
    for docname in _suspects(app):
        if docname not in env.found_docs or docname in added or docname in removed:
            continue
        reading: Reading | None = kept.get(docname)
        if reading is None or not reading.inputs:
            continue
        if not all(_is_same(app, docname, one) for one in reading.inputs):
            found.append(docname)
        elif _is_kept(app, docname):
            changed.discard(docname)
    return found


def look_at_few(app: Sphinx) -> None:
    """Have Sphinx look at the few documents alone that can be out of date, where it is told which (`builder-inited`).

    It looks at the times of every source, and of every picture that one shows.
    """
    if _told_few(app) is not None:
        # On the object, since it is for one call: the environment is kept as it was.
        vars(app.env)[_METHOD] = partial(_outdated, app)


def _outdated(app: Sphinx, config_changed: bool) -> tuple[set[str], set[str], set[str]]:
    """Return what `BuildEnvironment.get_outdated_files` returns."""
    env, project = app.env, app.env.project
    vars(env).pop(_METHOD, None)
    if config_changed:
        return env.get_outdated_files(config_changed)
    everything, known = project.docnames, env.all_docs.keys()
    lost = set(_without_tree(app, everything))
    project.docnames = everything & {*_suspects(app), *env.reread_always, *lost, *(everything - known)}
    try:
        added, changed, _ = env.get_outdated_files(config_changed)
    finally:
        project.docnames = everything
    return added, changed, known - everything


def _without_tree(app: Sphinx, docnames: Iterable[str]) -> Iterator[str]:
    """Yield the documents that have no doctree; of each folder all names are asked for at once."""
    there: dict[str, set[str]] = {}
    for docname in docnames:
        folder, _, name = docname.rpartition("/")
        if folder not in there:
            try:
                with os.scandir(Path(app.doctreedir, folder)) as entries:
                    there[folder] = {entry.name for entry in entries}
            except OSError:
                there[folder] = set()
        if f"{name}.doctree" not in there[folder]:
            yield docname


def _told_few(app: Sphinx) -> Told | None:
    """Return what is told of a build for which few sources of posts changed, and nothing else."""
    watched = told.get()
    return watched if watched is not None and watched.changed is not None and catalogue_stands(app) else None


def _suspects(app: Sphinx) -> Iterable[str]:
    """Return the documents whose inputs are looked at: all, unless it is told that few sources of posts changed."""
    watched = _told_few(app)
    return list(_kept(app.env)) if watched is None else list(_touched(app, watched))


def _touched(app: Sphinx, watched: Told) -> Iterator[str]:
    """Yield the documents that are made of files that changed, or of such as are not watched."""
    env, changed = app.env, watched.changed or frozenset()
    out = Path(watched.out)
    skipped = f"{out.relative_to(app.srcdir).as_posix()}/" if out.is_relative_to(app.srcdir) else "/"
    yield from (name for path in changed if (name := env.path2doc(str(env.srcdir / path))))
    for docname, others in facts_of(env, _OTHERS).items():
        if any(path in changed or path.startswith(skipped) or not is_watched(path) for path in others):
            yield docname


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


def _kept(env: BuildEnvironment) -> MutableMapping[str, Reading]:
    return packed_facts_of(env, _INPUTS)
