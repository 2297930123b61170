"""A buffer of Typst code: one statement on each line, and for each line the place in the sources it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koushu.typst_builder.escape import arguments, call, function_name, string

if TYPE_CHECKING:
    from koushu.typst_builder.escape import Value

# Typst follows at most 64 nested show rules and 80 calls; content nested deeper keeps its text, not its form.
MAX_DEPTH = 30
_PARAGRAPH_BREAK = "parbreak()"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line of Typst comes from: a document and the 1-based line in its source (0: unknown)."""

    docname: str
    line: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """One open call, or a level that is too deep to be opened (`closing` is empty then)."""

    closing: str
    start: int


class CodeWriter:
    """Typst statements in the order they are added, with open calls on a stack."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.origins: list[Origin] = []
        self.origin = Origin("", 0)
        self._frames: list[_Frame] = []

    @property
    def depth(self) -> int:
        """Return how many calls are open."""
        return len(self._frames)

    @property
    def too_deep(self) -> bool:
        """Return whether the next call would be left out for its depth."""
        return len(self._frames) >= MAX_DEPTH

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
        if self.too_deep:
            self._frames.append(_Frame("", len(self.lines)))
            return
        self.add(f"{function_name(function)}({arguments(*positional, **named)}{{")
        self._frames.append(_Frame("})", len(self.lines)))

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
        flat = self.list_too_deep
        if not flat:
            self.add(f"{function_name(function)}({arguments(**named)}")
        self._frames.append(_Frame("" if flat else ")", -1))

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
        self._frames.append(_Frame("})," if function else "},", len(self.lines)))

    def end_item(self) -> None:
        """Close one content of a list."""
        self.end_call()

    @property
    def list_too_deep(self) -> bool:
        """Return whether the next list would be left out for its depth."""
        # A list opens more levels at once than a call: itself, its items, their blocks.
        return self._inside_flat or len(self._frames) + 4 >= MAX_DEPTH

    @property
    def _inside_flat(self) -> bool:
        return bool(self._frames) and not self._frames[-1].closing

    def code(self) -> str:
        """Return everything added so far; line n of it stands at `origins[n - 1]`."""
        return "\n".join(self.lines) + "\n"
