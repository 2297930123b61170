"""Where the letters of a PDF stand: its lines, what begins and ends them, and what its links lead to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pdfplumber
import pypdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLOSING = frozenset("，。、；：？！）］｝】》〉」』〕〗”’·％")
"""What may not begin a line of Chinese (GB/T 15834, JIS X 4051)."""
OPENING = frozenset("（［｛【《〈「『〔〖“‘")
"""What may not end one."""


@dataclass(frozen=True)
class Line:
    """Letters with one baseline, without a wide gap between them."""

    page: int
    text: str
    left: float
    right: float


def lines_of(path: Path) -> Iterator[Line]:
    """Yield the lines of a PDF; pages count from 1, places are points from the left edge."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            letters = [one for one in page.chars if one["text"].strip() and one["upright"]]
            # The baseline: letters of one line are of several fonts and sizes.
            letters.sort(key=lambda one: (round(one["matrix"][5], 1), one["x0"]))
            for _, row in groupby(letters, key=lambda one: round(one["matrix"][5], 1)):
                yield from _pieces(page.page_number, list(row))
            page.close()


def _pieces(page: int, row: list[dict[str, float | str]]) -> Iterator[Line]:
    start = 0
    for index in range(1, len(row) + 1):
        if index == len(row) or row[index]["x0"] - row[index - 1]["x1"] > 2 * row[index]["size"]:
            piece = row[start:index]
            yield Line(page, "".join(str(one["text"]) for one in piece), piece[0]["x0"], piece[-1]["x1"])
            start = index


def kinsoku_faults(path: Path) -> list[Line]:
    """Return the lines that begin with a closing mark or end with an opening one."""
    return [
        line
        for line in lines_of(path)
        if line.text[0] in CLOSING or (line.text[-1] in OPENING and len(line.text) > 1)
    ]


@dataclass(frozen=True)
class Links:
    """The links of a PDF."""

    addresses: frozenset[str]
    """On other sites."""
    inside: int
    """How many lead to a place of the PDF."""
    broken: tuple[str, ...]
    """Names of places that it does not have."""


def links_of(path: Path) -> Links:
    reader = pypdf.PdfReader(path)
    names = set(reader.named_destinations)
    addresses, inside, broken = set(), 0, []
    for page in reader.pages:
        for note in (one.get_object() for one in page.get("/Annots", [])):
            action = note.get("/A", {})
            target = note.get("/Dest") or action.get("/D")
            if note["/Subtype"] != "/Link":
                continue
            if "/URI" in action:
                addresses.add(str(action["/URI"]))
            elif isinstance(target, str | bytes) and target not in names:
                broken.append(str(target))
            else:
                inside += 1
    return Links(frozenset(addresses), inside, tuple(broken))
