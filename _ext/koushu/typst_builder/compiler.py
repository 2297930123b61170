"""The Typst compiler: the only module that knows its binding."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

import typst

from koushu.books.typst_workers import WorkerEndedError, Workers
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from koushu.books.typst_workers import Answer

# Tagged PDF for archives and for everyone; the compiler refuses what breaks the rules it can check.
Standard = Literal["a-2a", "ua-1"]
STANDARDS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
LARGE: Final = 1_000_000
"""From how many bytes of Typst code on a document has a process of its own, which gives its memory back."""
_SECONDS: Final = 60.0
"""Processor time that any document may take."""
_SHARE: Final = 5.0
"""Processor time that any part of a document may take alone."""
_BYTES_PER_SECOND: Final = 10_000
"""Of Typst code; books of readable posts take a tenth of the time that this gives them, or less."""
_TRIALS: Final = 10.0
"""Processor time in seconds that any number of statements may take that are tried."""
_FEW: Final = 20
"""Failing statements that are found one by one among the others; when there are more, each is tried alone."""
_WASTED: Final = 60.0
"""Processor time in seconds that statements may waste; those that come after have a tenth of theirs."""
_PLACE = re.compile(r"┌─ (?P<file>[^\n]+?):(?P<line>\d+):(?P<column>\d+)")


@record
class Place:
    """A line of a Typst file, which counts from 1."""

    path: Path
    line: int


@record
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
    """The compiler ended without a word, since time or memory were short; another run would do the same."""


class Compiler:
    """Compiles Typst documents with the fonts of one book; nothing is fetched, no other font is seen.

    What posts say is compiled in processes with a limit of processor time.
    """

    def __init__(self, font_paths: Sequence[str]) -> None:
        self._paths = tuple(font_paths)
        self._workers = Workers(self._paths)
        self._tried = 0.0

    def compile(
        self, source: Path, *, timestamp: int, standards: Sequence[Standard] = STANDARDS
    ) -> tuple[bytes, list[Diagnostic]]:
        """Return the PDF of a file and the compiler's warnings; `timestamp` counts seconds from 1970 in UTC.

        Raises `CompilationFailed`.
        """
        size = source.stat().st_size
        answer = self._ask(
            self.seconds_of_book(size),
            last=size > LARGE,
            source=str(source),
            root=str(source.parent),
            standards=list(standards),
            timestamp=timestamp,
        )
        (pdf,) = answer.pages
        return pdf, [_read_diagnostic(*warning) for warning in answer.warnings]

    def seconds_of_book(self, size: int) -> float:
        """Return how much processor time a document may take that has so many bytes of Typst code."""
        return _SECONDS + self._seconds_of(size)

    def seconds_of_part(self, size: int) -> float:
        """Return how much processor time a part of a document may take alone."""
        return _SHARE + self._seconds_of(size)

    def _seconds_of(self, size: int) -> float:
        # What pictures and formulas take is known from their trial.
        return size / _BYTES_PER_SECOND + 3 * self._tried

    def try_alone(
        self, text: str, root: Path, seconds: float, standards: Sequence[Standard] = STANDARDS
    ) -> float:
        """Return how much processor time a document takes, which may take `seconds`.

        Raises `CompilationFailed`.
        """
        request = {"source": None, "text": text, "root": str(root), "timestamp": 0}
        return self._ask(seconds, last=len(text) > LARGE, standards=list(standards), **request).seconds

    def draw(self, source: Path, resolution: float = 110) -> list[bytes]:
        """Return each page of a file as a PNG picture; `resolution` counts pixels to the inch.

        Raises `CompilationFailed`.
        """
        answer = self._ask(
            _SECONDS, source=str(source), root=str(source.parent), format="png", ppi=resolution
        )
        return list(answer.pages)

    def _ask(self, seconds: float, *, last: bool = False, **request: object) -> Answer:
        defaults: dict[str, object] = {
            "text": None,
            "format": "pdf",
            "ppi": 144.0,
            "standards": [],
            "timestamp": None,
        }
        try:
            answer = self._workers.ask({"seconds": seconds, **defaults, **request}, last=last)
        except WorkerEndedError as ended:
            raise CompilerDied(Diagnostic(_why(ended, seconds))) from ended
        if answer.error:
            raise CompilationFailed(_read_diagnostic(*answer.error))
        return answer

    @cached_property
    def _fonts(self) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=False, font_paths=list(self._paths))

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

    def failures(
        self, statements: Sequence[str], root: Path, preamble: str = "", seconds: float = 0.1
    ) -> dict[int, Diagnostic]:
        """Return which of some statements cannot be printed, by index, each tried on a page of its own.

        The compiler names one error at a time, so the failing ones are taken out until the rest passes. `seconds`
        are what one may take on the average; twenty times that where it is tried alone.
        """
        failed: dict[int, Diagnostic] = {}
        first = preamble.count("\n") + 2
        most = _TRIALS + seconds * len(statements)
        while len(failed) < len(statements):
            lines = ["[]" if index in failed else statement for index, statement in enumerate(statements)]
            try:
                self._try("\n".join([f"{preamble}#{{", *lines, "}", ""]), root, most)
            except CompilationFailed as failure:
                # Statements are compiled as a text, not a file; its lines come last, below the calls they make.
                places = failure.diagnostic.places
                index = places[-1].line - first if places else -1
                if not 0 <= index < len(statements) or index in failed or len(failed) >= _FEW:
                    return dict(self._failures_alone(statements, root, preamble, 20 * seconds))
                failed[index] = failure.diagnostic
            else:
                break
        return failed

    def _failures_alone(
        self, statements: Sequence[str], root: Path, preamble: str, seconds: float
    ) -> Iterator[tuple[int, Diagnostic]]:
        """Yield the failing statements by compiling each alone, for errors without a place."""
        wasted = 0.0
        for index, statement in enumerate(statements):
            most = seconds if wasted < _WASTED else seconds / 10
            try:
                self._try(f"{preamble}#{{\n{statement}\n}}\n", root, most)
            except CompilerDied as failure:
                wasted += most
                yield index, failure.diagnostic
            except CompilationFailed as failure:
                yield index, failure.diagnostic

    def _try(self, text: str, root: Path, seconds: float) -> None:
        self._tried += self.try_alone(text, root, seconds)


def _why(ended: WorkerEndedError, seconds: float) -> str:
    if ended.took_long:
        return f"it takes more than {seconds:.0f} seconds of processor time; expected less"
    reason = f"the compiler ended with {ended.code}; memory may be short, expected smaller volumes"
    return f"{reason} (`typst_volume_posts`)"


def _diagnostic(found: typst.TypstError | typst.TypstWarning) -> Diagnostic:
    """Return what the binding says as a record, with every place it names."""
    return _read_diagnostic(found.message, found.hints, str(found.diagnostic))


def _read_diagnostic(message: str, hints: Iterable[str], text: str) -> Diagnostic:
    places = [Place(Path(match["file"]), int(match["line"])) for match in _PLACE.finditer(text)]
    return Diagnostic(str(message).strip(), tuple(str(hint) for hint in hints), tuple(places))
