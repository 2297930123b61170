"""Progress as a person sees it: Sphinx's status lines read, and shown as one bar for each output."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from koushu.cli.causes import Causes

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

_PERCENT = re.compile(r"^(?P<phase>[^\[\]]*?)\.\.\.\s*\[\s*(?P<percent>\d+)%\]\s*(?P<what>.*)$")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Reading and writing are each about half of a build.
_PHASES = {"reading sources": (0, 50), "copying images": (90, 10), "writing output": (50, 40)}


def progress_display(console: Console) -> Progress:
    """Return a display with a bar, the phase and the time for each output; plain when not at a terminal."""
    return Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.fields[name]:<5}", style="bold"),
        BarColumn(bar_width=28),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", style="dim"),
        console=console,
    )


class StatusReader(io.TextIOBase):
    """A text stream for Sphinx's status that passes on phase and percentage, and keeps the notices."""

    def __init__(self, show: Callable[[float, str], None]) -> None:
        self._show = show
        self._pending = ""
        self.notices: list[str] = []

    def write(self, text: str) -> int:
        """Take what Sphinx prints, line by line."""
        *lines, self._pending = _ANSI.sub("", self._pending + text).replace("\r", "\n").split("\n")
        for line in lines:
            self._read(line.strip())
        return len(text)

    def _read(self, line: str) -> None:
        if line.startswith("withheld: "):
            self.notices.append(line)
        match = _PERCENT.match(line)
        if match and match["phase"] in _PHASES:
            start, span = _PHASES[match["phase"]]
            self._show(start + span * int(match["percent"]) / 100, f"{match['phase']} {match['what']}")


class WarningReader(io.TextIOBase):
    """A text stream for Sphinx's warnings that passes each cause on once and keeps all."""

    def __init__(self, show: Callable[[str], None], causes: Causes | None = None) -> None:
        self._show = show
        self._causes = causes or Causes()
        self._pending = ""
        self.lines: list[str] = []

    def write(self, text: str) -> int:
        """Take what Sphinx prints, line by line."""
        *lines, self._pending = _ANSI.sub("", self._pending + text).split("\n")
        for line in filter(str.strip, lines):
            self.lines.append(line)
            if self._causes.is_new(line):
                self._show(line)
        return len(text)
