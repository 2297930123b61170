"""What the program is to reach, and how far the kept runs say it is; a row without runs says so."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from peers.runs import OURS, costs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from peers.runs import Run

    Value = Callable[[list[Run], int], float | None]


@dataclass(frozen=True, slots=True)
class Goal:
    """One row of the table."""

    what: str
    size: int
    """Of the site for which it is meant, in posts."""
    must: float
    stretch: float | None
    value: Value
    unit: str = ""


def goals_table(runs: list[Run]) -> str:
    """Return the goals with what has been measured, as a table; where their size was not built, at a smaller one."""
    lines = ["| | posts | measured | must be at most | stretch |", "|---|---:|---:|---:|---:|"]
    sizes = sorted({run.posts for run in runs}, reverse=True)
    for goal in _goals():
        tried = (goal.size, *(size for size in sizes if size < goal.size))
        found = ((size, goal.value(runs, size)) for size in tried)
        size, value = next(((size, one) for size, one in found if one is not None), (0, None))
        told = "not measured yet" if value is None else _printed(value, goal.unit)
        told += "" if value is None or size == goal.size else f" (at {size:,})"
        told += " ✓" if value is not None and size == goal.size and value <= goal.must else ""
        must, stretch = (_printed(one, goal.unit) for one in (goal.must, goal.stretch))
        lines.append(f"| {goal.what} | {goal.size:,} | {told} | {must} | {stretch} |")
    return "\n".join(lines) + "\n"


def _goals() -> list[Goal]:
    full, edit, theme = "full", "edit", "theme"
    return [
        Goal("full build / plain Sphinx", 300, 1 / 10, None, _ratio(full, "Sphinx + book theme")),
        Goal("full build / plain Sphinx", 1000, 1 / 30, 1 / 140, _ratio(full, "Sphinx + book theme")),
        Goal("full build / ABlog", 1000, 1 / 6, 1 / 30, _ratio(full, "ABlog")),
        Goal("full build / Nikola", 1000, 0.6, 0.1, _ratio(full, "Nikola")),
        Goal("full build / MkDocs-Material", 1000, 0.6, 0.1, _ratio(full, "MkDocs-Material")),
        Goal("full build / Hugo", 1000, 4, 1, _ratio(full, "Hugo")),
        Goal("exponent of the growth of a full build from 1,000", 10000, 1.05, 1, _exponent(full, 1000)),
        Goal("a further post from 1,000 on, CPU", 10000, 25, 5, _marginal(full, 1000), "ms"),
        Goal("theme changed, CPU of a post", 1000, 2, 1, _per_post(theme), "ms"),
        Goal("theme changed / Hugo", 1000, 0.5, 0.2, _ratio(theme, "Hugo")),
        Goal("one body edited / the same at 100", 10000, 1.3, 1.1, _times(edit, 100)),
        Goal("one body edited, CPU", 10000, 1.3, 0.25, _cpu(edit), "s"),
        Goal("one body edited / Hugo", 10000, 1 / 20, 1 / 200, _ratio(edit, "Hugo")),
        Goal("nothing changed, CPU", 10000, 0.5, 0.15, _cpu("nothing"), "s"),
        Goal("largest process of a full build", 10000, 600, 300, _memory(full), "MiB"),
        Goal("largest process of an edit", 10000, 200, 80, _memory(edit), "MiB"),
        Goal("two workers / one, CPU", 1000, 1.15, 1.08, _workers("cpu")),
        Goal("two workers / one, on the wall", 1000, 0.6, 0.55, _workers("wall")),
        Goal("markup around an article", 10000, 12, 8, _around, "KiB"),
    ]


def _medians(runs: list[Run], step: str, size: int, value: str = "cpu") -> float | None:
    costs = costs_of(runs, step, size, OURS).values()
    return median(getattr(cost, value) for cost in costs) if costs else None


def _ratio(step: str, peer: str) -> Value:
    def value(runs: list[Run], size: int) -> float | None:
        ours, theirs = costs_of(runs, step, size, OURS), costs_of(runs, step, size, peer)
        found = [cost.cpu / theirs[number].cpu for number, cost in ours.items() if number in theirs]
        return median(found) if found else None

    return value


def _workers(kind: str) -> Value:
    def value(runs: list[Run], size: int) -> float | None:
        one, two = costs_of(runs, "full", size, OURS), costs_of(runs, "two", size, OURS)
        pairs = [(two[number], cost) for number, cost in one.items() if number in two]
        return median(getattr(both, kind) / getattr(alone, kind) for both, alone in pairs) if pairs else None

    return value


def _between(step: str, small: int, told: Callable[[float, float, int], float]) -> Value:
    def value(runs: list[Run], size: int) -> float | None:
        first, second = _medians(runs, step, small), _medians(runs, step, size)
        return None if first is None or second is None or size <= small else told(first, second, size)

    return value


def _exponent(step: str, small: int) -> Value:
    return _between(step, small, lambda one, two, size: math.log(two / one) / math.log(size / small))


def _marginal(step: str, small: int) -> Value:
    return _between(step, small, lambda one, two, size: (two - one) / (size - small) * 1000)


def _times(step: str, small: int) -> Value:
    return _between(step, small, lambda one, two, _size: two / one)


def _cpu(step: str) -> Value:
    return lambda runs, size: _medians(runs, step, size)


def _memory(step: str) -> Value:
    return lambda runs, size: _medians(runs, step, size, "memory")


def _per_post(step: str) -> Value:
    def value(runs: list[Run], size: int) -> float | None:
        whole = _medians(runs, step, size)
        return None if whole is None else whole / size * 1000

    return value


def _around(runs: list[Run], size: int) -> float | None:
    found = [run.around for run in runs if run.peer == OURS and run.around and run.posts == size]
    return median(found) if found else None


def _printed(value: float | None, unit: str) -> str:
    """Return a number with its unit; small ones without unit as fractions of one."""
    if value is None:
        return ""
    if not unit and 0 < value <= 0.2:
        return f"1/{1 / value:.0f}"
    return f"{value:.0f} {unit}".rstrip() if value >= 20 else f"{value:.3g} {unit}".rstrip()
