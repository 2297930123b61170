"""Makes the index when all pages are written: what differs from the last one, or all of it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.page_store import forget, keep, kept, kept_signature, take_away, write_if_changed
from koushu.search.blocks import changed, path_of, smallest
from koushu.search.engine import engine
from koushu.search.files import data_of, facet_files, head_files, part_files, part_path, script
from koushu.search.keeping import INDEXED, PAGES, TERMS, is_searched, read_page, read_tails
from koushu.search.lists import Lists
from koushu.search.records import Record
from koushu.search.state import State, continues, hash_of, ordered, read_state
from koushu.staged_files import keep_later, live_path, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from koushu.search.records import Page

FOLDER: Final = "search-index"
_STATE: Final = ("search-state", "")


def make_index(app: Sphinx, error: Exception | None) -> None:
    """Write the index of all pages below the site's root."""
    if error is not None or not is_searched(app):
        return
    _Maker(app).make()


class _Maker:
    """Makes the index of one site."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.folder = Path(app.outdir, FOLDER)
        self.old = self._state()
        self.before = {record.docname: record for record in self.old.records}
        self.new = State(ordered(self._records()))

    def make(self) -> None:
        """Write what differs, and take away what is no part of the index any more."""
        # A build that is broken off leaves no state, so that the next one makes everything.
        keep(self.app, *_STATE, "")
        if not (self.old.records and self._continues() and self._change()):
            self.old = State()
            self._renew()
        self._write(head_files(self.new.records))
        self._write(facet_files(self.new.records))
        self._write([("engine.js", engine(self.app, {record.stemmer for record in self.new.records}))])
        self._write_manifest()
        for path in self._left_over():
            take_away(path, self.folder)
        keep_later(self.app, self._keep)

    def _keep(self) -> None:
        """Keep the state of the index, when it is in place."""
        forget(self.app, INDEXED)
        keep(self.app, *_STATE, self.new.text())

    def _state(self) -> State:
        """Return the last index, but none if one of its files is gone."""
        state = read_state(kept(self.app, *_STATE))
        return state if all(standing(self.folder / path).is_file() for path in state.files) else State()

    def _records(self) -> Iterator[Record]:
        for name in self.app.env.found_docs:
            signature = kept_signature(self.app, PAGES, name)
            known = self.before.get(name)
            if known is not None and known.signature == signature:
                yield known
            elif text := kept(self.app, PAGES, name):
                page = read_page(text)
                yield Record(
                    docname=name,
                    signature=signature,
                    url=page.url,
                    title=page.title,
                    order=page.order,
                    stemmer=page.stemmer,
                    facets=page.facets,
                    parts=len(page.parts),
                )

    def _continues(self) -> bool:
        old, new = self.old.records, self.new.records
        return continues(new, old) and smallest(len(new)) == smallest(len(old))

    def _renew(self) -> None:
        """Write the parts of all pages and all blocks."""
        self.new = State(self.new.records)
        lists = Lists()
        for number, record in enumerate(self.new.records):
            self._write(part_files(number, self._page(record)))
            lists.add(number, self._terms(record))
        for block in lists.blocks(smallest(len(self.new.records))):
            self._write_block(next(iter(block)), block)

    def _change(self) -> bool:
        """Write the parts of the pages that differ, and the blocks of their terms; return whether that was possible."""
        self.new.files = {
            path: name for path, name in self.old.files.items() if path.startswith(("pages/", "terms/"))
        }
        edits: defaultdict[str, dict[int, tuple[int, str] | None]] = defaultdict(dict)
        for number, record in enumerate(self.new.records):
            known = self.before.get(record.docname)
            if known is record:
                continue
            for part in range(known.parts if known else 0):
                self.new.files.pop(part_path(number, part))
            self._write(part_files(number, self._page(record)))
            before = self._terms(record, INDEXED) or self._terms(record) if known else {}
            after = self._terms(record)
            for term in before.keys() | after.keys():
                if before.get(term) != after.get(term):
                    edits[term][number] = after.get(term)
        try:
            self._change_blocks(edits)
        except LookupError:
            return False
        return True

    def _change_blocks(self, edits: dict[str, dict[int, tuple[int, str] | None]]) -> None:
        paths = {path_of(first) for first in self.old.firsts}
        blocks = list(changed(self.old.firsts, self._block, edits, smallest(len(self.new.records))))
        for first, block in blocks:
            paths.discard(path_of(first))
            if block is None:
                self.new.firsts.append(first)
            else:
                self._write_block(first, block)
        for path in paths:
            self.new.files.pop(path)

    def _block(self, first: str) -> dict[str, str]:
        path = path_of(first)
        text = standing(self.folder / path).read_text(encoding="utf-8")
        if hash_of(text) != self.old.files[path]:
            raise LookupError(path)
        whole: dict[str, str] = data_of(text)
        return whole

    def _page(self, record: Record) -> Page:
        return read_page(kept(self.app, PAGES, record.docname))

    def _terms(self, record: Record, kind: str = TERMS) -> dict[str, tuple[int, str]]:
        """Return the terms of a page: those it has, or those that the index has, where it was written since."""
        return read_tails(kept(self.app, kind, record.docname))

    def _write_block(self, first: str, block: dict[str, str]) -> None:
        self.new.firsts.append(first)
        self._write([(path_of(first), script("block", block))])

    def _write(self, files: Iterable[tuple[str, str]]) -> None:
        for path, text in files:
            name = hash_of(text)
            self.new.files[path] = name
            if self.old.files.get(path) != name:
                write_if_changed(self.folder / path, text)

    def _write_manifest(self) -> None:
        """Write what a page reads first; its version tells which copies of the other files are old."""
        known = {
            "version": self.new.version(),
            "pages": len(self.new.records),
            "blocks": "\n".join(self.new.firsts),
        }
        write_if_changed(self.folder / "manifest.js", script("manifest", known))

    def _left_over(self) -> list[Path]:
        known = {"manifest.js", *self.new.files}
        if self.old.records:
            return [self.folder / path for path in self.old.files.keys() - known]
        live = live_path(self.folder)
        found = (path.relative_to(live) for path in live.rglob("*.js"))
        return [self.folder / path for path in found if path.as_posix() not in known]
