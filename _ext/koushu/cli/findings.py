"""What a check of a publication has found, as records, as text and as data; each with its file and line."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from gettext import gettext, ngettext
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_match_warning: Final = re.compile(
    r"(?:(?P<file>.+?)(?::(?P<line>\d*))?: )?(?P<level>WARNING|ERROR|CRITICAL): (?P<message>.*)"
).fullmatch
_match_notice: Final = re.compile(
    r"(?P<file>.+?):(?P<line>\d*): (?P<message>.* \[[a-z]+\.[a-z_]+\])"
).fullmatch
_match_kind: Final = re.compile(r"(?P<message>.*?) ?\[(?P<kind>[a-z_]+(?:\.[A-Za-z_-]+)?)\]").fullmatch
_GROUPS: Final = {
    "hugo.encoding": "front matter",
    "hugo.front_matter": "front matter",
    "hugo.front_matter_value": "front matter",
    "hugo.date": "front matter",
    "hugo.shortcode": "shortcodes",
    "hugo.unknown_shortcode": "shortcodes",
    "hugo.raw_html": "lossy constructs",
    "hugo.footnote": "lossy constructs",
    "hugo.nesting": "lossy constructs",
    "hugo.directive": "lossy constructs",
    "hugo.foreign_syntax": "lossy constructs",
    "hugo.link_target": "broken links",
    "hugo.image": "missing images",
    "posts.address": "addresses",
    "hugo.site": "configuration",
}
MOST_PLACES: Final = 50
_ORDER: Final = (
    "configuration",
    "front matter",
    "shortcodes",
    "lossy constructs",
    "broken links",
    "missing images",
    "addresses",
    "other",
)
UNKNOWN: Final = "unknown shortcodes"
KNOWN: Final = "known shortcodes"
WITHHELD: Final = "withheld"
NOTES: Final = "better than in Hugo, on purpose"
TITLES: Final = (*_ORDER, UNKNOWN, KNOWN, WITHHELD, NOTES)
"""Of all parts of a report."""


@record
class Finding:
    """One thing to know about a source."""

    file: str
    """Path below the source folder; `.` for what has no file."""
    line: int
    """1-based; 1 for what concerns the whole file."""
    kind: str
    """`type.subtype`, as `suppress_warnings` takes it; empty where a warning has none."""
    message: str

    @property
    def group(self) -> str:
        """Return the part of the report that it belongs to."""
        return _GROUPS.get(self.kind, "other")


@dataclass(slots=True)
class Usage:
    """How often a shortcode is called, and where first."""

    name: str
    file: str
    line: int
    count: int = 1
    known: bool = True
    places: list[str] = field(default_factory=list)
    """The first places as `file:line`; of an unknown one the first of each file."""


@dataclass(slots=True)
class Report:
    """All that a check has found."""

    posts: int = 0
    withheld: list[Finding] = field(default_factory=list)
    shortcodes: list[Usage] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    addresses: list[Finding] = field(default_factory=list)
    """Pages that lie elsewhere than in Hugo, and former addresses that lead nowhere."""
    notes: list[Finding] = field(default_factory=list)
    """What differs from Hugo and is no fault."""


def read_warnings(lines: Iterable[str], source: str) -> list[Finding]:
    """Return the findings in lines that Sphinx printed as warnings, each once; a further line belongs to the one above.

    `source` is the source folder, which is cut from the paths.
    """
    findings: list[Finding] = []
    for line in lines:
        found = _match_warning(line)
        if found:
            findings.append(_finding(found, source))
        elif findings and line.strip():
            last = findings[-1]
            findings[-1] = Finding(last.file, last.line, last.kind, f"{last.message} {line.strip()}")
    return sorted(dict.fromkeys(findings), key=lambda one: (one.file, one.line))


def read_notices(lines: Iterable[str], source: str) -> list[Finding]:
    """Return the findings in lines that were printed as notices."""
    found = (_match_notice(line) for line in lines)
    return list(dict.fromkeys(_finding(match, source) for match in found if match))


def _finding(found: re.Match[str], source: str) -> Finding:
    told = _match_kind(found["message"])
    message, kind = (told["message"], told["kind"]) if told else (found["message"], "")
    file = (found["file"] or ".").removeprefix(f"{source}/")
    return Finding(file, int(found["line"] or 0) or 1, kind, message)


def as_lines(report: Report) -> Iterator[str]:
    """Return the report as text: how much there is of each part, then each part, a line `file:line: …` a finding."""
    posts = ngettext("{count} post", "{count} posts", report.posts).format(count=report.posts)
    yield gettext("{posts}, {count} withheld").format(posts=posts, count=len(report.withheld))
    parts = [(gettext(title), findings) for title, findings in _parts(report)]
    width = max((cell_len(title) for title, _ in parts), default=0)
    for title, findings in parts:
        yield f"  {title}{' ' * (width - cell_len(title))}  {len(findings)}"
    for title, findings in parts:
        yield from _part(title, findings)
    yield ""
    problems = len(report.problems)
    yield ngettext("{count} problem", "{count} problems", problems).format(count=problems)


def _parts(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the parts of a report that hold anything."""
    parts = [(group, [one for one in report.problems if one.group == group]) for group in _ORDER]
    parts = [(title, found + report.addresses if title == "addresses" else found) for title, found in parts]
    for title, known in ((UNKNOWN, False), (KNOWN, True)):
        used = [one for one in report.shortcodes if one.known == known]
        rows = [
            Finding(
                one.file,
                one.line,
                "",
                ngettext(
                    "{name}, {count} call, the first here", "{name}, {count} calls, the first here", one.count
                ).format(name=one.name, count=one.count),
            )
            for one in used
        ]
        parts.append((title, rows))
    parts += [(WITHHELD, report.withheld), (NOTES, report.notes)]
    return ((title, findings) for title, findings in parts if findings)


def as_json(report: Report) -> str:
    """Return the report as JSON; each problem names its group too."""
    data = asdict(report)
    data["problems"] = [{**asdict(one), "group": one.group} for one in report.problems]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _part(title: str, findings: list[Finding]) -> Iterator[str]:
    if findings:
        yield ""
        yield gettext("{name}: {said}").format(name=title, said=len(findings))
        for one in findings:
            kind = f" [{one.kind}]" if one.kind else ""
            yield f"  {one.file}:{one.line}: {one.message}{kind}"
