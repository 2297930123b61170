"""What is done with one batch of documents, wherever that happens, and what of it the main process must know."""

from __future__ import annotations

import pickle
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from sphinx.util.build_phase import BuildPhase

from koushu.page_store import rows_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from koushu.page_rows import Change

Phase = Literal["read", "write"]
PAGES_WRITTEN: Final = "koushu-pages-written"
"""Sphinx event in the main process: `handler(app, docnames)`, when another process has written pages."""


@record
class Written:
    """What writing a batch adds to the builder, beside files."""

    images: dict[str, str] = field(default_factory=dict)
    """Pictures that its pages show, as `Builder.images` has them."""
    kept: list[Change] = field(default_factory=list)
    """What is kept of its pages."""


def announce(app: Sphinx) -> None:
    """Add the event, whichever feature is loaded first."""
    if PAGES_WRITTEN not in app.events.events:
        app.add_event(PAGES_WRITTEN)


def hear(app: Sphinx, handler: Callable[[Sphinx, list[str]], object]) -> None:
    """Connect a handler to `koushu-pages-written`."""
    announce(app)
    app.connect(PAGES_WRITTEN, handler)


def read_batch(app: Sphinx, docnames: Sequence[str]) -> bytes:
    """Read sources; return the environment, pickled, for the main process to merge."""
    app.builder.phase = BuildPhase.READING
    for docname in docnames:
        app.builder.read_doc(docname, _cache=False)
    found = pickle.dumps(app.env, pickle.HIGHEST_PROTOCOL)
    # What the main process has by now would come with every further batch.
    clear(app, docnames)
    return found


def clear(app: Sphinx, docnames: Sequence[str]) -> None:
    """Forget what is known of documents, as Sphinx does before it reads them."""
    for docname in docnames:
        app.events.emit("env-purge-doc", app.env, docname)
        app.env.clear_doc(docname)


def take_read(app: Sphinx, docnames: Sequence[str], environment: bytes) -> None:
    """Merge what was read elsewhere."""
    app.env.merge_info_from(docnames, pickle.loads(environment), app)  # noqa: S301 - from our own process


def write_batch(app: Sphinx, docnames: Sequence[str]) -> Written:
    """Resolve and write the pages of documents, as Sphinx does one after the other."""
    return write_pages(app, docnames, partial(_write_document, app))


def write_pages(app: Sphinx, names: Sequence[str], write: Callable[[str], object]) -> Written:
    """Write pages one after the other; return what the main process must know of it."""
    builder = app.builder
    known, rows = set(builder.images), rows_of(app)
    rows.gather()
    for name in names:
        write(name)
    images = {uri: name for uri, name in builder.images.items() if uri not in known}
    return Written(images, rows.gathered())


def _write_document(app: Sphinx, docname: str) -> None:
    builder = app.builder
    builder.phase = BuildPhase.RESOLVING
    doctree = app.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)


def take_written(app: Sphinx, docnames: Sequence[str], written: Written) -> None:
    """Add to the builder what was written of documents elsewhere."""
    take_pages(app, written)
    app.emit(PAGES_WRITTEN, list(docnames))


def take_pages(app: Sphinx, written: Written) -> None:
    """Add to the builder what was written elsewhere."""
    app.builder.images.update(written.images)
    rows_of(app).change(*written.kept)
