"""The Typst compiler: the only module that knows its binding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Tagged PDF for archives and for everyone; the compiler refuses what breaks the rules it can check.
Standard = Literal["a-2a", "ua-1"]
STANDARDS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
_PLACE = re.compile(r"┌─ (?P<file>[^\s:]+):(?P<line>\d+):(?P<column>\d+)")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What the compiler says of a document."""

    message: str
    hints: tuple[str, ...] = ()
    file: str = ""
    """The Typst file, or nothing when the compiler names no place."""
    line: int = 0
    """1-based line in that file; 0 without a place."""

    def sentence(self) -> str:
        """Return message and hints in one sentence."""
        return "; ".join([self.message, *self.hints])


class CompilationFailed(Exception):  # noqa: N818 - it is an outcome, told apart by what it carries
    """The compiler made no PDF."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Compiler:
    """Compiles Typst documents with the fonts of one book; nothing is fetched, no other font is seen."""

    def __init__(self, font_paths: Sequence[str]) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=list(font_paths))

    def compile(
        self, source: Path, *, timestamp: int, standards: Sequence[Standard] = STANDARDS
    ) -> tuple[bytes, list[Diagnostic]]:
        """Return the PDF of a file and the compiler's warnings; `timestamp` counts seconds from 1970 in UTC.

        Raises `CompilationFailed`.
        """
        return self._run(source, source.parent, timestamp, standards)

    def failures(self, statements: Sequence[str], root: Path, preamble: str = "") -> dict[int, Diagnostic]:
        """Return which of some statements cannot be printed, by index, each tried on a page of its own.

        The compiler names one error at a time, so the failing ones are taken out until the rest passes.
        """
        failed: dict[int, Diagnostic] = {}
        first = preamble.count("\n") + 2
        while len(failed) < len(statements):
            lines = ["[]" if index in failed else statement for index, statement in enumerate(statements)]
            source = "\n".join([f"{preamble}#{{", *lines, "}", ""])
            try:
                self._run(source.encode(), root, 0, STANDARDS)
            except CompilationFailed as failure:
                index = failure.diagnostic.line - first
                if not 0 <= index < len(statements) or index in failed:
                    return self._failures_alone(statements, root, preamble)
                failed[index] = failure.diagnostic
            else:
                break
        return failed

    def _failures_alone(self, statements: Sequence[str], root: Path, preamble: str) -> dict[int, Diagnostic]:
        """Return the failing statements by compiling each alone, for errors without a place."""
        failed = {}
        for index, statement in enumerate(statements):
            try:
                self._run(f"{preamble}#{{\n{statement}\n}}\n".encode(), root, 0, STANDARDS)
            except CompilationFailed as failure:
                failed[index] = failure.diagnostic
        return failed

    def _run(
        self, source: Path | bytes, root: Path, timestamp: int, standards: Sequence[Standard]
    ) -> tuple[bytes, list[Diagnostic]]:
        try:
            pdf, warnings = typst.compile_with_warnings(
                # A path or the text itself; the binding's types allow one of them at a time.
                cast("Path", source),
                root=root,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=list(standards),
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            raise CompilationFailed(_diagnostic(error)) from error
        return pdf, [_diagnostic(warning) for warning in warnings]


def _diagnostic(found: typst.TypstError | typst.TypstWarning) -> Diagnostic:
    """Return what the binding says as a record, with the first place it names."""
    place = _PLACE.search(str(found.diagnostic))
    message = str(found.message).strip()
    hints = tuple(str(hint) for hint in found.hints)
    if place is None:
        return Diagnostic(message, hints)
    return Diagnostic(message, hints, place["file"], int(place["line"]))
