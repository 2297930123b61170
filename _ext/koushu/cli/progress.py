"""Progress as a person sees it: Sphinx's status lines read, and shown as one bar for each output."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass, field
from gettext import gettext as _
from typing import TYPE_CHECKING, Final

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from koushu.cli.causes import Causes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from rich.console import Console
    from sphinx.application import Sphinx

_PERCENT: Final = re.compile(r"^(?P<phase>[^\[\]]*?)(?:\.\.\.)?\s*\[\s*(?P<percent>\d+)%\]\s*(?P<what>.*)$")
_ANSI: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_SOON: Final = 2.0
"""Seconds after which a phase is old enough to tell its speed."""
_WHOLE: Final = 100
READING: Final = "reading sources"
WRITING: Final = "writing output"
LISTS: Final = "lists"
SEARCH: Final = "search"
FEEDS: Final = "feeds"
# Which part of a build each phase is: where it begins, and how much of it it takes, in percent.
_PHASES: Final = {
    READING: (0, 50),
    WRITING: (50, 40),
    "copying images": (90, 2),
    LISTS: (92, 5),
    SEARCH: (97, 2),
    FEEDS: (99, 1),
    "writing": (50, 10),
    "compiling": (60, 40),
    "binding": (60, 40),
}


def _named(phase: str) -> str:
    """Return what a user calls a phase."""
    return {
        READING: _("reading"),
        WRITING: _("writing"),
        "copying images": _("images"),
        LISTS: _("lists"),
        SEARCH: _("search"),
        FEEDS: _("feeds"),
        "writing": _("setting"),
        "compiling": _("PDF"),
        "binding": _("EPUB"),
    }[phase]


def progress_display(console: Console) -> Progress:
    """Return a display with a bar, the phase, its speed and the time left for each output; nothing off a terminal."""
    return Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.fields[name]:<5}", style="bold"),
        BarColumn(bar_width=28),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", style="dim", markup=False),
        console=console,
        disable=not console.is_terminal,
    )


@dataclass(slots=True)
class Phase:
    """One phase of a build, and how far it is."""

    name: str
    total: int
    """How many documents or files it has; 0 where nobody says so."""
    since: float
    done: int = 0
    percent: int = 0
    named: str = field(init=False)
    """What a user calls it."""

    def __post_init__(self) -> None:
        """Name it once: translations are looked for on the disk."""
        self.named = _named(self.name)

    def step(self, percent: int) -> None:
        """Take note that it has come to a percentage."""
        self.percent = percent
        self.done = round(self.total * percent / _WHOLE) if self.total else self.done + 1

    def text(self, now: float) -> str:
        """Return name, count, speed and time left: `reading 320 of 1,000, 45 a second, 15 s left`."""
        spent = now - self.since
        if not self.done:
            return self.named
        count = _("{done:,} of {total:,}") if self.total else "{done:,}"
        parts = [count.format(done=self.done, total=self.total)]
        if spent >= _SOON:
            parts.append(_speed(self.done / spent))
            if 0 < self.percent < _WHOLE:
                parts.append(_("{time} left").format(time=_clock(spent * (_WHOLE / self.percent - 1))))
        return f"{self.named} {', '.join(parts)}".rstrip()

    def line(self, now: float) -> str:
        """Return one line on the phase when it has ended: `reading: 1,000 in 22 s, 45 a second`."""
        spent = now - self.since
        told = _("{count:,} in {seconds:.1f} s").format(count=self.done, seconds=spent)
        speed = f", {_speed(self.done / spent)}" if spent >= _SOON else ""
        return _("{name}: {said}").format(name=self.named, said=told + speed)


def _speed(rate: float) -> str:
    if rate >= 1:
        return _("{rate:.0f} a second").format(rate=rate)
    return _("{seconds:.1f} s each").format(seconds=1 / rate if rate else 0)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes:
        return _("{minutes} min {seconds:02} s").format(minutes=minutes, seconds=rest)
    return _("{seconds} s").format(seconds=rest)


@dataclass(slots=True)
class Meter:
    """Shows the phase that runs: on a bar, and where there is none as a line when it has ended."""

    show: Callable[[float, str], None] | None
    """Takes the percentage of the whole output and what is being done; None where nobody sees it."""
    tell: Callable[[str], None] = lambda _line: None
    """Takes the line of a phase that has ended."""
    totals: dict[str, int] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    _phase: Phase | None = None
    _next_since: float = 0.0
    """When the next phase has begun; 0 where it begins with its first word."""

    def watch(self, app: Sphinx) -> None:
        """Learn from a build how many documents there are, and which of the last phases has begun."""
        write = app.builder.write_documents

        def write_documents(docnames: AbstractSet[str]) -> None:
            self.totals[WRITING] = len(docnames)
            write(docnames)
            # What comes now is told of when its first part is done.
            self.end()
            self._next_since = self.clock()

        # No event says so.
        app.builder.write_documents = write_documents  # type: ignore[method-assign]
        app.connect("env-before-read-docs", self._count_sources)
        if app.builder.format == "html" and app.builder.name != "epub":
            app.connect("html-collect-pages", self._begin_lists, priority=1)
            app.connect("html-page-context", self._count_page)
            for priority, phase in ((499, SEARCH), (899, FEEDS)):
                app.connect("build-finished", lambda *_, phase=phase: self.at(phase, 0), priority=priority)

    def _begin_lists(self, _app: Sphinx) -> tuple[()]:
        self.at(LISTS, 0)
        return ()

    def _count_page(self, *_event: object) -> None:
        """Count a page of a list; how many there will be is known when they are made."""
        if self._phase is not None and self._phase.name == LISTS:
            self._phase.done += 1
            self.at(LISTS, 0)

    def _count_sources(self, _app: Sphinx, _env: object, docnames: list[str]) -> None:
        self.totals[READING] = len(docnames)

    def at(self, name: str, percent: int) -> None:
        """Take note of how far a phase is; one that nobody knows is left out."""
        if name not in _PHASES:
            return
        if self._phase is None or self._phase.name != name:
            self.end()
            self._phase = Phase(name, self.totals.get(name, 0), self._next_since or self.clock())
            self._next_since = 0.0
        if percent:
            self._phase.step(percent)
        if self.show is None:
            return
        start, span = _PHASES[name]
        self.show(start + span * percent / _WHOLE, self._phase.text(self.clock()))

    def end(self) -> None:
        """End the phase that runs."""
        if self._phase is not None and self._phase.done:
            self.tell(self._phase.line(self.clock()))
        self._phase = None


class StatusReader(io.TextIOBase):
    """A text stream for Sphinx's status that passes on phase and percentage, and keeps the notices."""

    def __init__(self, at: Callable[[str, int], None]) -> None:
        self._at = at
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
        if match:
            self._at(match["phase"], int(match["percent"]))


class WarningReader(io.TextIOBase):
    """A text stream for Sphinx's warnings that passes each cause on once, those of one call together, and keeps all."""

    def __init__(self, show: Callable[[str], None], causes: Causes | None = None) -> None:
        self._show = show
        self._causes = causes or Causes()
        self._pending = ""
        self.lines: list[str] = []

    def write(self, text: str) -> int:
        """Take what Sphinx prints, line by line."""
        *lines, self._pending = _ANSI.sub("", self._pending + text).split("\n")
        said = [line for line in lines if line.strip()]
        self.lines += said
        new = [line for line in said if self._causes.is_new(line)]
        if new:
            self._show("\n".join(new))
        return len(text)
