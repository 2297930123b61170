"""Makes the index when all pages are written: what differs from the last one, or all of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koushu.page_store import forget, kept_first_lines, kept_signatures, kept_texts
from koushu.search.blocks import smallest
from koushu.search.editing import edited
from koushu.search.engine import engine
from koushu.search.files import facet_files, head_files, text_path
from koushu.search.index import Index
from koushu.search.keeping import INDEXED, PAGES, is_searched, read_groups, read_record, read_texts
from koushu.search.lists import Lists
from koushu.search.state import Numbered, State, keep_state
from koushu.staged_files import keep_later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx


def make_index(app: Sphinx, error: Exception | None) -> None:
    """Write the index of all pages below the site's root."""
    if error is not None or not is_searched(app):
        return
    builder: Any = app.builder
    found = kept_signatures(app, PAGES)
    signatures = {name: found[name] for name in app.env.found_docs if name in found}
    path = Path(app.doctreedir, f"search-{builder.name}.sqlite")
    state = State(path)
    state.distrust()
    try:
        index, stemmers = edited(app, state, signatures) or _made(app, signatures)
    except sqlite3.Error:
        # What cannot be read tells nothing.
        index, stemmers = _made(app, signatures)
    index.write("engine.js", engine(app, stemmers))
    index.finish()
    state.close()
    keep_later(app, lambda: _keep(app, path, index))


def _keep(app: Sphinx, path: Path, index: Index) -> None:
    """Keep the state of the index, when it is in place."""
    forget(app, INDEXED)
    keep_state(path, index.whole, index.changes, anew=index.is_whole)


def _made(app: Sphinx, signatures: Mapping[str, str]) -> tuple[Index, set[str]]:
    """Write all of the index, but for its script; return the algorithms of its pages as well."""
    index, lists = Index(app), Lists()
    heads = kept_first_lines(app, PAGES)
    found = (read_record(heads.get(name, "")) for name in signatures)
    records = sorted(filter(None, found), key=lambda record: record.order)
    index.changes.pages = {name: Numbered(signatures[name], None, None) for name in signatures}
    names = [record.docname for record in records]
    for number, (record, text) in enumerate(zip(records, kept_texts(app, PAGES, names), strict=True)):
        for place, told in enumerate(read_texts(text, record)):
            index.write(text_path(number, place), told)
        lists.add(number, read_groups(text, record))
        index.changes.pages[record.docname] = Numbered(signatures[record.docname], number, record)
    index.whole.pages = len(records)
    for block in lists.blocks(smallest(len(records))):
        first = next(iter(block))
        index.whole.firsts.append(first)
        index.write_block(first, block)
    for path, text in (*head_files(records), *facet_files(record.facets for record in records)):
        index.write(path, text)
    return index, {record.stemmer for record in records}
