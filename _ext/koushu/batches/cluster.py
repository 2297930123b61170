"""Batches for the workers of a Dask cluster: one that is there already, or processes of this machine.

Dask gives a batch to another worker when one is lost. A batch can be done twice: it ends in the same files.
"""

from __future__ import annotations

import pickle
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sphinx
from sphinx.util import logging

from koushu.batches.bundle import clear, pack
from koushu.batches.job import Job, lay_out, versions
from koushu.messages import message
from koushu.staging.failures import BuildStopped, terminal_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from koushu.batches.tasks import Phase

logger = logging.getLogger(__name__)
WAIT: Final = 60
"""Seconds in which a cluster must have a worker."""
_OWN: Final = ("batches_engine", "batches_scheduler", "batches_share")


class Cluster:
    """The workers that one build sends its batches to; connected when the first batch is there."""

    def __init__(self, app: Sphinx, scheduler: str, share: str) -> None:
        self._app, self._scheduler = app, scheduler
        self._share = share or str(Path(app.doctreedir, "batches"))
        self._remote = bool(share)
        self._name = uuid.uuid4().hex
        self._open = ExitStack()
        self._client: Any = None

    @property
    def size(self) -> int:
        """Return how many workers there are now."""
        return len(self._connect().scheduler_info(n_workers=-1)["workers"])

    def run(self, phase: Phase, batches: Sequence[list[str]], take: Callable[..., None]) -> None:
        """Have every batch done by a worker, and take the results in the order of the batches."""
        from koushu.batches.replica import run_batch  # noqa: PLC0415 - needs the extra that Dask comes with

        client = self._connect()
        job = self._job(phase)
        futures = [
            client.submit(run_batch, job, batch, key=f"koushu-{self._name}-{phase}-{number}", pure=False)
            for number, batch in enumerate(batches)
        ]
        for batch, future in zip(batches, futures, strict=True):
            outcome = self._result(future)
            for record in outcome.logs:
                logger.handle(record)
            lay_out(outcome.files)
            take(batch, pickle.loads(outcome.result))  # noqa: S301 - from a worker that runs our own code
            future.release()

    def close(self) -> None:
        """Let the workers go, those that were started for this build too, and clear what was packed for them."""
        self._open.close()
        if self._client is not None:
            clear(self._share, self._name)

    def _result(self, future: Any) -> Any:  # noqa: ANN401 - what Dask has no types for
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            return future.result()
        except KilledWorker as error:
            raise BuildStopped(self._say("workers_lost", why=str(error))) from None

    def _job(self, phase: Phase) -> Job:
        """Write down what a worker needs to stand in for this process in one phase."""
        app = self._app
        values = {name: value for name, value in app.config.overrides.items() if name not in _OWN}
        # Sphinx takes these out of the values that it was given.
        values["extensions"] = list(app.config.extensions)
        folders = [app.srcdir, app.doctreedir, app.builder.outdir / "_static"] if self._remote else []
        job = Job(
            name=f"{self._name}-{phase}",
            phase=phase,
            source=str(app.srcdir),
            configuration=str(app.confdir) if Path(app.confdir, "conf.py").is_file() else "",
            doctrees=str(app.doctreedir),
            out=str(app.builder.outdir),
            builder=app.builder.name,
            values=pickle.dumps(values),
            tags=tuple(sorted(app.tags)),
            share=self._share,
            packed=tuple(str(folder) for folder in folders if folder.is_dir()),
            versions=versions(sphinx.__version__),
        )
        pack(self._share, job.name, pickle.dumps(app.env, pickle.HIGHEST_PROTOCOL), job.packed)
        return job

    def _connect(self) -> Any:  # noqa: ANN401
        if self._client is None:
            self._client = self._start()
        return self._client

    def _start(self) -> Any:  # noqa: ANN401
        try:
            import distributed  # noqa: PLC0415 - an extra, and 0.5 s to import
        except ImportError:
            raise BuildStopped(self._say("no_dask")) from None
        dask: Any = distributed
        where: Any = self._scheduler
        if not where:
            # One batch at a time in each, as Sphinx and docutils keep much for a whole process.
            local = dask.LocalCluster(
                n_workers=self._app.parallel,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=":0",
                memory_limit=0,
                silence_logs=50,
            )
            where = self._open.enter_context(local)
        try:
            client = self._open.enter_context(dask.Client(where, timeout=WAIT, set_as_default=False))
            client.wait_for_workers(1, timeout=WAIT)
        except (OSError, TimeoutError):
            raise BuildStopped(
                self._say("no_workers", address=self._scheduler or "127.0.0.1", seconds=WAIT)
            ) from None
        return client

    def _say(self, key: str, **values: object) -> str:
        return message(key, terminal_language(), **values)
