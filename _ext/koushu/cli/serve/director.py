"""Watches the sources, has changes built, and tells every open page what became of them.

One worker is warm and answers edits; another builds everything after a pause and takes its place. A worker that fails
or dies takes nothing with it: what was shown before is shown still.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import time
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from watchfiles import DefaultFilter, awatch

from koushu import FEATURES
from koushu.cli.serve.records import Failed, Ready, Shown, Unknown, Warned
from koushu.cli.serve.worker import work

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import SpawnContext

    from koushu.cli.serve.records import Task
    from koushu.cli.serve.terminal import Terminal

# How long nothing may change before everything is built.
_PAUSE: Final = 1.5
_LONGEST_PAUSE: Final = 10.0
_SOON: Final = 0.1
_WAITING_LINES: Final = 100
_SKIPPED: Final = ("node_modules", "__pycache__", "_build", ".venv", "venv")
# Loading Sphinx takes a second; a fork of a process that has it takes none.
_METHOD: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
# Both kinds have the same methods.
PROCESSES: Final = cast("SpawnContext", multiprocessing.get_context(_METHOD))
# What every worker needs is imported by the process that they are forks of.
PROCESSES.set_forkserver_preload(["koushu.cli.serve.worker", *FEATURES])


class Worker:
    """One building process and the channel to it."""

    def __init__(self, task: Task) -> None:
        self.channel, far = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=work, args=(far, task), daemon=False)
        self.process.start()
        far.close()

    def stop(self) -> None:
        """Close the channel, which ends the process."""
        self.channel.close()

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self.channel.close()
        self.process.terminate()


class Director:
    """The state of the preview: what is shown, what is being built, who looks at it."""

    def __init__(self, task: Task, terminal: Terminal) -> None:
        self.task = task
        self.ready: Ready | None = None
        self.failure = ""
        self.build = 0
        """Counts whole builds."""
        self._terminal = terminal
        self._active: Worker | None = None
        self._next: Worker | None = None
        self._since: list[str] = []
        """Sources that changed after the next worker began."""
        self._due = 0.0
        self._listeners: set[asyncio.Queue[str]] = set()
        self._warnings: dict[str, tuple[Warned, ...]] = {}

    async def run(self) -> None:
        """Build and watch until cancelled."""
        self._begin(replace(self.task, jobs=os.cpu_count() or 1))
        try:
            await asyncio.gather(self._watch(), self._build_when_due())
        finally:
            for worker in filter(None, (self._active, self._next)):
                worker.end()

    def listen(self) -> asyncio.Queue[str]:
        """Return a queue that gets every event as JSON."""
        queue: asyncio.Queue[str] = asyncio.Queue(_WAITING_LINES)
        self._listeners.add(queue)
        return queue

    def forget(self, queue: asyncio.Queue[str]) -> None:
        """Send nothing more to a queue."""
        self._listeners.discard(queue)

    def state(self, address: str) -> Mapping[str, object]:
        """Return what a page shows beside its content: source, mark, warnings, whether a build runs or failed."""
        path = self.ready.pages.get(address, "") if self.ready else ""
        rest = (found for name, some in self._warnings.items() if name != path for found in some)
        return {
            "kind": "state",
            "path": path,
            "file": str(self.task.source / path) if path else "",
            "mark": self.ready.marks.get(path, "") if self.ready else "",
            "warnings": [self._located(one) for one in self._warnings.get(path, ())],
            "elsewhere": sum(1 for _ in rest),
            "building": self._next is not None,
            "failure": self.failure,
            "build": self.build,
        }

    def _located(self, one: Warned) -> Mapping[str, object]:
        return {**asdict(one), "file": str(self.task.source / one.path)}

    def _tell(self, kind: str, **values: object) -> None:
        text = json.dumps({"kind": kind, **values}, ensure_ascii=False)
        for queue in list(self._listeners):
            with suppress(asyncio.QueueFull):
                queue.put_nowait(text)

    def _begin(self, task: Task | None = None) -> None:
        """Start a worker that builds everything."""
        self._since = []
        self._due = 0.0
        self._next = Worker(task or self.task)
        self._attach(self._next)
        self._tell("building")

    def _attach(self, worker: Worker) -> None:
        asyncio.get_running_loop().add_reader(worker.channel.fileno(), self._hear, worker)

    def _detach(self, worker: Worker) -> None:
        asyncio.get_running_loop().remove_reader(worker.channel.fileno())

    def _hear(self, worker: Worker) -> None:
        """Take one message of a worker."""
        try:
            said = worker.channel.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        if isinstance(said, Ready):
            self._take_over(worker, said)
        elif isinstance(said, Shown) and worker is self._active:
            self._show(said)
        elif isinstance(said, Failed):
            self._fail(worker, said.message)
        elif isinstance(said, Unknown):
            self._due = self._due or time.monotonic() + _SOON

    def _take_over(self, worker: Worker, ready: Ready) -> None:
        if self._active:
            self._detach(self._active)
            self._active.stop()
        self._active, self._next = worker, None
        self.ready, self.failure = ready, ""
        self.build += 1
        news = {path: found for path, found in ready.warnings.items() if found != self._warnings.get(path)}
        self._warnings = dict(ready.warnings)
        self._terminal.built(ready, news)
        if self._since:
            self._send(list(dict.fromkeys(self._since)))
        self._tell("site", build=self.build)

    def _show(self, shown: Shown) -> None:
        before = self._warnings.get(shown.path, ())
        self._warnings[shown.path] = shown.warnings
        self._terminal.shown(shown, () if shown.warnings == before else shown.warnings)
        self._tell("page", page=shown.address)

    def _fail(self, worker: Worker, message: str) -> None:
        self._detach(worker)
        worker.stop()
        if worker is self._next:
            self._next = None
        self.failure = message
        self._terminal.failed(message)
        self._tell("failed", message=message)
        if self._since:
            self._due = time.monotonic() + _SOON

    def _lost(self, worker: Worker) -> None:
        """Go on without a worker that died; what it was to show is built as a whole."""
        if worker is self._active:
            self._detach(worker)
            worker.stop()
            self._active = None
            self._due = self._due or time.monotonic() + _SOON
        elif worker is self._next:
            self._fail(worker, self._terminal.died())

    async def _watch(self) -> None:
        skipped = [str(self.task.out), *(str(self.task.source / name) for name in _SKIPPED)]
        chosen = _Sources(ignore_paths=skipped, folder=self.task.source)
        async for changes in awatch(self.task.source, watch_filter=chosen, debounce=200, step=15):
            self._changed([Path(path) for _, path in changes])

    def _changed(self, files: list[Path]) -> None:
        paths = [path.relative_to(self.task.source).as_posix() for path in files]
        known = set(self.ready.pages.values()) if self.ready else set()
        edited = [path for path, file in zip(paths, files, strict=True) if path in known and file.is_file()]
        if self._next:
            self._since += paths
        if edited:
            self._send(edited)
        # What no page is made from may bear on all of them.
        pause = self._pause() if len(edited) == len(paths) else _SOON
        self._due = time.monotonic() + pause

    def _pause(self) -> float:
        """Return how long to wait for the author: the longer, the longer a whole build takes from the next edit."""
        return min(max(_PAUSE, self.ready.seconds / 2), _LONGEST_PAUSE) if self.ready else _PAUSE

    def _send(self, paths: list[str]) -> None:
        if self._active:
            with suppress(OSError, ValueError):
                self._active.channel.send(paths)

    async def _build_when_due(self) -> None:
        while True:
            await asyncio.sleep(_SOON)
            if self._due and not self._next and time.monotonic() >= self._due:
                self._begin()


class _Sources(DefaultFilter):
    """Passes what a site may be made from: no hidden file or folder, no copy that an editor makes."""

    def __init__(self, *, ignore_paths: list[str], folder: Path) -> None:
        super().__init__(ignore_paths=ignore_paths)
        self._folder = folder

    def __call__(self, change: object, path: str) -> bool:
        parts = Path(path).relative_to(self._folder).parts
        hidden = any(part.startswith((".", "#")) for part in parts) or path.endswith(("~", ".part", ".tmp"))
        return not hidden and super().__call__(change, path)  # type: ignore[arg-type]
