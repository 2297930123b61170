"""The table of NOTICE: what an installation holds besides Koushu, under which licence, and how lately it was released.

`python tests/notice.py` writes it anew from the installed packages and the dates of the package index.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.request import Request, urlopen

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
NOTICE = ROOT / "NOTICE"
REQUIREMENTS = ROOT / "requirements.txt"
LIMIT = 548
"""Days in eighteen months."""
INDEX = "https://pypi.org/simple/{name}/"
WHY_OLD = {
    "accessible-pygments": "colours of code that can be read; the theme keeps it as a dependency",
    "alabaster": "Sphinx's own first theme, which Sphinx keeps as a dependency; nothing of it is used",
    "h11": "the grammar of HTTP/1.1, which does not change; uvicorn keeps it as a dependency",
    "jinja2": "kept by the Pallets project, which mends it when a fault is found; its last version is the current one",
    "mdurl": "the part of markdown-it-py that reads addresses; the same people keep both",
    "pybtex-docutils": "a small bridge; sphinxcontrib-bibtex keeps it as a dependency",
    "segno": "makes QR codes by a standard that does not change, without dependencies",
    "sphinxcontrib-applehelp": "kept by the Sphinx project, which releases it when the format changes",
    "sphinxcontrib-devhelp": "kept by the Sphinx project, which releases it when the format changes",
    "sphinxcontrib-htmlhelp": "kept by the Sphinx project, which releases it when the format changes",
    "sphinxcontrib-qthelp": "kept by the Sphinx project, which releases it when the format changes",
    "sphinxcontrib-serializinghtml": "kept by the Sphinx project, which releases it when the format changes",
}
"""Packages without a release in the last eighteen months -> why we rely on them all the same."""

_HEAD = """Koushu
Copyright (c) 2026, the Koushu authors
BSD 3-Clause License, see LICENSE.

The web site, the books and the fonts in them may be passed on under the licences of their parts; the fonts are
under the SIL Open Font License 1.1, whose text their packages hold.

An installation holds these packages besides Koushu, each under its own licence and with its text. "Released" is the
day of the last release as of {day}; where that is more than eighteen months ago, the reason to rely on it all the
same stands below the table.

"""


@dataclass(frozen=True, slots=True)
class Row:
    """One package of the table."""

    name: str
    licence: str
    released: str
    """Day of the last release, ISO 8601."""


def required() -> list[str]:
    """Return the lines of requirements.txt that name a package."""
    return [line for line in REQUIREMENTS.read_text("utf-8").splitlines() if line and line[0] != "#"]


def packages() -> dict[str, Distribution]:
    """Return what requirements.txt brings along, by normalised name; what this machine does not need is left out.

    Raises `PackageNotFoundError` where one is not installed.
    """
    found: dict[str, Distribution] = {}
    waiting = required()
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not _needed(wanted)):
            continue
        found[name] = distribution(name)
        waiting += found[name].requires or []
    return dict(sorted(found.items()))


def _needed(wanted: Requirement) -> bool:
    return wanted.marker is not None and wanted.marker.evaluate({"extra": ""})


def licence_of(package: Distribution) -> str:
    """Return the licence that a package names: its SPDX expression, else its classifiers, else its own words."""
    meta = package.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2] for line in meta.get_all("Classifier", []) if line.startswith("License ::")
    ]
    words = str(meta.get("License", "")).strip().splitlines()
    return " / ".join(classified) or (words[0] if words else "")


def rows() -> list[Row]:
    """Return the rows of NOTICE as it stands."""
    pattern = re.compile(r"^(\S+) {2,}(\S.*?) {2,}(\d{4}-\d\d-\d\d)$", re.MULTILINE)
    return [Row(*found) for found in pattern.findall(NOTICE.read_text("utf-8"))]


def is_old(row: Row, today: date) -> bool:
    """Tell whether the last release of a package is more than eighteen months ago."""
    return (today - date.fromisoformat(row.released)).days > LIMIT


def day() -> date:
    """Return the day of NOTICE."""
    found = re.search(r"as of (\d{4}-\d\d-\d\d)", NOTICE.read_text("utf-8"))
    return date.fromisoformat(found[1]) if found else date.min


def _released(name: str) -> str:
    asked = Request(INDEX.format(name=name), headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urlopen(asked, timeout=60) as answer:
        files = json.load(answer)["files"]
    return max(str(one["upload-time"]) for one in files if not one.get("yanked"))[:10]


def write() -> None:
    """Write NOTICE."""
    today = datetime.now(tz=UTC).date()
    found = [
        Row(name, licence_of(package), _released(name))
        for name, package in packages().items()
        if name != "koushu"
    ]
    name_width = max(len(row.name) for row in found) + 2
    licence_width = max(len(row.licence) for row in found) + 2
    reasons = [f"{row.name}: {WHY_OLD[row.name]}." for row in found if is_old(row, today)]
    lines = [
        f"{row.name:<{name_width}}{row.licence:<{licence_width}}{row.released}"
        for row in (Row("Package", "Licence", "Released"), *found)
    ]
    text = _HEAD.format(day=today) + "\n".join(lines) + "\n\n" + "\n".join(reasons) + "\n"
    NOTICE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(write())
