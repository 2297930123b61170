"""A book as it was written for the compiler of Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from pathlib import Path

    from koushu.posts.book_metadata import BookMetadata
    from koushu.typst_builder.compiler import Diagnostic
    from koushu.typst_builder.writer import Origin, Stretch


@record
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
    stretches: tuple[Stretch, ...] = ()
    """The documents inside it; one stands before that in which it lies."""

    def origin(self, diagnostic: Diagnostic) -> Origin | None:
        """Return the place in the sources that a diagnostic speaks of."""
        index = diagnostic.line_in(self.path) - self.first_line
        return self.origins[index] if 0 <= index < len(self.origins) else None

    def only_document(self) -> str:
        """Return the name of the document of which all its lines are; empty when they are of several."""
        names = {origin.docname for origin in self.origins} - {""}
        return names.pop() if len(names) == 1 else ""
