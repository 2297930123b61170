"""What a build costs: processor seconds by phase and by document, taken at the events and methods of Sphinx."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from time import process_time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_FIRST: Final = 0
# Sphinx event -> the phase that it begins.
_BEGINS: Final = {
    "env-get-outdated": "looking for changes",
    "env-before-read-docs": "reading",
    "env-updated": "comparing pages",
    "write-started": "writing",
    "html-collect-pages": "lists",
    "build-finished": "feeds, search, files",
}
_STARTING: Final = "starting"
PHASES: Final = (_STARTING, *_BEGINS.values())
"""In the order in which they begin."""
_OF_DOCUMENTS: Final = ("read_doc", "write_doc")


def _seconds() -> float:
    times = os.times()
    return process_time() + times.children_user + times.children_system


@dataclass(slots=True)
class Costs:
    """Processor seconds, user and system, of this process and of those that it has waited for."""

    phases: dict[str, float] = field(default_factory=dict)
    """In the order in which they began."""
    documents: dict[str, float] = field(default_factory=dict)
    """Reading and writing of each document, by name; only what this process did."""
    _phase: str = _STARTING
    _since: float = field(default_factory=_seconds)

    def watch(self, app: Sphinx) -> None:
        """Take times from here on."""
        self.begin("looking for changes")
        for event, phase in _BEGINS.items():
            if event in app.events.events:
                app.connect(event, self._beginner(phase), priority=_FIRST)
        for name in _OF_DOCUMENTS:
            method = getattr(app.builder, name, None)
            if method is not None:
                setattr(app.builder, name, self._timed(method))

    def begin(self, phase: str) -> None:
        """End one phase and begin another."""
        now = _seconds()
        self.phases[self._phase] = self.phases.get(self._phase, 0.0) + now - self._since
        self._phase, self._since = phase, now

    def end(self) -> None:
        """End the last phase."""
        self.begin("")

    def dearest(self, count: int = 10) -> list[tuple[str, float]]:
        """Return the documents that cost most, with their seconds."""
        return sorted(self.documents.items(), key=lambda item: -item[1])[:count]

    def _beginner(self, phase: str) -> Callable[..., tuple[str, ...]]:
        def begins(*_event: object) -> tuple[str, ...]:
            self.begin(phase)
            # Some events ask for documents or pages.
            return ()

        return begins

    def _timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def timed(docname: str, *more: Any, **named: Any) -> Any:  # noqa: ANN401
            start = process_time()
            try:
                return method(docname, *more, **named)
            finally:
                self.documents[docname] = self.documents.get(docname, 0.0) + process_time() - start

        return timed
