"""From the written Typst document to the PDF, with the compiler's words led back to the posts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from koushu.problems import Kind, Problem, report
from koushu.staged_files import write_whole
from koushu.typst_builder.compiler import CompilationFailed, Compiler, CompilerDied, Diagnostic
from koushu.typst_builder.described import describe
from koushu.typst_builder.link_names import picture_links
from koushu.typst_builder.revision import revised

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from koushu.posts.book_metadata import BookMetadata
    from koushu.typst_builder.writer import Origin


@dataclass(frozen=True, slots=True)
class Written:
    """A Typst document that has been written, and where its lines come from."""

    path: Path
    """The main file."""
    pdf: Path
    """Where the PDF goes."""
    origins: tuple[Origin, ...]
    first_line: int
    """1-based line of the file that `origins` starts with."""
    timestamp: int
    """Seconds from 1970 in UTC that the PDF gives as its time."""
    about: BookMetadata
    """What the PDF says of itself."""
    pictures: tuple[Path, ...] = ()
    """The pictures in it."""

    def origin(self, diagnostic: Diagnostic) -> Origin | None:
        """Return the place in the sources that a diagnostic speaks of."""
        index = diagnostic.line_in(self.path) - self.first_line
        return self.origins[index] if 0 <= index < len(self.origins) else None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the compiler says of a document."""

    kind: Kind
    message: str
    diagnostic: Diagnostic


def print_pdf(compiler: Compiler, written: Written) -> list[Said]:
    """Write the PDF and return what the compiler says; where it makes none, an old one is taken away.

    A PDF that breaks a rule of the standards is a problem, and is made again without their marks.
    """
    said: list[Said] = []
    try:
        pdf, warnings = compiler.compile(written.path, timestamp=written.timestamp)
    except CompilerDied as failure:
        return [_no_pdf(written, failure.diagnostic)]
    except CompilationFailed as failure:
        message = f"The PDF cannot be marked as PDF/A-2a and PDF/UA-1: {failure.diagnostic.sentence()}"
        said.append(Said(Kind.TYPST_STANDARD, message, failure.diagnostic))
        try:
            pdf, warnings = compiler.compile(written.path, timestamp=written.timestamp, standards=())
        except CompilationFailed as second:
            return [*said, _no_pdf(written, second.diagnostic)]
    said += [Said(Kind.TYPST_COMPILER, f"Typst: {warning.sentence()}", warning) for warning in warnings]
    write_whole(written.pdf, revised(pdf, picture_links, partial(describe, written.about)))
    return said


def _no_pdf(written: Written, diagnostic: Diagnostic) -> Said:
    written.pdf.unlink(missing_ok=True)
    return Said(Kind.TYPST_COMPILER, f"Typst made no PDF: {diagnostic.sentence()}", diagnostic)


def report_said(env: BuildEnvironment, written: Written, said: Said) -> None:
    """Report what the compiler says at the place in the sources that it speaks of."""
    diagnostic, kind, message = said.diagnostic, said.kind, said.message
    origin = written.origin(diagnostic)
    if origin is None or not origin.docname:
        report(Problem(kind, diagnostic.line_in(written.path), message), str(written.path))
    else:
        report(Problem(kind, origin.line, message), str(env.doc2path(origin.docname)))
