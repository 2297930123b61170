"""Pages of a post as the PDF has them, drawn by a process of its own that is started when they are first asked for."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, cast

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import patch_docutils

from koushu.cli.progress import StatusReader, WarningReader
from koushu.cli.serve.director import PROCESSES
from koushu.cli.serve.records import Drawn
from koushu.typst_builder.compiler import CompilationFailed
from koushu.typst_builder.metadata import Entry
from koushu.typst_builder.volumes import Volume

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from koushu.cli.serve.records import Task
    from koushu.typst_builder.builder import TypstBuilder

_PATIENCE = 60


class Drawer:
    """Asks the drawing process, and starts another when the site was built anew."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._lock = Lock()
        self._build = -1
        self._channel: Connection | None = None
        self._process: BaseProcess | None = None
        self._kept: tuple[str, float, Drawn] = ("", 0.0, Drawn(""))

    def draw(self, path: str, build: int) -> Drawn:
        """Return the pages of a post as its source is now; several callers wait for each other."""
        with self._lock:
            changed = _changed(self._task.source / path)
            if self._kept[:2] == (path, changed) and self._build == build:
                return self._kept[2]
            if self._build != build or self._process is None or not self._process.is_alive():
                self._restart(build)
            drawn = self._ask(path)
            self._kept = (path, changed, drawn)
            return drawn

    def end(self) -> None:
        """End the process."""
        if self._process is not None and self._channel is not None:
            self._channel.close()
            self._process.terminate()

    def _restart(self, build: int) -> None:
        self.end()
        self._build = build
        self._channel, far = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=draw_pages, args=(far, self._task))
        self._process.start()
        far.close()

    def _ask(self, path: str) -> Drawn:
        failure = "the pages could not be drawn"
        if self._channel is None:
            return Drawn(path, failure=failure)
        try:
            self._channel.send(path)
            if self._channel.poll(_PATIENCE):
                return cast("Drawn", self._channel.recv())
        except (EOFError, OSError):
            self._process = None
        return Drawn(path, failure=failure)


def draw_pages(channel: Connection, task: Task) -> None:
    """Answer each path of a source with its pages, until the channel closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    said = WarningReader(lambda _line: None)
    with suppress(EOFError, OSError), patch_docutils(task.source):
        app = Sphinx(
            task.source,
            None if task.overrides else task.source,
            task.out / "pdf",
            task.out / "doctrees",
            "typst",
            {**(task.overrides or {}), **_SHOWN},
            status=cast("IO[str]", StatusReader(lambda _percent, _what: None)),
            warning=cast("IO[str]", said),
        )
        while True:
            path: str = channel.recv()
            try:
                channel.send(Drawn(path, tuple(_pages(app, path))))
            except (SphinxError, CompilationFailed, OSError) as error:
                channel.send(Drawn(path, failure=str(error)))


_SHOWN = {"hugo_build_drafts": True, "hugo_build_future": True, "hugo_build_expired": True}


def _pages(app: Sphinx, path: str) -> list[bytes]:
    builder = cast("TypstBuilder", app.builder)
    name = app.env.path2doc(str(Path(app.srcdir, path))) or path
    entry = Entry(name, "page", str(app.env.titles[name].astext()), "", "post", "page", path="page.pdf")
    builder.write_book(Volume(entry, None, opening=False))
    return builder.compiler.draw(builder.written[-1].path)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
