"""From the written Typst document to the PDF, with the compiler's words led back to the posts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from koushu.problems import Kind, Problem, report
from koushu.record import record
from koushu.staged_files import write_whole
from koushu.typst_builder.compiler import CompilationFailed, Compiler, CompilerDied, Diagnostic
from koushu.typst_builder.culprits import find_culprits, leave_out, longest_line
from koushu.typst_builder.described import describe
from koushu.typst_builder.link_names import picture_links
from koushu.typst_builder.revision import revised
from koushu.typst_builder.writer import Origin

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from koushu.typst_builder.written import Written

_ROUNDS: Final = 20
"""How often documents are left out of a book until there is a PDF of it."""


@record
class Said:
    """One thing that the compiler says of a document."""

    kind: Kind
    message: str
    origin: Origin
    """Where in the sources; of no document for a line of the main file itself."""


def print_pdf(compiler: Compiler, written: Written, culprits: dict[str, Diagnostic]) -> list[Said]:
    """Write the PDF and return what the compiler says; where it makes none, an old one is taken away.

    A document that keeps it from making one is left out. `culprits` holds those that are known for it, and is filled.
    A PDF that breaks a rule of the standards is a problem, and is made again without their marks.
    """
    said: list[Said] = []
    if written.only_document() in culprits:
        return [_no_pdf(written, culprits[written.only_document()])]
    known = {one.docname: culprits[one.docname] for one in written.stretches if one.docname in culprits}
    for _ in range(_ROUNDS):
        if known:
            said += [_left_out(written, docname, why) for docname, why in known.items()]
            written = leave_out(written, known)
        try:
            pdf, more = _compiled(compiler, written)
        except CompilationFailed as failure:
            last = failure
        else:
            write_whole(written.pdf, revised(pdf, picture_links, partial(describe, written.about)))
            return said + more
        known = find_culprits(compiler, written, last)
        culprits.update(known)
        if not known:
            break
    return [*said, _no_pdf(written, last.diagnostic)]


def _compiled(compiler: Compiler, written: Written) -> tuple[bytes, list[Said]]:
    said: list[Said] = []
    try:
        pdf, warnings = compiler.compile(written.path, timestamp=written.timestamp)
    except CompilerDied:
        raise
    except CompilationFailed as failure:
        pdf, warnings = compiler.compile(written.path, timestamp=written.timestamp, standards=())
        message = f"The PDF cannot be marked as PDF/A-2a and PDF/UA-1: {failure.diagnostic.sentence()}"
        said.append(Said(Kind.TYPST_STANDARD, message, _place(written, failure.diagnostic)))
    said += [
        Said(Kind.TYPST_COMPILER, f"Typst: {warning.sentence()}", _place(written, warning))
        for warning in warnings
    ]
    return pdf, said


def _left_out(written: Written, docname: str, why: Diagnostic) -> Said:
    origin = written.origin(why)
    line = origin.line if origin is not None and origin.docname == docname else longest_line(written, docname)
    return Said(
        Kind.TYPST_LEFT_OUT, f"The book is made without this post: {why.sentence()}", Origin(docname, line)
    )


def _no_pdf(written: Written, diagnostic: Diagnostic) -> Said:
    written.pdf.unlink(missing_ok=True)
    place = _place(written, diagnostic)
    if not place.docname and (docname := written.only_document()):
        place = Origin(docname, longest_line(written, docname))
    return Said(Kind.TYPST_COMPILER, f"Typst made no PDF: {diagnostic.sentence()}", place)


def _place(written: Written, diagnostic: Diagnostic) -> Origin:
    origin = written.origin(diagnostic)
    return origin if origin is not None and origin.docname else Origin("", diagnostic.line_in(written.path))


def report_said(env: BuildEnvironment, written: Written, said: Said) -> None:
    """Report what the compiler says at the place in the sources that it speaks of."""
    docname = said.origin.docname
    path = str(env.doc2path(docname)) if docname else str(written.path)
    report(Problem(said.kind, said.origin.line, said.message), path)
