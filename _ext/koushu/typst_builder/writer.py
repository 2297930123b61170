"""A buffer of Typst code: one statement on each line, and for each line the place in the sources it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record
from koushu.typst_builder.escape import arguments, call, function_name, string

if TYPE_CHECKING:
    from koushu.typst_builder.escape import Value

# Typst follows at most 64 nested show rules and 72 nested blocks; content nested deeper keeps its text, not its
# form. Each function of the template takes some of them, found by nesting it until Typst gave up.
MAX_DEPTH = 56
_COSTS = {
    "quotation": 6,
    "field": 4,
    "emphasis": 1,
    "strong-text": 1,
    "latin": 1,
    "link": 1,
    "sub": 1,
    "super": 1,
    "code-face": 1,
    "head-cell": 1,
}
_COST = 2
_PARAGRAPH_BREAK = "parbreak()"


@record
class Origin:
    """Where a line of Typst comes from: a document and the 1-based line in its source (0: unknown)."""

    docname: str
    line: int


@record
class Stretch:
    """The lines of Typst that a document inside a book has; those of documents inside it are among them."""

    docname: str
    title: str
    start: int
    """0-based place of its first line among all."""
    end: int
    """0-based place behind its last line."""
    level: int
    """Level of its own heading."""
    is_chapter: bool
    labels: tuple[str, ...]
    """The labels that stand in these lines."""
    notice: str
    """What is printed in its place if it has to be left out."""


@record
class _Frame:
    """One open call, or a level that is too deep to be opened (`closing` is empty then)."""

    closing: str
    start: int
    cost: int = 0


class CodeWriter:
    """Typst statements in the order they are added, with open calls on a stack."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.origins: list[Origin] = []
        self.origin = Origin("", 0)
        self.stretches: list[Stretch] = []
        self._frames: list[_Frame] = []

    def too_deep(self, function: str) -> bool:
        """Return whether a call of a function would be left out here for its depth."""
        return sum(frame.cost for frame in self._frames) + _COSTS.get(function, _COST) > MAX_DEPTH

    def list_too_deep(self, function: str) -> bool:
        """Return whether a list made by a function, or what surrounds it, is left out for its depth."""
        # What stands in its items needs room too.
        return self._inside_flat or self.too_deep(function) or self.too_deep("quotation")

    def add(self, statement: str) -> None:
        """Add one statement, which must be a single line."""
        self.lines.append(statement)
        self.origins.append(self.origin)

    def break_paragraph(self) -> None:
        """Add the end of a paragraph, unless nothing has been added since the last or since a call was opened."""
        if self.lines and self.lines[-1] != _PARAGRAPH_BREAK and not self.lines[-1].endswith("{"):
            self.add(_PARAGRAPH_BREAK)

    def add_text(self, text: str) -> None:
        """Add a text as a string literal."""
        if text:
            self.add(string(text))

    def add_call(self, function: str, *positional: Value, **named: Value) -> None:
        """Add a call without a body."""
        self.add(call(function, *positional, **named))

    def begin_call(self, function: str, *positional: Value, **named: Value) -> None:
        """Open a call whose last argument is the content added until `end_call`."""
        if self.too_deep(function):
            self._frames.append(_Frame("", len(self.lines)))
            return
        self.add(f"{function_name(function)}({arguments(*positional, **named)}{{")
        self._frames.append(_Frame("})", len(self.lines), _COSTS.get(function, _COST)))

    def end_call(self) -> None:
        """Close the call opened last; one without content gets empty content."""
        frame = self._frames.pop()
        if not frame.closing:
            return
        if len(self.lines) == frame.start:
            self.add("[]")
        self.add(frame.closing)

    def begin_list(self, function: str, **named: Value) -> None:
        """Open a call that takes any number of contents, each added between `begin_item` and `end_item`."""
        flat = self.list_too_deep(function)
        if not flat:
            self.add(f"{function_name(function)}({arguments(**named)}")
        self._frames.append(_Frame("" if flat else ")", -1, 0 if flat else _COSTS.get(function, _COST)))

    def end_list(self, after: str = "") -> None:
        """Close the call opened by `begin_list`; a list that is an argument itself has a comma after it."""
        closing = self._frames.pop().closing
        if closing:
            self.add(closing + after)

    def begin_item(self, function: str = "", *positional: Value, **named: Value) -> None:
        """Open one content of a list, wrapped in a call when a function is named."""
        if self._inside_flat:
            self.break_paragraph()
            self._frames.append(_Frame("", len(self.lines)))
            return
        self.add(f"{function_name(function)}({arguments(*positional, **named)}{{" if function else "{")
        cost = _COSTS.get(function, _COST) if function else 0
        self._frames.append(_Frame("})," if function else "},", len(self.lines), cost))

    def end_item(self) -> None:
        """Close one content of a list."""
        self.end_call()

    @property
    def _inside_flat(self) -> bool:
        return bool(self._frames) and not self._frames[-1].closing

    def code(self) -> str:
        """Return everything added so far; line n of it stands at `origins[n - 1]`."""
        return "\n".join(self.lines) + "\n"
