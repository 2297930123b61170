"""The values that a template works with, and how it prints them.

Source: Go, packages text/template and html/template; Hugo, "Introduction to templating".
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.shortcodes.templates.times import TIME_FIELDS, go_time
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_TEXT: Final = 200_000
"""Characters that one call may print."""


class Html(str):
    """A text that is HTML already, and is not escaped."""

    __slots__ = ()


class Record(dict[str, object]):
    """Values with a fixed set of names, such as those of a page: any other name is a fault of the template.

    One that can be called is a method.
    """


class Listed(list[Any]):
    """A list that has methods too, such as the files of a page."""

    def __init__(self, items: list[Any], fields: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(items)
        self.fields = fields


@record
class Fragment:
    """A text that is rendered when the output becomes nodes."""

    text: str
    kind: str
    """`inline` or `block` for Markdown, `math` or `math_block` for TeX."""


def truth(value: object) -> bool:
    """Return whether a value counts as true: not nothing, zero, false or empty."""
    return True if isinstance(value, dt.datetime) else bool(value)


def shown(value: object) -> str:
    """Return a value as a template prints it."""
    if isinstance(value, str):
        return str(value)
    return next(
        (work(value) for kind, work in _SHOWN if isinstance(value, kind)),
        "" if callable(value) else str(value),
    )


def _table(value: Any) -> str:  # noqa: ANN401 - a table of any values
    if "RelPermalink" in value:
        return shown(value["RelPermalink"])
    return f"map[{' '.join(f'{key}:{shown(value[key])}' for key in sorted(value, key=str))}]"


def fields_of(value: object) -> Mapping[str, object] | None:
    """Return what stands behind the dots of a value, None for one without fields."""
    if isinstance(value, dict):
        return value
    if isinstance(value, dt.datetime):
        return {name: work(value) for name, work in TIME_FIELDS.items()}
    return value.fields if isinstance(value, Listed) else None


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    text = repr(value)
    mantissa, mark, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent):+03d}" if mark else text


_SHOWN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (type(None), lambda _: ""),
    (bool, lambda value: str(value).lower()),
    (float, _float),
    (dt.datetime, lambda value: go_time(value, "2006-01-02 15:04:05 -0700 MST")),
    (list, lambda value: f"[{' '.join(map(shown, value))}]"),
    (dict, _table),
)
