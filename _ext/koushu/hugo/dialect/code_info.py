"""The line that opens a fence: its language, and Hugo's options for line numbers and marked lines.

Source: Hugo documentation, "Syntax highlighting": ```` ```go {linenos=inline hl_lines=[3,"6-8"] linenostart=10} ````.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from koushu.record import record

_match_info: Final = re.compile(r"\s*(?P<language>[^\s{]*)\s*(?:\{(?P<options>.*)\})?\s*").fullmatch
_find_options: Final = re.compile(r"([A-Za-z_]+)\s*=\s*(\[[^\]]*\]|\"[^\"]*\"|'[^']*'|[^\s,]+)").finditer
_find_ranges: Final = re.compile(r"(\d+)(?:\s*-\s*(\d+))?").finditer
# A range of more lines than any listing has is a slip of the pen.
_LONGEST: Final = 10_000
_DIGITS: Final = 10


@record
class CodeInfo:
    """What a fence says of its code."""

    language: str = ""
    numbered: bool = False
    numbering: Literal["inline", "table"] = "table"
    """Where the numbers of lines stand."""
    first_line: int = 1
    marked: tuple[int, ...] = ()
    """1-based lines of the listing to mark."""


def read_code_info(info: str) -> CodeInfo:
    """Return what a fence's first line says; what is not understood is passed over, as in Hugo."""
    found = _match_info(info)
    if found is None:
        return CodeInfo(language=info.split(maxsplit=1)[0])
    options = {match[1].lower(): match[2].strip("\"'") for match in _find_options(found["options"] or "")}
    start = options.get("linenostart", "1")
    return CodeInfo(
        language=found["language"],
        numbering="inline" if options.get("linenos", "").lower() == "inline" else "table",
        numbered=options.get("linenos", "false").lower() not in {"false", "0"},
        first_line=int(start) if start.isdecimal() and len(start) < _DIGITS else 1,
        marked=_read_ranges(options.get("hl_lines", "")),
    )


def _read_ranges(text: str) -> tuple[int, ...]:
    lines: list[int] = []
    for match in _find_ranges(text):
        if max(len(part or "") for part in match.groups()) >= _DIGITS:
            continue
        first = int(match[1])
        last = int(match[2] or first)
        if first <= last <= first + _LONGEST and len(lines) < _LONGEST:
            lines.extend(range(first, last + 1))
    return tuple(lines)
