"""The Typst compiler: the only module that knows its binding."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

import typst

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Tagged PDF for archives and for everyone; the compiler refuses what breaks the rules it can check.
Standard = Literal["a-2a", "ua-1"]
STANDARDS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
LARGE: Final = 1_000_000
"""From how many bytes of Typst code on a document is compiled in a process of its own."""
_APART: Final = Path(__file__).parent / "apart.py"
_PLACE = re.compile(r"┌─ (?P<file>[^\n]+?):(?P<line>\d+):(?P<column>\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a Typst file, which counts from 1."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What the compiler says of a document."""

    message: str
    hints: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    """Where it happened, then the calls that led there; nothing when the compiler names no place."""

    def line_in(self, path: Path) -> int:
        """Return the 1-based line of a file to which this leads, or 0."""
        return next((place.line for place in self.places if place.path.resolve() == path.resolve()), 0)

    def sentence(self) -> str:
        """Return message and hints in one sentence."""
        return "; ".join([self.message, *self.hints])


class CompilationFailed(Exception):  # noqa: N818 - it is an outcome, told apart by what it carries
    """The compiler made no PDF."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class CompilerDied(CompilationFailed):
    """The compiler ended without a word, most likely since memory was short; another run would do the same."""


class Compiler:
    """Compiles Typst documents with the fonts of one book; nothing is fetched, no other font is seen."""

    def __init__(self, font_paths: Sequence[str]) -> None:
        self._paths = tuple(font_paths)
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=list(font_paths))

    def compile(
        self, source: Path, *, timestamp: int, standards: Sequence[Standard] = STANDARDS
    ) -> tuple[bytes, list[Diagnostic]]:
        """Return the PDF of a file and the compiler's warnings; `timestamp` counts seconds from 1970 in UTC.

        A large document is compiled in a process of its own, which gives its memory back when it ends.
        Raises `CompilationFailed`.
        """
        if source.stat().st_size > LARGE:
            return self._compile_apart(source, timestamp, standards)
        return self._run(source, source.parent, timestamp, standards)

    def draw(self, source: Path, resolution: float = 110) -> list[bytes]:
        """Return each page of a file as a PNG picture; `resolution` counts pixels to the inch.

        Raises `CompilationFailed`.
        """
        try:
            pages = typst.compile(
                source,
                root=source.parent,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                format="png",
                ppi=resolution,
            )
        except typst.TypstError as error:
            raise CompilationFailed(_diagnostic(error)) from error
        return pages if isinstance(pages, list) else [pages]

    def _compile_apart(
        self, source: Path, timestamp: int, standards: Sequence[Standard]
    ) -> tuple[bytes, list[Diagnostic]]:
        target = source.with_suffix(".pdf")
        request = {
            "source": str(source),
            "target": str(target),
            "font_paths": self._paths,
            "standards": list(standards),
            "timestamp": timestamp,
        }
        done = subprocess.run(
            [sys.executable, "-P", str(_APART)],
            input=json.dumps(request).encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            reason = (
                f"the compiler ended with {done.returncode}; memory may be short, expected smaller volumes"
            )
            raise CompilerDied(Diagnostic(f"{reason} (`typst_volume_posts`)"))
        answer = json.loads(done.stdout)
        if answer["error"]:
            raise CompilationFailed(_read_diagnostic(*answer["error"]))
        pdf = target.read_bytes()
        target.unlink()
        return pdf, [_read_diagnostic(*warning) for warning in answer["warnings"]]

    def render(self, text: str, root: Path) -> list[bytes]:
        """Return each page of a document as PNG, a pixel for each point; files are read from `root` alone.

        Raises `CompilationFailed`.
        """
        try:
            made: bytes | list[bytes] = typst.compile(
                cast("Path", text.encode()),
                root=root,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                format="png",
                ppi=72.0,
                timestamp=0,
            )
        except typst.TypstError as error:
            raise CompilationFailed(_diagnostic(error)) from error
        # The binding gives a list only for several pages.
        return made if isinstance(made, list) else [made]

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
                # Statements are compiled as a text, not a file; its lines come last, below the calls they make.
                places = failure.diagnostic.places
                index = places[-1].line - first if places else -1
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
    """Return what the binding says as a record, with every place it names."""
    return _read_diagnostic(found.message, found.hints, str(found.diagnostic))


def _read_diagnostic(message: str, hints: Iterable[str], text: str) -> Diagnostic:
    places = [Place(Path(match["file"]), int(match["line"])) for match in _PLACE.finditer(text)]
    return Diagnostic(str(message).strip(), tuple(str(hint) for hint in hints), tuple(places))
