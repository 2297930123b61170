"""Dates of front matter: every form Hugo reads, and clear ones that it refuses.

Source: Hugo, "Front matter: dates", and the layouts of its date cast, run on Hugo 0.168.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from koushu.late_pattern import late_pattern
from koushu.record import record

if TYPE_CHECKING:
    from koushu.hugo.metadata.fields import Value

EXPECTED = "a date such as 2023-03-14 or 2023-03-14T10:00:00+08:00"


@record
class DateReading:
    """What a value says as a date."""

    moment: dt.datetime | None
    """With a zone; nothing when the value is empty or no date."""
    fault: str = ""
    """Why the value is not one Hugo reads; empty for one it reads."""


_DAYS = "(?:mon|tue|wed|thu|fri|sat|sun)"
_LONG_DAYS = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = f"(?P<month>{'|'.join(_MONTHS)})"
_DATE = "(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"
_TIME = r"(?P<h>[0-9]{1,2}):(?P<min>[0-9]{2}):(?P<s>[0-9]{2})(?:[.,](?P<frac>[0-9]+))?"
_SHORT_TIME = "(?P<h>[0-9]{1,2}):(?P<min>[0-9]{2})"
_OFFSET = "(?P<off>[-+][0-9]{2}:?[0-9]{2})"
_NAME = r"(?P<name>[A-Z]{3,5}|GMT[-+][0-9]{1,2})"
_ZONE = f"(?:{_OFFSET}|{_NAME})"

_HUGO = tuple(
    re.compile(pattern, re.IGNORECASE if "month" in pattern else 0)
    for pattern in (
        _DATE,
        f"{_DATE}T{_TIME}(?:Z(?P<utc>)|{_OFFSET})?",
        f"{_DATE} {_TIME}(?:Z(?P<utc>)| ?{_OFFSET}(?: [A-Z]{{3,5}})?)?",
        f"{_DAYS}, (?P<d>[0-9]{{2}}) {_MON} (?P<y>[0-9]{{4}}) {_TIME} {_ZONE}",
        f"(?P<d>[0-9]{{2}}) {_MON} (?P<y>[0-9]{{2}}) {_SHORT_TIME} {_ZONE}",
        f"{_LONG_DAYS}, (?P<d>[0-9]{{2}})-{_MON}-(?P<y>[0-9]{{2}}) {_TIME} {_NAME}",
        f"{_DAYS} {_MON} (?P<d>[ 0-9][0-9]|[0-9]) {_TIME}(?: {_ZONE})? (?P<y>[0-9]{{4}})",
        f"(?P<d>[0-9]{{2}}) {_MON} (?P<y>[0-9]{{4}})",
    )
)

_ANY_MON = f"{_MON}[a-z]*\\.?"
_ANY_DAY = "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_ANY_TIME = (
    r"(?:(?:[T,]|-T)?\s*(?P<h>[0-9]{1,2})[:时時点](?P<min>[0-9]{2})(?:[:分](?P<s>[0-9]{2})(?:[.,](?P<frac>[0-9]+))?)?[分秒]?"
    r"\s*(?P<half>[ap]m)?\s*(?:Z(?P<utc>)|(?P<off>[-+][0-9]{1,2}(?::?[0-9]{2})?)|(?P<name>UTC|GMT))?)?"
)
_CLEAR = tuple(
    late_pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<y>[0-9]{{4}})\s*[-/.年]\s*(?P<m>[0-9]{{1,2}})\s*[-/.月]\s*(?P<d>[0-9]{{1,2}})\s*[日号]?\s*{_ANY_TIME}",
        rf"(?:{_DAYS}[a-z]*,?\s+)?{_ANY_MON}\s+{_ANY_DAY},?\s+(?P<y>[0-9]{{4}})\s*{_ANY_TIME}",
        rf"(?:{_DAYS}[a-z]*,?\s+)?{_ANY_DAY}\s+{_ANY_MON},?\s+(?P<y>[0-9]{{4}})\s*{_ANY_TIME}",
        r"(?P<y>[12][0-9]{3})(?P<m>[01][0-9])(?P<d>[0-3][0-9])",
        r"(?P<y>[12][0-9]{3})\s*[-/.年]\s*(?P<m>[0-9]{1,2})\s*月?",
        r"(?P<y>[12][0-9]{3})\s*年?",
    )
)
_LONGEST = 60
_UTC = re.compile("UTC|GMT(?:[-+][0-9]{1,2})?", re.IGNORECASE)
_SHIFT = re.compile("([-+])([0-9]{1,2}):?([0-9]{2})?")


def read_date(value: Value, zone: dt.tzinfo) -> DateReading:
    """Return the moment a front matter value names; a value without a zone is in `zone`.

    `fault` is set for what Hugo refuses; such a value still gives a moment when it is clear,
    like `2023/03/14`. The year 1, Hugo's own "no date", gives none.
    """
    reading = _read(value, zone)
    return DateReading(None) if reading.moment and reading.moment.year == 1 else reading


def _read(value: Value, zone: dt.tzinfo) -> DateReading:
    if value is None or value == "":
        return DateReading(None)
    if isinstance(value, dt.datetime):
        return _safe(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, dt.date):
        return _safe(dt.datetime(value.year, value.month, value.day, tzinfo=zone))
    if isinstance(value, bool | float | list | dict | dt.time):
        return DateReading(None, "it is not a date")
    if isinstance(value, int):
        return _number(value, zone)
    return _text(value, zone)


def _number(value: int, zone: dt.tzinfo) -> DateReading:
    """Return Unix seconds as Hugo does, but for a number that is plainly a year or a day."""
    if 1900 <= value <= 2100 or 19000101 <= value <= 21001231:
        return _text(str(value), zone)
    try:
        return _safe(dt.datetime.fromtimestamp(value, dt.UTC))
    except (OverflowError, OSError, ValueError):
        return DateReading(None, "it is too large for seconds since 1970")


def _text(text: str, zone: dt.tzinfo) -> DateReading:
    for pattern in _HUGO:
        if match := pattern.fullmatch(text):
            return _moment(match, zone, "")
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip()
    for pattern in _CLEAR:
        if match := pattern.fullmatch(plain):
            return _moment(match, zone, "Hugo does not read it")
    return DateReading(None, "it is not a date" if text.strip() else "it is blank")


def _moment(match: re.Match[str], zone: dt.tzinfo, fault: str) -> DateReading:
    parts = match.groupdict()
    name = parts.get("name") or ""
    try:
        plain = dt.datetime(  # noqa: DTZ001 - its zone is found with its help
            _year(parts["y"]),
            _month(parts),
            int(parts.get("d") or 1),
            _hour(parts),
            int(parts.get("min") or 0),
            int(parts.get("s") or 0),
            int((parts.get("frac") or "0").ljust(6, "0")[:6]),
        )
        default = plain.replace(tzinfo=zone)
        if name and not _UTC.fullmatch(name):
            known = default.tzname() == name
            return _safe(default, "" if known else f"Hugo does not know the zone {name} and takes the site's")
        moment = plain.replace(tzinfo=_zone(parts, zone))
        if name and moment != default:
            return _safe(moment, f"Hugo takes the site's zone instead of {name}")
        return _safe(moment, fault)
    except ValueError as error:
        return DateReading(None, f"it is no possible date ({error})")


def _safe(moment: dt.datetime, fault: str = "") -> DateReading:
    """Return the moment unless it lies outside the years that can be compared and shifted."""
    try:
        moment.astimezone(dt.UTC)
    except OverflowError:
        return (
            DateReading(None, "it lies outside the years 1 to 9999") if moment.year > 1 else DateReading(None)
        )
    return DateReading(moment, fault)


def _year(text: str) -> int:
    """Return a year; of two digits, 69 to 99 are in the last century, as in Go."""
    return int(text) if len(text) > 2 else int(text) + (1900 if int(text) >= 69 else 2000)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("month")
    return _MONTHS.index(name.lower()) + 1 if name else int(parts.get("m") or 1)


def _hour(parts: dict[str, str | None]) -> int:
    hour, half = int(parts.get("h") or 0), (parts.get("half") or "").lower()
    return hour % 12 + (12 if half == "pm" else 0) if half else hour


def _zone(parts: dict[str, str | None], default: dt.tzinfo) -> dt.tzinfo:
    """Return the zone a date names by an offset, `Z`, `GMT` or `GMT+8`, else the default."""
    name = parts.get("name") or ""
    if parts.get("utc") is not None or name.upper() in {"UTC", "GMT"}:
        return dt.UTC
    if match := _SHIFT.fullmatch(parts.get("off") or name.upper().removeprefix("GMT")):
        shift = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return dt.timezone(-shift if match[1] == "-" else shift)
    return default
