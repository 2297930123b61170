"""Builders of web sites that write a page when what it shows changed, whatever the times of files say."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.search import IndexBuilder
from sphinx.util.docutils import new_document
from sphinx.util.index_entries import split_index_msg

from koushu.drawings import EMPTY, clean_drawing
from koushu.hugo.rendering.net import FAULTS
from koushu.page_store import note_outputs, rows_of
from koushu.page_values import are_kept, looks_only, made_of, note_given, values_of
from koushu.posts.catalogue import catalogue_of, looks_stand, withheld_patterns
from koushu.posts.catalogue_values import of_catalogue
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.posts.rebuilding.documents import withheld_excluded
from koushu.posts.rebuilding.page_state import PageState, read_page_state
from koushu.posts.site.plain_pages import PlainPages
from koushu.running.asset_sums import are_found_in_place
from koushu.staged_files import fetch, live_path, place_in, standing, write_if_differs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    Base = StandaloneHTMLBuilder
else:
    Base = object

_SHEET: Final = "_static/koushu.css"
"""The style sheet of our theme, which is written last of all static files that pages link."""
# Of a page that is made of kept values: themes ask whether there is a tree, and not what is in it.
_NO_TREE: Final = new_document("")


class ExactPages(PlainPages, Base):
    """For a builder of a web site: which pages are written depends on page facts alone."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the documents without a page; those whose page shows something else are told when all is read."""
        # What feeds and search show of pages is kept when they are written.
        everything = rows_of(self._app).is_new()

        known, root = self.env.all_docs, f"{self.outdir}{os.sep}"
        posts = catalogue_of(self).by_docname
        files = of_catalogue(
            self, f"page-files-{self.name}", lambda: {one: self._place(one) for one in posts}
        )

        def is_page(docname: str) -> bool:
            place = files[docname] if docname in files else self._place(docname)
            return os.path.isfile(root + place)  # noqa: PTH113 - there is one for each post

        for docname in self.env.found_docs:
            if everything or docname not in known or not is_page(docname):
                yield docname

    def _place(self, docname: str) -> str:
        """Return the place of a page below the output folder."""
        return self.output_name(docname).removeprefix(f"{self.outdir}{os.sep}")

    _page_state: PageState | None = None

    def page_state(self) -> PageState:
        """Return digests of what every page depends on: configuration, templates, style sheets and scripts."""
        self._page_state = self._page_state or read_page_state(self)
        return self._page_state

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare, and have Sphinx's search index written in one order."""
        super().prepare_writing(docnames)
        for settings in (self.docsettings, self._settings):
            # Those of docutils, which no page links and every translator would look for on disk.
            settings.stylesheet = settings.stylesheet_path = ""
        if type(self.indexer) is IndexBuilder:
            self.indexer.__class__ = OrderedIndex

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages of documents; those of which nothing but looks changed are made of kept values."""
        made = {name for name in sorted(docnames & looks_only(self._app)) if self.write_kept(name)}
        if docnames - made:
            super().write_documents(docnames - made)

    def write_kept(self, pagename: str) -> bool:
        """Write a page with the values that were kept of it; return whether there were any."""
        values = values_of(self._app, pagename)
        if values is None:
            return False
        given, made = values
        self.secnumbers = self.env.toc_secnumbers.get(pagename, {})
        self.fignumbers = self.env.toc_fignumbers.get(pagename, {})
        self.current_docname = pagename
        tree = _NO_TREE if pagename in self.env.found_docs else None
        try:
            with made_of(self._app, made):
                self.handle_page(pagename, given | made, event_arg=tree)
        except FAULTS:
            return False
        return True

    def copy_static_files(self) -> None:
        """Copy style sheets, scripts and what else the theme has, unless they stand in the site."""
        if static_files_stand(self._app):
            # Some handlers of themes write into it.
            Path(self.outdir, "_static").mkdir(exist_ok=True)
        else:
            super().copy_static_files()

    def gen_indices(self) -> None:
        """Write the general index and those of domains, where they may be others than they were."""
        if not self._stands("genindex"):
            super().gen_indices()

    def dump_inventory(self) -> None:
        """Write what other sites may refer to, where it may be another than it was."""
        if not (lists_stand(self._app) and standing(Path(self.outdir, INVENTORY_FILENAME)).is_file()):
            super().dump_inventory()

    def _stands(self, page_name: str) -> bool:
        """Return whether a page of the whole site is as it was."""
        return (
            lists_stand(self._app)
            and looks_stand(self._app)
            and standing(Path(self.output_name(page_name))).is_file()
        )

    def copy_extra_files(self) -> None:
        """Copy what the publication wants to be copied, but no source that is withheld."""
        if self.config.html_extra_path:
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
        return UnchangedKept(self.output_name(page_name))

    def output_name(self, page_name: str) -> str:
        """Return the file of a page as text, which is asked four times for each page of the site in every build."""
        known: dict[str, str] = self.__dict__.setdefault("_page_files", {})
        if page_name not in known:
            known[page_name] = self.page_file(page_name)
        return place_in(os.fspath(self.outdir), known[page_name])

    def page_file(self, page_name: str) -> str:
        """Return the path of the file of a page below the output folder, with slashes."""
        return f"{page_name}{self.out_suffix}"

    def handle_page(self, pagename: str, *more: Any, outfilename: Path | None = None, **named: Any) -> None:  # noqa: ANN401
        """Write a page, and note that this build has it."""
        note_given(self._app, more[0] if more else named["addctx"])
        super().handle_page(pagename, *more, outfilename=outfilename, **named)
        note_outputs(self.config, [outfilename or self.output_name(pagename)])

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


def static_files_stand(app: Sphinx) -> bool:
    """Return whether the static files of our theme are those of the last build: nothing but bodies of posts changed."""
    return (
        looks_stand(app)
        and are_kept(app)
        and are_found_in_place()
        and live_path(Path(app.outdir, _SHEET)).is_file()
    )


def output_name(builder: StandaloneHTMLBuilder, page_name: str) -> str:
    """Return the file of a page of a web site, as text."""
    if isinstance(builder, ExactPages):
        return builder.output_name(page_name)
    return os.fspath(builder.get_output_path(page_name))


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
