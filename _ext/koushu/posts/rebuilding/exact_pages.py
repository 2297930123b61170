"""Builders of web sites that write a page when what it shows changed, whatever the times of files say."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.search import IndexBuilder
from sphinx.util.index_entries import split_index_msg

from koushu.drawings import EMPTY, clean_drawing
from koushu.page_store import note_outputs, rows_of
from koushu.posts.catalogue import withheld_patterns
from koushu.posts.rebuilding.documents import withheld_excluded
from koushu.posts.site.plain_pages import PlainPages
from koushu.staged_files import fetch, write_if_differs
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders.html import StandaloneHTMLBuilder

    Base = StandaloneHTMLBuilder
else:
    Base = object

_LOOKS: tuple[str, ...] = (".css", ".css_t", ".css.jinja", ".js", ".js_t", ".js.jinja")
"""Suffixes of files whose check sums stand in every page."""


class ExactPages(PlainPages, Base):
    """For a builder of a web site: which pages are written depends on page facts alone."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the documents without a page; those whose page shows something else are told when all is read."""
        # What feeds and search show of pages is kept when they are written.
        everything = rows_of(self._app).is_new()
        for docname in self.env.found_docs:
            if everything or docname not in self.env.all_docs or not self.get_output_path(docname).is_file():
                yield docname

    _page_state = ""

    def page_state(self) -> str:
        """Return a digest of what every page depends on: configuration, templates, style sheets and scripts."""
        self._page_state = self._page_state or self._read_page_state()
        return self._page_state

    def _read_page_state(self) -> str:
        versions = f"{__version__} {sphinx.__version__}"
        digest = hashlib.sha256(
            f"{versions} {self.build_info.config_hash} {self.build_info.tags_hash}".encode()
        )
        templates = getattr(self.templates, "pathchain", ())
        static = [Path(folder, "static") for folder in self.theme.get_theme_dirs()]
        static += [Path(self.confdir, path) for path in self.config.html_static_path]
        for path in (*_files(templates, (".html", ".xml", ".css")), *_files(static, _LOOKS)):
            digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare, and have Sphinx's search index written in one order."""
        super().prepare_writing(docnames)
        if type(self.indexer) is IndexBuilder:
            self.indexer.__class__ = OrderedIndex

    def copy_extra_files(self) -> None:
        """Copy what the publication wants to be copied, but no source that is withheld."""
        with withheld_excluded(self.config, withheld_patterns(self)):
            super().copy_extra_files()

    def copy_image_files(self) -> None:
        """Copy the pictures of pages, drawings without what acts."""
        super().copy_image_files()
        clean_drawings(Path(self.outdir, self.imagedir))

    def copy_download_files(self) -> None:
        """Copy the files that pages offer, drawings without what acts."""
        super().copy_download_files()
        clean_drawings(Path(self.outdir, "_downloads"))

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the file of a page, which is written only when that changes it."""
        return UnchangedKept(super().get_output_path(page_name))

    def handle_page(self, pagename: str, *more: Any, outfilename: Path | None = None, **named: Any) -> None:  # noqa: ANN401
        """Write a page, and note that this build has it."""
        super().handle_page(pagename, *more, outfilename=outfilename, **named)
        note_outputs(self.config, [Path(outfilename or self.get_output_path(pagename))])

    def load_indexer(self, docnames: AbstractSet[str]) -> None:
        """Load Sphinx's search index as the last build has left it."""
        fetch(Path(self.outdir, self.searchindex_filename))
        super().load_indexer(docnames)

    def dump_search_index(self) -> None:
        """Write the search index; entries of the general index are in no index that Sphinx has kept."""
        if self.indexer is not None:
            entries = self.env.domains.index_domain.entries
            words = {name: index_entries(found) for name, found in entries.items() if found}
            self.indexer._index_entries = words  # noqa: SLF001 - Sphinx keeps those of this build's pages alone
        super().dump_search_index()


def clean_drawings(folder: Path) -> None:
    """Write each drawing below a folder of the output again, if anything in it acts."""
    for path in folder.rglob("*.[sS][vV][gG]") if folder.is_dir() else ():
        data = path.read_bytes()
        clean = clean_drawing(data)
        if clean != data:
            path.write_bytes(EMPTY if clean is None else clean)


class UnchangedKept(type(Path())):  # type: ignore[misc]
    """A file that keeps its time when the same text is written to it again."""

    def write_text(
        self, data: str, encoding: str | None = None, errors: str | None = None, *_newline: str | None
    ) -> int:
        """Write a text, unless the file holds it."""
        written = data.encode(encoding or "utf-8", errors or "strict")
        write_if_differs(self, written)
        return len(data)


class OrderedIndex(IndexBuilder):
    """Sphinx's search index, the same whether it was made at once or bit by bit."""

    def freeze(self) -> dict[str, Any]:
        """Return the index as data, without words that are in no page any more, and numbered in one order."""
        for mapping in (self._mapping, self._title_mapping):
            for word in [word for word, docnames in mapping.items() if not docnames]:
                del mapping[word]
        # Their numbers are given anew.
        self._objtypes.clear()
        self._objnames.clear()
        known = {name: entries for name, entries in self._index_entries.items() if name in self._titles}
        self._index_entries = dict(sorted(known.items()))
        return super().freeze()


def index_entries(found: Iterable[tuple[str, str, str, str, str | None]]) -> list[tuple[str, str, str]]:
    """Return the entries of a document as Sphinx's search index holds them: word, anchor, `main` or nothing."""
    entries: set[tuple[str, str, str]] = set()
    for kind, value, target, main, _ in found:
        with suppress(ValueError):
            words = split_index_msg(kind, value)
            entries |= {(word, target or "", main) for word in words}
    return sorted(entries)


def _files(folders: Iterable[str | Path], suffixes: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        if Path(folder).is_file():
            yield Path(folder)
        for root, inner, names in os.walk(folder):
            inner.sort()
            yield from (Path(root, name) for name in sorted(names) if name.endswith(suffixes))
