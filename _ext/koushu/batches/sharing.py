"""How the documents of a build are shared out: chunks of them, given to processes or to a cluster, and taken back.

Sphinx resolves every page in the main process and gives one process less to writing, so two processes write hardly
faster than one. Here a batch is resolved where it is written.
"""

from __future__ import annotations

import weakref
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from sphinx.util.display import status_iterator
from sphinx.util.parallel import make_chunks

from koushu.batches import tasks
from koushu.batches.cluster import Cluster
from koushu.batches.processes import batches_of, in_processes
from koushu.config import BatchesSettings, settings
from koushu.staged_files import SITES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

# Whose handlers keep nothing in the main process when a page is resolved.
_KNOWN: Final = frozenset({"koushu", "sphinx", "sphinxcontrib", "myst_parser"})
_DO: Final[dict[tasks.Phase, Callable[[Sphinx, Sequence[str]], Any]]] = {
    "read": tasks.read_batch,
    "write": tasks.write_batch,
}
_TAKE: Final[dict[tasks.Phase, Callable[[Sphinx, Sequence[str], Any], None]]] = {
    "read": tasks.take_read,
    "write": tasks.take_written,
}
_TOLD: Final[dict[tasks.Phase, tuple[str, str]]] = {
    "read": ("reading sources... ", "purple"),
    "write": ("writing output... ", "darkgreen"),
}


class Workers(Protocol):
    """Whoever works on batches."""

    def run(self, phase: tasks.Phase, batches: Sequence[list[str]], take: Callable[..., None]) -> None:
        """Have every batch done, and call `take(docnames, result)` for each."""


class Processes:
    """Processes of this machine."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app

    def run(self, phase: tasks.Phase, batches: Sequence[list[str]], take: Callable[..., None]) -> None:
        """Have every batch done by a process that has all that this one has."""
        for batch, done in zip(batches, in_processes(self._app, _DO[phase], batches), strict=True):
            take(batch, done)


_clusters: weakref.WeakKeyDictionary[Sphinx, Cluster] = weakref.WeakKeyDictionary()


def begin(app: Sphinx) -> None:
    """Replace how the builder shares out its documents (`builder-inited`)."""
    builder: Any = app.builder
    chosen = settings(app.config, BatchesSettings)
    if app.parallel < 2:
        return
    if chosen.engine == "dask":
        _clusters[app] = Cluster(app, chosen.scheduler, chosen.share)
    builder._read_parallel = partial(_share_out, app, "read")  # noqa: SLF001 - Sphinx has no public place for it
    if builder.name in SITES and _resolves_anywhere(app):
        builder._write_parallel = partial(_share_out, app, "write")  # noqa: SLF001


def end(app: Sphinx, _error: Exception | None) -> None:
    """Let the workers go (`build-finished`)."""
    cluster = _clusters.pop(app, None)
    if cluster is not None:
        cluster.close()


def _resolves_anywhere(app: Sphinx) -> bool:
    handlers = app.events.listeners.get("doctree-resolved", [])
    return {one.handler.__module__.partition(".")[0] for one in handlers} <= _KNOWN


def _share_out(app: Sphinx, phase: tasks.Phase, docnames: Sequence[str], nproc: int) -> None:
    """Stand in for `Builder._read_parallel` and `Builder._write_parallel`, which leave one process to the main one."""
    builder = app.builder
    if phase == "read":
        tasks.clear(app, docnames)
    elif _indexes(builder):
        type(builder)._write_parallel(builder, docnames, nproc)  # noqa: SLF001
        return
    else:
        # Templates are compiled here once, and not in every process again.
        tasks.take_written(app, docnames[:1], tasks.write_batch(app, docnames[:1]))
        docnames = docnames[1:]
    if not docnames:
        return
    cluster = _clusters.get(app)
    batches = (
        make_chunks(docnames, max(app.parallel, cluster.size))
        if cluster
        else batches_of(docnames, app.parallel)
    )
    words, colour = _TOLD[phase]
    progress = status_iterator(batches, words, colour, len(batches), app.verbosity)

    def take(done: list[str], result: Any) -> None:  # noqa: ANN401 - what the task has returned
        _TAKE[phase](app, done, result)
        next(progress)

    workers: Workers = cluster or Processes(app)
    workers.run(phase, batches, take)


def _indexes(builder: Any) -> bool:  # noqa: ANN401 - builders of web sites alone have an index
    """Return whether Sphinx's own search index is fed with every page, which only the main process can do."""
    return bool(getattr(builder, "search", False)) and getattr(builder, "indexer", None) is not None
