"""The builders `typst` (sources) and `typstpdf` (sources and PDF)."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.locale import __
from sphinx.util.display import progress_message, status_iterator

from koushu.config import TypstSettings, settings
from koushu.messages import message
from koushu.page_store import note_outputs
from koushu.posts.book_matter import colophon
from koushu.posts.catalogue import configuration_file, site_language
from koushu.posts.chosen_parts import is_whole
from koushu.posts.downloads import keep_list
from koushu.posts.parts import web_addresses
from koushu.problems import Kind, Problem, report, report_all
from koushu.typst_builder.assembly import assemble
from koushu.typst_builder.book import Book, Targets, collect_footnotes, outer_sections
from koushu.typst_builder.compiler import Compiler
from koushu.typst_builder.dividing import divide_into_parts
from koushu.typst_builder.document import Design, document, first_body_line, preamble, theme_module
from koushu.typst_builder.fonts import find_fonts
from koushu.typst_builder.freshness import digest_of, is_fresh, note_digest
from koushu.typst_builder.glyphs import characters_of, substitutes
from koushu.typst_builder.indexing import add_index, index_lines
from koushu.typst_builder.metadata import (
    about_book,
    book_entries,
    book_metadata,
    book_words,
    document_languages,
)
from koushu.typst_builder.parts import part_volumes
from koushu.typst_builder.printing import print_pdf, report_said
from koushu.typst_builder.probing import printable_formulas, printable_images
from koushu.typst_builder.term_indexes import term_indexes
from koushu.typst_builder.translator import TypstTranslator
from koushu.typst_builder.volumes import volumes_of
from koushu.typst_builder.written import Written

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes

    from koushu.typst_builder.compiler import Diagnostic
    from koushu.typst_builder.document import Metadata
    from koushu.typst_builder.metadata import Entry
    from koushu.typst_builder.printing import Said
    from koushu.typst_builder.volumes import Volume

_ASSETS = Path(__file__).parent / "assets"
# Imported by the template itself, not by the document.
_PRIVATE_MODULES = {"themes.typ"}


class TypstBuilder(Builder):
    """Writes `main.typ`, the modules it imports, and the pictures."""

    name = "typst"
    format = "typst"
    epilog = __("The Typst files are in %(outdir)s.")
    allow_parallel = True
    supported_image_types = [  # noqa: RUF012 - as declared by Sphinx
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # Remote pictures are named, never fetched; without this Sphinx would download them.
    supported_remote_images = True
    default_translator_class = TypstTranslator

    def init(self) -> None:
        """Read the settings and find the fonts."""
        self.docnames: set[str] = set()
        self.settings = settings(self.config, TypstSettings)
        folders = [str(Path(self.srcdir, name)) for name in self.settings.font_paths]
        self.fonts = find_fonts(folders)
        report_all(self.fonts.problems, configuration_file(self))
        self.compiler = Compiler(self.fonts.paths)
        self.written: list[Written] = []
        self._furnished: set[Path] = set()

    def get_outdated_docs(self) -> str:
        """Return that a book depends on everything."""
        # A plain string: Sphinx takes a translated one, which is an object of its own, for a list of names.
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that the translator takes for a label; one outside the book leads to its web page."""
        if docname not in self.env.all_docs:
            raise NoUri(docname, typ)
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return the address of a document, which is the same from everywhere."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing to prepare: what is written needs the assembled tree."""

    def copy_assets(self) -> None:
        """Nothing to copy yet: each book has its files in its own folder."""

    def _modules(self) -> list[Path]:
        return [*sorted(_ASSETS.glob("*.typ")), *map(Path, self.settings.modules)]

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write each book of the configuration, or those parts alone that are wanted so."""
        entries, problems = book_entries(self.config, self.settings, self.env.all_docs)
        report_all(problems, configuration_file(self))
        for entry in entries if is_whole(self.app) else ():
            for volume in volumes_of(self, entry, self.settings.volume_posts):
                with progress_message(__("writing %s") % volume.entry.name, nonl=False):
                    self.write_book(volume)
        parts = list(part_volumes(self, self.settings.theme))
        for volume in status_iterator(
            parts, __("writing "), "darkgreen", len(parts), stringify_func=lambda one: one.entry.title
        ):
            self.write_book(volume)

    def write_book(self, volume: Volume) -> None:
        """Write the Typst code of one volume, its modules and its pictures."""
        entry = volume.entry
        folder = Path(self.outdir, entry.folder)
        design = self._design(entry)
        self.images.clear()
        tree = assemble(self, volume, self.docnames)
        if entry.theme != "post" and self.settings.part_by:
            divided = divide_into_parts(self, tree, self.settings.part_by)
            design = replace(design, chapter_level=2 if divided else 1)
        self.post_process_images(tree)
        design = replace(design, cover=self._cover(folder))
        self._write_modules(folder, design)
        about = about_book(self, entry, self.docnames)
        metadata = book_metadata(self, entry, about, volume.subtitle_after(self.settings.subtitle))
        translator = cast(
            "TypstTranslator", self.create_translator(tree, self, self._book(tree, folder, metadata))
        )
        tree.walkabout(translator)
        if entry.theme != "post":
            self._add_indexes(translator, metadata.language)
        names = [path.name for path in self._modules() if path.name not in _PRIVATE_MODULES]
        lines = colophon(self, about, self.docnames, metadata.printed_date)
        head = preamble(metadata, design, names, book_words(self.config), lines)
        path = folder / (f"{entry.name}.typ" if entry.is_part else "main.typ")
        path.write_text(document(head, translator.astext()), encoding="utf-8")
        origins = tuple(translator.code.origins)
        seconds = int(metadata.date.timestamp()) if metadata.date else 0
        pdf = Path(self.outdir, entry.path or f"{entry.name}.pdf")
        pictures = tuple(folder / name for name in translator.book.images.values())
        note_outputs(self.config, [path, path.with_suffix(".digest")])
        stretches = tuple(translator.code.stretches)
        first_line = first_body_line(head)
        self.written.append(Written(path, pdf, origins, first_line, seconds, about, pictures, stretches))

    def _write_modules(self, folder: Path, design: Design) -> None:
        """Copy the template and the modules of every feature, and write the theme they read.

        The books of parts share their folder, and so do all of them the theme.
        """
        if folder in self._furnished:
            return
        self._furnished.add(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for path in self._modules():
            shutil.copyfile(path, folder / path.name)
        language = site_language(self.config).partition("-")[0].lower()
        (folder / "theme.typ").write_text(theme_module(design, language), encoding="utf-8")

    def _cover(self, folder: Path) -> str:
        """Copy the picture of the cover and return its path below the folder; nothing where there is none."""
        name = self.settings.cover
        source = Path(self.srcdir, name)
        if not name:
            return ""
        if not source.is_file() or not source.resolve().is_relative_to(Path(self.srcdir).resolve()):
            message = (
                f"found no picture {name!r} for `typst_cover`; expected its path below the source folder"
            )
            report(Problem(Kind.TYPST_IMAGE, 0, message), configuration_file(self))
            return ""
        target = folder / f"cover{source.suffix.lower()}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return target.name

    def _add_indexes(self, translator: TypstTranslator, language: str) -> None:
        """Add the indexes that end a book."""
        targets, wanted = translator.book.targets, self.settings.indexes
        for kind, lines in term_indexes(self, self.docnames, targets, wanted):
            add_index(translator, lines, message(kind, language))
        if "index" in wanted:
            add_index(translator, index_lines(self, targets), message("index", language))

    def _book(self, tree: nodes.document, folder: Path, metadata: Metadata) -> Book:
        """Return what the translator has to know of the whole book."""
        more = metadata.title + metadata.subtitle + "".join(metadata.authors)
        characters = characters_of(tree, lambda docname: str(self.env.doc2path(docname, base=False)), more)
        return Book(
            Targets(tree),
            language=metadata.language,
            languages=document_languages(self, self.docnames),
            footnotes=collect_footnotes(tree),
            formulas=printable_formulas(self.compiler, tree, folder),
            images=printable_images(self, self.compiler, folder),
            substitutes=substitutes(
                characters, self.fonts.files(), self.compiler, folder, configuration_file(self)
            ),
            outer_sections=outer_sections(tree),
            addresses=web_addresses(self, self.docnames),
        )

    def _design(self, entry: Entry) -> Design:
        chosen = self.settings
        return Design(
            theme=entry.theme,
            paper=chosen.papersize,
            options={**self.fonts.faces, **chosen.theme_options},
            hyphenate=chosen.hyphenate,
            contents_depth=chosen.contents_depth,
        )


class TypstPDFBuilder(TypstBuilder):
    """Writes the Typst sources and compiles each book to a PDF."""

    name = "typstpdf"
    epilog = __("The PDF files are in %(outdir)s.")

    def finish(self) -> None:
        """Compile what was written, several at a time where the build may use several processors."""
        fonts = self.fonts.files()
        digests = {
            one.path: digest_of(one, [*self._module_files(one), *one.pictures], fonts) for one in self.written
        }
        waiting = [one for one in self.written if not is_fresh(one, digests[one.path])]
        # The compiler lets other threads run.
        with ThreadPoolExecutor(max(1, self.app.parallel)) as pool:
            culprits: dict[str, Diagnostic] = {}
            made = pool.map(lambda one: print_pdf(self.compiler, one, culprits), waiting)
            names = (one.pdf.name for one in waiting)
            reported: set[Said] = set()
            for one, said in zip(
                waiting,
                status_iterator(
                    made, __("compiling "), "darkgreen", len(waiting), stringify_func=lambda _: next(names)
                ),
                strict=True,
            ):
                for what in said:
                    # Several books may hold the same post.
                    if not what.origin.docname or what not in reported:
                        report_said(self.env, one, what)
                reported.update(said)
                # What the compiler says is said by each build.
                note_digest(one, "" if said else digests[one.path])
        self._remove_old()
        folder = Path(self.outdir)
        parts = (
            one.pdf.relative_to(folder)
            for one in self.written
            if one.pdf.parent != folder and one.pdf.is_file()
        )
        keep_list(folder, (path.as_posix() for path in parts))

    def _module_files(self, written: Written) -> list[Path]:
        return [
            written.path.parent / name for name in ("theme.typ", *(path.name for path in self._modules()))
        ]

    def _remove_old(self) -> None:
        """Take away what an earlier build has left of a book that has other volumes now."""
        folder = Path(self.outdir)
        whole = [written for written in self.written if written.pdf.parent == folder]
        current = {written.pdf for written in whole}
        names = {written.pdf.stem.partition("-part-")[0] for written in whole}
        for name in names:
            for path in {*folder.glob(f"{name}-part-*.pdf"), folder / f"{name}.pdf"} - current:
                path.unlink(missing_ok=True)
