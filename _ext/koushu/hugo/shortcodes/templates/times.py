"""Moments in templates: Go's layouts by example, and Hugo's functions of time.

Source: Go, package time, "Layout"; Hugo, "Functions", time.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time

from koushu.hugo.metadata.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LAYOUT: Final = re.compile(
    r"January|Jan|Monday|Mon|MST|2006|-07:00:00|-07:00|-0700|-07|Z07:00|Z0700|01|02|03|04|05|06|002|15|PM|pm"
    r"|__2|_2|[.,]0+(?![0-9])|[.,]9+(?![0-9])|1|2|3|4|5"
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def go_time(moment: dt.datetime, layout: str) -> str:
    """Return a moment in a layout of Go, which is the 2nd of January 2006, 15:04:05, as it shall look."""
    return _LAYOUT.sub(lambda found: _part(moment, found[0]), layout)


def format_moment(layout: str, value: object, language: str = "en") -> str:
    """Return a date by a layout of Go or one of Hugo's names such as `:date_long`."""
    moment = to_moment(value)
    kind, _, width = layout.removeprefix(":").partition("_")
    if not layout.startswith(":") or kind not in {"date", "time"}:
        return go_time(moment, layout)
    work = format_date if kind == "date" else format_time
    try:
        return work(moment, format=width, locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return work(moment, format=width, locale="en")


def to_moment(value: object, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """Return a value as a moment, in `zone` where it has none. Raises `ValueError` for what is no date."""
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, str | int):
        moment = read_date(value, zone).moment
        if moment is not None:
            return moment
    raise ValueError(f"{str(value)[:40]!r} is no date")


def _part(moment: dt.datetime, name: str) -> str:
    made = _NAMED.get(name)
    if made is not None:
        return made(moment)
    digits = len(name) - 1
    fraction = f"{moment.microsecond:06d}000"[:digits]
    if name[1] == "9":
        fraction = fraction.rstrip("0")
    return f"{name[0]}{fraction}" if fraction else ""


def _zone(moment: dt.datetime, colon: str, *, letter: bool = False) -> str:
    offset = int((moment.utcoffset() or dt.timedelta()).total_seconds()) // 60
    if letter and not offset:
        return "Z"
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}{colon}{abs(offset) % 60:02d}"


def _zone_name(moment: dt.datetime) -> str:
    offset = moment.utcoffset() or dt.timedelta()
    return (moment.tzname() or "UTC") if not offset else _zone(moment, "").removesuffix("00")


def _twelve(moment: dt.datetime) -> int:
    return moment.hour % 12 or 12


_NAMED: Final[Mapping[str, Callable[[dt.datetime], str]]] = {
    "January": lambda m: _MONTHS[m.month - 1],
    "Jan": lambda m: _MONTHS[m.month - 1][:3],
    "Monday": lambda m: _DAYS[m.weekday()],
    "Mon": lambda m: _DAYS[m.weekday()][:3],
    "MST": _zone_name,
    "2006": lambda m: f"{m.year:04d}",
    "06": lambda m: f"{m.year % 100:02d}",
    "01": lambda m: f"{m.month:02d}",
    "1": lambda m: str(m.month),
    "02": lambda m: f"{m.day:02d}",
    "2": lambda m: str(m.day),
    "_2": lambda m: f"{m.day:2d}",
    "002": lambda m: f"{m.timetuple().tm_yday:03d}",
    "__2": lambda m: f"{m.timetuple().tm_yday:3d}",
    "15": lambda m: f"{m.hour:02d}",
    "03": lambda m: f"{_twelve(m):02d}",
    "3": lambda m: str(_twelve(m)),
    "04": lambda m: f"{m.minute:02d}",
    "4": lambda m: str(m.minute),
    "05": lambda m: f"{m.second:02d}",
    "5": lambda m: str(m.second),
    "PM": lambda m: "PM" if m.hour > 11 else "AM",
    "pm": lambda m: "pm" if m.hour > 11 else "am",
    "-07:00:00": lambda m: f"{_zone(m, ':')}:00",
    "-07:00": lambda m: _zone(m, ":"),
    "-0700": lambda m: _zone(m, ""),
    "-07": lambda m: _zone(m, "")[:3],
    "Z07:00": lambda m: _zone(m, ":", letter=True),
    "Z0700": lambda m: _zone(m, "", letter=True),
}
TIME_FIELDS: Final[Mapping[str, Callable[[dt.datetime], object]]] = {
    "Day": lambda m: m.day,
    "Format": lambda m: lambda layout: format_moment(str(layout), m),
    "Hour": lambda m: m.hour,
    "IsZero": lambda m: m.year == 1,
    "Local": lambda m: m,
    "Minute": lambda m: m.minute,
    "Month": lambda m: _MONTHS[m.month - 1],
    "Second": lambda m: m.second,
    "UTC": lambda m: m.astimezone(dt.UTC),
    "Unix": lambda m: int(m.timestamp()),
    "UnixMilli": lambda m: int(m.timestamp() * 1000),
    "Weekday": lambda m: _DAYS[m.weekday()],
    "Year": lambda m: m.year,
    "YearDay": lambda m: m.timetuple().tm_yday,
    "After": lambda m: lambda other: m > to_moment(other),
    "Before": lambda m: lambda other: m < to_moment(other),
    "Equal": lambda m: lambda other: m == to_moment(other),
    "AddDate": lambda m: lambda years, months, days: _added(m, int(years), int(months), int(days)),
}
"""What stands behind the dot of a moment, each made from it."""


def _added(moment: dt.datetime, years: int, months: int, days: int) -> dt.datetime:
    month = moment.month - 1 + months
    year = moment.year + years + month // 12
    first = moment.replace(year=year, month=month % 12 + 1, day=1)
    return first + dt.timedelta(days=days + moment.day - 1)


TIMES: Final[Mapping[str, Callable[..., object]]] = {
    "dateFormat": lambda layout, value: format_moment(str(layout), value),
    "time": lambda value, *_: to_moment(value),
    "time.AsTime": lambda value, *_: to_moment(value),
    "time.Format": lambda layout, value: format_moment(str(layout), value),
}
