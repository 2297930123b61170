"""Where the time of a build goes: phases follow each other without a gap, and every document is timed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from koushu.engine import costs
from koushu.engine.costs import Costs

if TYPE_CHECKING:
    from collections.abc import Callable


class Events:
    """What a builder of Sphinx tells, in its order."""

    def __init__(self) -> None:
        self.events = {"env-before-read-docs", "env-updated", "write-started", "build-finished"}
        self.handlers: dict[str, Callable[..., Any]] = {}


class Builder:
    def read_doc(self, docname: str, *, _cache: bool = True) -> str:
        Clock.now += len(docname)
        return f"read {docname}"


class App:
    def __init__(self) -> None:
        self.events, self.builder = Events(), Builder()

    def connect(self, event: str, handler: Callable[..., Any], priority: int) -> None:
        assert priority == 0
        self.events.handlers[event] = handler


class Clock:
    now = 0.0


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> tuple[Costs, App]:
    Clock.now = 0.0
    monkeypatch.setattr(costs, "_seconds", lambda: Clock.now)
    monkeypatch.setattr(costs, "process_time", lambda: Clock.now)
    taken, app = Costs(_since=0.0), App()
    Clock.now = 1.0
    taken.watch(app)  # type: ignore[arg-type]
    return taken, app


def test_phases_follow_each_other(watched: tuple[Costs, App]) -> None:
    taken, app = watched
    for event in ("env-before-read-docs", "env-updated", "write-started", "build-finished"):
        Clock.now += 2
        assert list(app.events.handlers[event](app, "anything")) == []
    Clock.now += 3
    taken.end()
    assert taken.phases == {
        "starting": 1,
        "looking for changes": 2,
        "reading": 2,
        "comparing pages": 2,
        "writing": 2,
        "feeds, search, files": 3,
    }
    assert sum(taken.phases.values()) == Clock.now


def test_documents_are_timed_and_the_dearest_come_first(watched: tuple[Costs, App]) -> None:
    taken, app = watched
    for docname in ("a", "bbb", "cc", "bbb"):
        assert app.builder.read_doc(docname, _cache=False) == f"read {docname}"
    assert taken.documents == {"a": 1, "bbb": 6, "cc": 2}
    assert taken.dearest(2) == [("bbb", 6), ("cc", 2)]
