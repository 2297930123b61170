"""Functions of templates that count and compare.

Source: Hugo, "Functions": math, compare, cast.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.shortcodes.templates.values import shown, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LARGEST: Final = 10**15
_MOST_DIGITS: Final = 400


def number(value: object) -> int | float:
    """Return a value as a number. Raises `ValueError` for what is none."""
    if isinstance(value, int | float):
        return value
    text = shown(value).strip()
    if len(text) > _MOST_DIGITS:
        raise ValueError("a number without end")
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    return float(text or 0)


def to_int(value: object, *_: object) -> int:
    """Return a value as a whole number."""
    return int(number(value))


def _calculate(work: Callable[[Any, Any], int | float]) -> Callable[..., object]:
    def run(first: object, *rest: object) -> object:
        if isinstance(first, str) and work is operator.add:
            return first + "".join(map(shown, rest))
        values = first if isinstance(first, list) and not rest else [first, *rest]
        result = number(values[0])
        for value in values[1:]:
            result = work(result, number(value))
            if abs(result) > _LARGEST and isinstance(result, int):
                raise ValueError("a number without end")
        return result

    return run


def _divide(one: float, other: float) -> int | float:
    if isinstance(one, int) and isinstance(other, int):
        return int(one / other)
    return one / other


def _power(one: float, other: float) -> float:
    return float(math.pow(one, other))


def _round(value: object) -> float:
    found = number(value)
    return float(math.floor(abs(found) + 0.5) * (1 if found >= 0 else -1))


def _extreme(choose: Callable[..., Any]) -> Callable[..., object]:
    def run(*values: object) -> float:
        flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
        return float(choose(number(one) for one in flat))

    return run


def _compare(work: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    def run(one: object, *others: object) -> bool:
        return all(_pair(work, one, other) for other in others)

    return run


def _pair(work: Callable[[Any, Any], bool], one: object, other: object) -> bool:
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return work(one, other)
    if isinstance(one, int | float) or isinstance(other, int | float):
        try:
            return work(number(one), number(other))
        except ValueError:
            return work(shown(one), shown(other))
    if one is None or other is None:
        return work(number(0 if one is None else 1), number(0 if other is None else 1))
    return work(shown(one), shown(other))


def equal(first: object, *others: object) -> bool:
    """Return whether a value is one of the others; a number is never a text."""
    return any(first == other and isinstance(first, bool) == isinstance(other, bool) for other in others)


def _conditional(condition: object, one: object, other: object) -> object:
    return one if truth(condition) else other


def _like(value: object, pattern: object) -> bool:
    return re.search(shown(pattern)[:200], shown(value)[:1000]) is not None


COMPARED: Final[Mapping[str, Callable[..., bool]]] = {
    "LIKE": _like,
    **dict.fromkeys(("=", "==", "eq"), equal),
    **dict.fromkeys(("!=", "<>", "ne"), lambda one, other: not equal(one, other)),
    **dict.fromkeys((">", "gt"), _compare(operator.gt)),
    **dict.fromkeys((">=", "ge"), _compare(operator.ge)),
    **dict.fromkeys(("<", "lt"), _compare(operator.lt)),
    **dict.fromkeys(("<=", "le"), _compare(operator.le)),
}
_ADD: Final = _calculate(operator.add)
NUMBERS: Final[Mapping[str, Callable[..., object]]] = {
    "add": _ADD,
    "cond": _conditional,
    "div": _calculate(_divide),
    "eq": equal,
    "float": lambda value: float(number(value)),
    "ge": COMPARED["ge"],
    "gt": COMPARED["gt"],
    "int": to_int,
    "le": COMPARED["le"],
    "lt": COMPARED["lt"],
    "math.Abs": lambda value: float(abs(number(value))),
    "math.Ceil": lambda value: float(math.ceil(number(value))),
    "math.Floor": lambda value: float(math.floor(number(value))),
    "math.Log": lambda value: math.log(number(value)),
    "math.Max": _extreme(max),
    "math.Min": _extreme(min),
    "math.Pi": lambda: math.pi,
    "math.Product": lambda *values: float(
        math.prod(map(number, values[0] if isinstance(values[0], list) else values))
    ),
    "math.Round": _round,
    "math.Sqrt": lambda value: math.sqrt(number(value)),
    "math.Sum": lambda *values: float(sum(map(number, values[0] if isinstance(values[0], list) else values))),
    "mod": _calculate(lambda one, other: int(math.fmod(one, other))),
    "modBool": lambda one, other: not math.fmod(number(one), number(other)),
    "mul": _calculate(operator.mul),
    "ne": lambda one, *others: not equal(one, *others),
    "not": lambda value: not truth(value),
    "pow": _calculate(_power),
    "string": shown,
    "sub": _calculate(operator.sub),
}
