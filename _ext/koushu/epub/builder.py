"""The builder: Sphinx's EPUB builder with pages, package and container of our own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import __
from sphinx.util.display import status_iterator

from koushu.epub.binding import bind
from koushu.epub.contents import nav_points
from koushu.epub.editions import editions
from koushu.epub.index_page import index_body
from koushu.epub.links import Outside
from koushu.epub.package import language_tag
from koushu.epub.page import Page, clean_body, render_page
from koushu.epub.styles import STYLES, feature_styles
from koushu.messages import message
from koushu.page_store import note_outputs
from koushu.posts.book import reading_order
from koushu.posts.catalogue import catalogue_of
from koushu.posts.downloads import keep_list
from koushu.posts.parts import web_addresses
from koushu.posts.site.plain_pages import PlainPages
from koushu.problems import Kind, Problem, report
from koushu.running.places import line_of
from koushu.xhtml import forbidden_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_INDEX = "genindex"


class EpubBuilder(PlainPages, Epub3Builder):
    """Writes one EPUB 3.3 file with all published posts.

    Pages are made without the web theme: no script, no remote resource, no file that no page asks for.
    The output folder holds the pages as they were written last; the `.epub` is made from the current ones.
    """

    supported_image_types = [*Epub3Builder.supported_image_types, "image/webp"]  # noqa: RUF012 - Sphinx's attribute

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield documents that are out of date, and those without a page: some have no source in the folder."""
        missing = {name for name in self.env.found_docs if not Path(self.get_output_path(name)).is_file()}
        yield from missing.union(super().get_outdated_docs())

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return what a page needs, which is its title and its body."""
        title = self.env.longtitles.get(docname)
        return {"title": title.astext() if title is not None else "", "body": body, "metatags": metatags}

    def fix_ids(self, tree: nodes.document) -> None:
        """Leave identifiers alone; they get their names when all pages are bound together."""

    def add_visible_links(self, tree: nodes.document, show_urls: str = "no") -> None:
        """Print addresses beside their links if `conf.py` asks for it."""
        super().add_visible_links(tree, show_urls)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",  # noqa: ARG002 - the web theme's
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,  # noqa: ANN401
    ) -> None:
        """Write one page; a page without a body (a search form, another feature's list) has no place in a book."""
        if "genindexentries" in addctx:
            language = language_tag(self.config.epub_language)
            addctx = {"title": message("index", language), "body": index_body(addctx["genindexentries"])}
        if "body" not in addctx:
            return
        target = Path(outfilename) if outfilename else Path(self.get_output_path(pagename))
        target.parent.mkdir(parents=True, exist_ok=True)
        page = self._page(pagename, addctx, event_arg)
        self._report_forbidden(pagename, addctx["body"], event_arg)
        sheets = [*STYLES, *feature_styles(self)]
        body = clean_body(addctx["body"], chapter=page.epub_type == "bodymatter")
        target.write_text(render_page(page, body, sheets), encoding="utf-8")

    def _page(self, pagename: str, context: dict[str, Any], doctree: object) -> Page:
        language = doctree.get("language", "") if isinstance(doctree, nodes.document) else ""
        title = context.get("title", "") or self.config.epub_title
        kind = "bodymatter" if isinstance(doctree, nodes.document) else "backmatter"
        return Page(
            pagename + self.out_suffix, title, language or language_tag(self.config.epub_language), kind
        )

    def _report_forbidden(self, pagename: str, body: str, doctree: object) -> None:
        found = forbidden_characters(body)
        if found:
            names = ", ".join(f"U+{ord(char):04X}" for char in found)
            problem = Problem(
                Kind.EPUB_CHARACTER,
                _line_with(doctree, found),
                f"{names} cannot stand in an EPUB page; expected printable text. Shown as U+FFFD.",
            )
            source = doctree.get("source") if isinstance(doctree, nodes.document) else None
            report(problem, source or pagename)

    def copy_assets(self) -> None:
        """Copy nothing: the theme's scripts and styles are for the web."""

    def gen_pages_from_extensions(self) -> None:
        """Make none: other features' own pages are for the web."""

    def gen_additional_pages(self) -> None:
        """Make none: `html_additional_pages` are for the web."""

    def gen_indices(self) -> None:
        """Write the index if the book has any entry."""
        Path(self.get_output_path(_INDEX)).unlink(missing_ok=True)
        if self.use_index and IndexEntries(self.env).create_index(self):
            self.write_genindex()

    def handle_finish(self) -> None:
        """Bind the pages into the book."""
        addresses = web_addresses(self, ())
        pages = {name + self.out_suffix: addresses.get(name, "") for name in self.env.found_docs}
        outside = Outside(self.config.html_baseurl, pages)
        books = list(editions(self, self._reading_order()))
        for edition in status_iterator(
            books, __("binding "), "darkgreen", len(books), stringify_func=lambda one: one.path
        ):
            bind(self, edition, outside, self.table_of_contents)
        folder = Path(self.outdir)
        note_outputs(self.config, [Path(self.get_output_path(name)) for name in self.env.found_docs])
        keep_list(folder, (edition.path for edition in books if edition.part))

    def _reading_order(self) -> dict[str, str]:
        names = reading_order(self)
        names += [_INDEX] if Path(self.get_output_path(_INDEX)).is_file() else []
        return {name: name + self.out_suffix for name in names}

    def table_of_contents(self, paths: dict[str, str]) -> list[Any]:
        """Return the navigation points of the documents in `paths`."""
        language = language_tag(self.config.epub_language)
        posts = catalogue_of(self).posts
        languages = {post.docname: post.language for post in posts if post.language != language}
        titles = {_INDEX: message("index", language)}
        return nav_points(self.env, paths, languages, self.config.epub_tocdepth, titles)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare as for HTML, without domain indices, whose pages are made by the web theme."""
        super().prepare_writing(docnames)
        self.domain_indices = []


def _line_with(doctree: object, characters: Sequence[str]) -> int:
    """Return the 1-based line of the block in which one of the characters stands, 1 where it is none of the text."""
    if isinstance(doctree, nodes.document):
        for text in doctree.findall(nodes.Text):
            if any(one in text for one in characters):
                return line_of(text)
    return 1
