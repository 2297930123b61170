"""The builder: Sphinx's LaTeX builder with every post of the catalogue in one document."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.util.texescape import escape

from koushu.books.cover import cover_svg
from koushu.books.drawing import convert_image
from koushu.books.fonts import package_for
from koushu.latex.book_matter import write_book_matter
from koushu.latex.characters import guard_characters, hard_characters
from koushu.latex.coverage import faces_of, uncovered
from koushu.latex.faces import face_name, write_faces
from koushu.latex.metadata import about_document, book_moment, fix_time, write_metadata
from koushu.latex.runs import Runs
from koushu.latex.translator import KoushuLaTeXTranslator
from koushu.posts.book import assemble_book
from koushu.posts.catalogue import catalogue_of
from koushu.posts.header import printed_date
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_SIGNATURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-")
# For the width of 1600 that covers have.
A4_HEIGHT: Final = 2263
_MOST_NAMED: Final = 20
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")


class KoushuLaTeXBuilder(LaTeXBuilder):
    """Writes one LaTeX document with all published posts."""

    default_translator_class = KoushuLaTeXTranslator
    # A remote image is printed as its description with a link: nothing is fetched.
    supported_remote_images = True

    def init(self) -> None:
        """Begin with no rare character seen."""
        super().init()
        self.faces: dict[Path, set[str]] = {}
        # Names of the documents in the book of each root.
        self.members: dict[str, set[str]] = {}

    def init_context(self) -> None:
        """Date the book by its newest post, not by the clock, so that equal sources give equal documents."""
        super().init_context()
        if not self.config.today:
            dates = [post.meta.date for post in catalogue_of(self).posts if post.meta.date]
            newest = printed_date(max(dates), self.config.language) if dates else ""
            self.context["date"] = escape(newest, self.config.latex_engine)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Remove documents of an earlier build, which Sphinx's Makefile would compile too."""
        for path in Path(self.outdir).glob("*.tex"):
            path.unlink()
        super().prepare_writing(docnames)

    def assemble_doctree(self, indexfile: str, toctree_only: bool, appendices: list[str]) -> nodes.document:
        """Return the tree of the document: for the root, the book of all posts, references resolved."""
        if indexfile != self.config.root_doc or toctree_only:
            return super().assemble_doctree(indexfile, toctree_only, appendices)
        self.docnames = set(self.env.found_docs)
        tree = assemble_book(self, indexfile)
        inlined = {node["docname"] for node in tree.findall(addnodes.start_of_file)}
        self.docnames = {indexfile, *appendices, *inlined}
        for docname in appendices:
            appendix = self.env.get_doctree(docname)
            appendix["docname"] = docname
            tree.append(appendix)
        self.members[indexfile] = set(self.docnames)
        self.env.resolve_references(tree, indexfile, self)
        for document in [tree, *tree.findall(addnodes.start_of_file)]:
            report_uncovered(document)
        return tree

    def guarded(self, source: str) -> str:
        """Return LaTeX source with every character that a font may lack in safe hands."""
        return guard_characters(source, self.runs_of(source))

    def runs_of(self, source: str) -> Runs:
        """Return the faces of the rare characters of a document, and remember to make them."""
        files = faces_of(hard_characters(source))
        for char, path in files.items():
            self.faces.setdefault(path, set()).add(char)
        return Runs({char: face_name(path) for char, path in files.items()})

    def finish(self) -> None:
        """Copy images and messages, cut fonts out for rare characters, and draw the cover."""
        super().finish()
        self._write_matter()
        write_faces(Path(self.outdir), self.faces)
        svg = cover_svg(self.config.project, self.config.author, A4_HEIGHT)
        cover = Path(self.outdir, "cover.pdf")
        cover.unlink(missing_ok=True)
        drawing = convert_image(svg.encode(), ".svg", "pdf")
        # Without one, the title page alone opens the book.
        if not drawing.fault:
            cover.write_bytes(drawing.data)

    def _write_matter(self) -> None:
        """Write what stands around each text, and what its PDF says of itself; the newest book gives the time."""
        folder, books = Path(self.outdir), []
        for root, name, title, author, *_ in self.document_data:
            self.docnames = members = self.members.get(root, set(self.env.found_docs))
            books.append(about_document(self, title, author, members))
            write_metadata(folder, name, books[-1])
            write_book_matter(self, name, books[-1], members, self.guarded)
        if books:
            fix_time(folder, max(map(book_moment, books)))

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose a file for each image, under a name that TeX can read."""
        super().post_process_images(doctree)
        for node in doctree.findall(nodes.image):
            source = node["uri"]
            if source in self.images and not is_printable(Path(self.srcdir, source)):
                text = f"{Path(source).name} is no PNG, JPEG or PDF file; its description stands instead"
                if not node.get("unprintable"):
                    report(Problem(Kind.LATEX_IMAGE, node.line or 0, text), node)
                del self.images[source]
        for source, name in list(self.images.items()):
            self.images[source] = plain_name(name)


def report_uncovered(document: nodes.Element) -> None:
    """Report the characters of one document of the book that no font has, at the first of them."""
    texts = list(_own_texts(document))
    chars = uncovered(text.astext() for text in texts)
    if chars:
        place = next(text.parent for text in texts if chars[0] in text.astext())
        message = (
            f"no font of the LaTeX route has {_list(chars)}; the code point is printed in a frame instead"
        )
        packages = sorted({package_for(char) for char in chars} - {""})
        message += f". Installed, {' and '.join(packages)} would bring glyphs" if packages else ""
        report(Problem(Kind.LATEX_CHARACTER, place.line or 0, message), place)


def _list(chars: list[str]) -> str:
    named = ", ".join(f"{char} (U+{ord(char):04X})" for char in chars[:_MOST_NAMED])
    return named + (f" and {len(chars) - _MOST_NAMED} more" if len(chars) > _MOST_NAMED else "")


def _own_texts(node: nodes.Node) -> Iterator[nodes.Text]:
    """Return the texts below a node, less those of documents inlined there."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif not isinstance(child, addnodes.start_of_file):
            yield from _own_texts(child)


def is_printable(path: Path) -> bool:
    """Return whether a file is an image that XeTeX can include, judged by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(8).startswith(_SIGNATURES)
    except OSError:
        return False


def plain_name(name: str) -> str:
    """Return a file name without blanks, dots and signs that mean something to TeX."""
    path = PurePosixPath(name)
    stem = path.name.removesuffix(path.suffix)
    if not _PLAIN_NAME.match(stem):
        stem = "image-" + hashlib.sha256(name.encode()).hexdigest()[:12]
    return stem + path.suffix.lower()
