"""The process that builds: all once, then single pages as they are saved, with Sphinx kept warm.

A page is read and written by the application that has built the site, so an edit costs one page. What an edit changes
elsewhere (lists, search, feeds) is left to the next whole build, by another worker, which then takes over.
"""

from __future__ import annotations

import gc
import json
import signal
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import patch_docutils

from koushu.cli.findings import read_warnings
from koushu.cli.progress import StatusReader, WarningReader
from koushu.cli.serve.records import Failed, Ready, Shown, Unknown, Warned
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.publishing import Policy, withhold
from koushu.staging.failures import BuildStopped

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from koushu.cli.serve.records import Task
    from koushu.posts.records import Post

# Withheld posts are shown, and marked by the preview.
_ALL_POSTS: Final = {"hugo_build_drafts": True, "hugo_build_future": True, "hugo_build_expired": True}
_WARNINGS: Final = "warnings.json"


def work(channel: Connection, task: Task) -> None:
    """Build, tell so, and then write each page whose source is named, until the channel closes."""
    # The terminal's Ctrl+C is for the server, which closes the channel.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError), patch_docutils(task.source):
        try:
            worker = _Worker(task)
            channel.send(worker.build())
        except (SphinxError, OSError, BuildStopped) as error:
            channel.send(Failed(str(error)))
            return
        while True:
            paths: list[str] = channel.recv()
            for path in dict.fromkeys(paths):
                channel.send(worker.show(path))
            # While nobody waits.
            gc.collect()


class _Worker:
    """One application of Sphinx and what it has said."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._said = WarningReader(lambda _line: None)
        self._read: set[str] = set()
        self._app = Sphinx(
            task.source,
            None if task.overrides else task.source,
            task.site,
            task.out / "doctrees",
            task.builder,
            {**(task.overrides or {}), **_ALL_POSTS},
            status=cast("IO[str]", StatusReader(lambda _percent, _what: None)),
            warning=cast("IO[str]", self._said),
            parallel=task.jobs,
        )
        self._app.connect("env-before-read-docs", lambda _app, _env, names: self._read.update(names))

    def build(self) -> Ready:
        """Build what changed, and prepare for single pages."""
        start = time.perf_counter()
        app = self._app
        app.build()
        app.builder.prepare_writing(set())
        pages = {
            self._address(name): self._path(name)
            for name in app.env.found_docs
            if Path(app.env.doc2path(name)).is_file()
        }
        posts = {post.path: post for post in catalogue_of(app).posts}
        marks = {path: mark for path, post in posts.items() if (mark := _mark(post))}
        # What the site has left in memory is not looked through again, which takes seconds of an edit now and then.
        gc.freeze()
        gc.disable()
        seconds = time.perf_counter() - start
        return Ready(seconds, pages, marks, self._warnings(), site_language(app.config))

    def show(self, path: str) -> Shown | Unknown:
        """Return what became of one source whose text changed."""
        start = time.perf_counter()
        app = self._app
        builder, env = app.builder, app.env
        name = env.path2doc(str(Path(app.srcdir, path)))
        if name is None or name not in env.found_docs or not Path(env.doc2path(name)).is_file():
            return Unknown(path)
        said = len(self._said.lines)
        app.emit("env-purge-doc", env, name)
        env.clear_doc(name)
        try:
            builder.read_doc(name)
            doctree = env.get_and_resolve_doctree(name, builder)
            builder.write_doc_serialized(name, doctree)
            builder.write_doc(name, doctree)
        except (SphinxError, OSError):
            return Unknown(path)
        warnings = self._found(self._said.lines[said:]).get(path, ())
        return Shown(path, self._address(name), time.perf_counter() - start, warnings)

    def _path(self, name: str) -> str:
        return Path(self._app.env.doc2path(name)).relative_to(self._app.srcdir).as_posix()

    def _address(self, name: str) -> str:
        return f"/{self._app.builder.get_target_uri(name)}"

    def _warnings(self) -> dict[str, tuple[Warned, ...]]:
        """Return the warnings of all sources: those of this build, and of earlier ones for what it has not read."""
        store = self._task.out / _WARNINGS
        again = {self._path(name) for name in self._read if name in self._app.env.all_docs}
        there = {self._path(name) for name in self._app.env.found_docs}
        earlier = {path: found for path, found in _stored(store).items() if path in there - again}
        found = {**earlier, **self._found(self._said.lines)}
        data = {path: [asdict(one) for one in some] for path, some in found.items()}
        store.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return found

    def _found(self, lines: list[str]) -> dict[str, tuple[Warned, ...]]:
        found: dict[str, tuple[Warned, ...]] = {}
        for one in read_warnings(lines, str(self._app.srcdir)):
            warned = Warned(one.file, one.line, one.kind, one.message)
            found[one.file] = (*found.get(one.file, ()), warned)
        return found


def _stored(path: Path) -> dict[str, tuple[Warned, ...]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {name: tuple(Warned(**one) for one in found) for name, found in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _mark(post: Post) -> str:
    """Return why a post would be withheld, with the day on which that changes; nothing if it would not."""
    entry = withhold(post.path, post.meta, Policy(datetime.now(UTC)))
    if entry is None:
        return ""
    return f"{entry.reason} {entry.until.date().isoformat()}" if entry.until else entry.reason
