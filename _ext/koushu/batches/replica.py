"""A worker's stand-in for the main process: the same publication, configuration and environment."""

from __future__ import annotations

import io
import pickle
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sphinx
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace, patch_docutils

from koushu.batches import tasks
from koushu.batches.bundle import environment, unpack
from koushu.batches.job import Outcome, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.batches.job import Job

# Sphinx and docutils keep much for a whole process, so a worker with several threads uses one of them.
_lane: Final = ThreadPoolExecutor(1)
_standing: dict[str, Replica] = {}


def run_batch(job: Job, docnames: Sequence[str]) -> Outcome:
    """Do one batch; raises `RuntimeError` where the worker has other versions than the main process."""
    return _lane.submit(_run, job, docnames).result()


def _run(job: Job, docnames: Sequence[str]) -> Outcome:
    here = versions(sphinx.__version__)
    if here != job.versions:
        raise RuntimeError(f"a worker has {here}, expected {job.versions}")
    replica = _standing.get(job.name)
    if replica is None:
        for other in _standing.values():
            other.close()
        _standing.clear()
        replica = _standing[job.name] = Replica(job)
    return replica.run(docnames)


class Replica:
    """One application, which does batches of one job."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._open = ExitStack()
        self._alone = bool(job.packed) and unpack(job.share, job.name, job.packed)
        own = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="koushu-")))
        self._open.enter_context(patch_docutils(job.source))
        self._open.enter_context(docutils_namespace())
        # Folders of its own at first, so that it takes no lock of the main process.
        self._app = Sphinx(
            job.source,
            job.configuration or None,
            own / "out",
            own / "doctrees",
            job.builder,
            pickle.loads(job.values),  # noqa: S301 - from the main process
            status=None,
            warning=io.StringIO(),
            freshenv=True,
            tags=list(job.tags),
        )
        self._stand_in(own)

    def run(self, docnames: Sequence[str]) -> Outcome:
        """Do one batch."""
        before = self._written() if self._alone else {}
        collector = logging.LogCollector()
        with collector.collect():
            do = tasks.read_batch if self._job.phase == "read" else tasks.write_batch
            result = do(self._app, docnames)
        logging.convert_serializable(collector.logs)
        after = self._written() if self._alone else {}
        files = {path: Path(path).read_bytes() for path, state in after.items() if before.get(path) != state}
        return Outcome(pickle.dumps(result), collector.logs, files)

    def close(self) -> None:
        """Forget the application."""
        self._open.close()

    def _stand_in(self, own: Path) -> None:
        """Have the folders and the environment of the main process, as its other processes have them."""
        app, job = self._app, self._job
        for owner in (app, app.builder):
            for name, value in list(vars(owner).items()):
                moved = _moved(value, own / "out", job.out) or _moved(value, own / "doctrees", job.doctrees)
                if moved is not None:
                    setattr(owner, name, moved)
        env = pickle.loads(environment(job.share, job.name))  # noqa: S301 - from the main process
        env.setup(app)
        env._builder_cls = type(app.builder)  # noqa: SLF001 - as Sphinx does for an environment that it has loaded
        app.env = env
        builder: Any = app.builder
        builder.env = env
        if job.phase == "write":
            builder.prepare_writing(set(env.all_docs))

    def _written(self) -> Mapping[str, tuple[int, int]]:
        """Return the files of both folders with their times and sizes."""
        found = {}
        for folder in (self._job.doctrees, self._job.out):
            for path in Path(folder).rglob("*"):
                if path.is_file():
                    state = path.stat()
                    found[str(path)] = (state.st_mtime_ns, state.st_size)
        return found


def _moved(value: object, old: Path, new: str) -> Path | None:
    """Return a path below one folder as the same path below another; None for anything else."""
    if isinstance(value, Path) and value.is_relative_to(old.resolve()):
        return type(value)(Path(new, value.relative_to(old.resolve())))
    return None
