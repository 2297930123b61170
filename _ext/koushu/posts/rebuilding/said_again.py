"""What was said of a document is said again in each build, as long as the document is neither read nor written anew.

Sphinx warns when it does something, so an unchanged fault falls silent in the next build, and a green build may hide
it. What is said while reading is kept with the environment; what is said while writing, for each builder beside it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from docutils import nodes
from sphinx.util.logging import (
    NAMESPACE,
    InfoFilter,
    SphinxWarningLogRecord,
    WarningStreamHandler,
    get_node_location,
    getLogger,
    is_suppressed_warning,
)

from koushu.batches.tasks import hear
from koushu.running.log_lines import on_one_line
from koushu.staged_files import keep_later, write_whole
from koushu.told_changes import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_KEPT: Final = "koushu_said"
# Formats whose builders write everything into one file.
_BOOKS: Final = frozenset({"latex", "typst", "texinfo", "man"})
# Before a digest, in place of the name of a document, which never holds this.
_BIBLIOGRAPHY: Final = "\0"
_strip_line: Final = re.compile(r"(?P<path>.*?)(?::\d*)?(?::<[^<>]*>)?").fullmatch


class Said(NamedTuple):
    """One warning as Sphinx was given it."""

    level: int
    message: str
    type: str
    subtype: str
    location: str
    """Path and line."""


@dataclass(eq=False)
class SaidAgain(logging.Handler):
    """Listens to all warnings of one build, and repeats those of earlier ones at its end."""

    app: Sphinx
    phase: Literal["", "starting", "reading", "writing"] = "starting"
    docnames: set[str] = field(default_factory=set)
    """What is read in this build."""
    written: set[str] = field(default_factory=set)
    heard: dict[Said, str] = field(default_factory=dict)
    """What was said in this build, with the document of which it was said, in order."""
    starting: list[Said] = field(default_factory=list)
    """What was said of bibliographies, which are parsed when they have changed."""
    reading: dict[Said, str] = field(default_factory=dict)
    writing: dict[Said, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning, if it is of a document."""
        path = self._path(getattr(record, "location", None))
        found = _strip_line(path)
        kind, subtype = str(getattr(record, "type", "") or ""), str(getattr(record, "subtype", "") or "")
        said = Said(record.levelno, record.getMessage(), kind, subtype, path)
        if self.phase == "starting":
            self.heard[said] = ""
            if kind == "bibtex" or subtype == "bibliography":
                self.starting.append(said)
            return
        docname = self.app.project.path2doc(found["path"]) if found and found["path"] else None
        if docname is None:
            return
        self.heard[said] = docname
        if self.phase:
            (self.reading if self.phase == "reading" else self.writing)[said] = docname

    def _path(self, location: Any) -> str:  # noqa: ANN401 - whatever was given to the logger
        """Return a location as Sphinx prints it: `path:line`."""
        if isinstance(location, nodes.Node):
            return get_node_location(location) or ""
        if isinstance(location, tuple):
            docname, line = location
            return f"{self.app.env.doc2path(docname)}:{line or ''}".rstrip(":") if docname else ""
        if isinstance(location, str) and location and ":" not in location:
            return str(self.app.env.doc2path(location))
        return str(location or "")

    # What follows are Sphinx's events, in their order.

    def begin_reading(self, _app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        """Take note of what is read (`env-before-read-docs`)."""
        self.docnames, self.phase = set(docnames), "reading"

    def end_reading(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Keep with the environment what was said of what was read (`env-updated`, before it is stored)."""
        self.phase = ""
        kept = _kept(env)
        gone = {name for name in kept.keys() - app.project.docnames if not name.startswith(_BIBLIOGRAPHY)}
        for docname in self.docnames | gone:
            kept.pop(docname, None)
        for said, docname in self.reading.items():
            kept.setdefault(docname, []).append(said)
        state = _bibliographies(app)
        if self.starting or state not in kept:
            for name in [name for name in kept if name.startswith(_BIBLIOGRAPHY)]:
                del kept[name]
            kept[state] = self.starting
        return []

    def begin_writing(self, _app: Sphinx, _builder: Builder) -> None:
        """Listen to what is said of what is written (`write-started`)."""
        self.phase = "writing"

    def note_written(self, app: Sphinx, _tree: nodes.document, docname: str) -> None:
        """Note that a document is written (`doctree-resolved`); a book is written with all of them."""
        whole = app.builder.format in _BOOKS or app.builder.name == "singlehtml"
        self.written |= set(app.env.found_docs) if whole else {docname}

    def note_pages(self, _app: Sphinx, docnames: list[str]) -> None:
        """Note pages that another process has written (`koushu-pages-written`)."""
        self.written |= set(docnames)

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Say again what was said before and still holds (`build-finished`)."""
        self.phase = ""
        logging.getLogger(NAMESPACE).removeHandler(self)
        if error is not None:
            return
        found, known = app.env.found_docs, _load(app)
        earlier = {
            name: list(said) for name, said in known.items() if name in found and name not in self.written
        }
        for said, docname in self.writing.items():
            if docname in found:
                earlier.setdefault(docname, []).append(said)
        if earlier != known:
            keep_later(app, lambda: _save(app, earlier))
        for one in (_kept(app.env), earlier):
            self._repeat(said for docname, all_said in sorted(one.items()) for said in all_said)

    def _repeat(self, said: Iterable[Said]) -> None:
        new = [one for one in dict.fromkeys(said) if one not in self.heard]
        self.heard.update(dict.fromkeys(new, ""))
        if told.get() is not None and _are_sphinx_own():
            print_at_once(self.app, new)
            return
        logger = getLogger(__name__)
        for one in new:
            logger.log(
                one.level, "%s", one.message, type=one.type, subtype=one.subtype, location=one.location
            )


def _are_sphinx_own() -> bool:
    """Return whether nobody but Sphinx itself takes what is warned of."""
    return all(
        type(one) is WarningStreamHandler or any(isinstance(each, InfoFilter) for each in one.filters)
        for one in logging.getLogger(NAMESPACE).handlers
    )


def print_at_once(app: Sphinx, said: Iterable[Said]) -> None:
    """Print warnings as Sphinx does, all at once: there may be thousands, which it passes from hand to hand."""
    lines = list(_lines(app, said))
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler) and lines:
            handler.stream.write("".join(lines))
    app._warncount += len(lines)  # noqa: SLF001 - Sphinx counts in its handler


def _lines(app: Sphinx, said: Iterable[Said]) -> Iterator[str]:
    hidden = frozenset(app.config.suppress_warnings)
    for one in said:
        if is_suppressed_warning(one.type, one.subtype, hidden):
            continue
        kind = f"{one.type}.{one.subtype}" if one.subtype else one.type
        mark = f" [{kind}]" if one.type and app.config.show_warning_types else ""
        level, place = _prefix(one.level), one.location
        if place and ":" not in place:
            place = str(app.env.doc2path(place))
        place = f"{on_one_line(place)}: " if place else ""
        message = on_one_line(one.message + mark)
        yield f"{place}{level if place or level not in message else ''}{message}\n"


@cache
def _prefix(level: int) -> str:
    """Return how Sphinx calls a level."""
    record = SphinxWarningLogRecord(NAMESPACE, level, "", 0, "", None, None)
    return str(record.prefix)


def listen(app: Sphinx, _config: Config) -> None:
    """Begin to listen, before anything is read (`config-inited`)."""
    handler = SaidAgain(app)
    # First, since Sphinx's own write the kind of a warning into its text.
    logging.getLogger(NAMESPACE).handlers.insert(0, handler)
    app.connect("env-before-read-docs", handler.begin_reading)
    # Behind all that looks through what was read.
    app.connect("env-updated", handler.end_reading, priority=950)
    app.connect("write-started", handler.begin_writing)
    app.connect("doctree-resolved", handler.note_written)
    hear(app, handler.note_pages)
    app.connect("build-finished", handler.finish, priority=950)


def _kept(env: BuildEnvironment) -> dict[str, list[Said]]:
    if not hasattr(env, _KEPT):
        setattr(env, _KEPT, {})
    found: dict[str, list[Said]] = getattr(env, _KEPT)
    return found


def _bibliographies(app: Sphinx) -> str:
    """Return what stands for the present contents of all bibliographies."""
    digest = hashlib.sha256()
    for name in getattr(app.config, "bibtex_bibfiles", ()):
        path = Path(app.srcdir, name)
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"\0"))
    return f"{_BIBLIOGRAPHY}{digest.hexdigest()}"


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"said-{app.builder.name}-rows.json")


def _load(app: Sphinx) -> dict[str, list[Said]]:
    try:
        kept = json.loads(_file(app).read_text(encoding="utf-8"))
        return {name: [Said._make(one) for one in said] for name, said in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _save(app: Sphinx, said: Mapping[str, list[Said]]) -> None:
    data = {name: list(dict.fromkeys(all_said)) for name, all_said in sorted(said.items())}
    write_whole(_file(app), json.dumps(data, ensure_ascii=True).encode())
