"""From the written Typst document to the PDF, with the compiler's words led back to the posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koushu.problems import Kind, Problem, report
from koushu.typst_builder.compiler import CompilationFailed, Compiler, CompilerDied, Diagnostic
from koushu.typst_builder.link_names import name_picture_links

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

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

    def origin(self, diagnostic: Diagnostic) -> Origin | None:
        """Return the place in the sources that a diagnostic speaks of."""
        index = diagnostic.line_in(self.path) - self.first_line
        return self.origins[index] if 0 <= index < len(self.origins) else None


def print_pdf(compiler: Compiler, env: BuildEnvironment, written: Written) -> Path | None:
    """Write the PDF and return its path, or none when the compiler made none.

    A PDF that breaks a rule of the standards is a problem, and is made again without their marks.
    """
    try:
        pdf, warnings = compiler.compile(written.path, timestamp=written.timestamp)
    except CompilerDied as failure:
        _report_none(env, written, failure.diagnostic)
        return None
    except CompilationFailed as failure:
        message = f"The PDF cannot be marked as PDF/A-2a and PDF/UA-1: {failure.diagnostic.sentence()}"
        _report(env, written, failure.diagnostic, Kind.TYPST_STANDARD, message)
        try:
            pdf, warnings = compiler.compile(written.path, timestamp=written.timestamp, standards=())
        except CompilationFailed as second:
            _report_none(env, written, second.diagnostic)
            return None
    for warning in warnings:
        _report(env, written, warning, Kind.TYPST_COMPILER, f"Typst: {warning.sentence()}")
    written.pdf.write_bytes(name_picture_links(pdf))
    return written.pdf


def _report_none(env: BuildEnvironment, written: Written, diagnostic: Diagnostic) -> None:
    _report(env, written, diagnostic, Kind.TYPST_COMPILER, f"Typst made no PDF: {diagnostic.sentence()}")
    written.pdf.unlink(missing_ok=True)


def _report(
    env: BuildEnvironment, written: Written, diagnostic: Diagnostic, kind: Kind, message: str
) -> None:
    origin = written.origin(diagnostic)
    if origin is None or not origin.docname:
        report(Problem(kind, diagnostic.line_in(written.path), message), str(written.path))
    else:
        report(Problem(kind, origin.line, message), str(env.doc2path(origin.docname)))
