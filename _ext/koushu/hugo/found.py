"""How messages show what was found in a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PROBLEMS = 100
_LONGEST = 60


def shown(text: str, longest: int = _LONGEST) -> str:
    """Return a piece of a source in quotes: as it is written, cut to a length, control characters as escapes."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    quote = '"' if "'" in cut and '"' not in cut else "'"
    if cut.isprintable():
        return f"{quote}{cut}{quote}"
    return quote + "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in cut) + quote


def first_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of their lines; of very many the first, and how many more there are."""
    ordered = sorted(problems, key=lambda problem: problem.line)
    if len(ordered) <= MOST_PROBLEMS:
        return tuple(ordered)
    next_one = ordered[MOST_PROBLEMS]
    message = f"found {len(ordered) - MOST_PROBLEMS} more faults from here on; expected none. Only the first are listed"
    return (*ordered[:MOST_PROBLEMS], Problem(next_one.kind, next_one.line, message))
