"""What is said when a build has ended: one table, then what was withheld and what was warned of."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from gettext import gettext, ngettext
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from koushu.cli.briefly import briefly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import Console

    from koushu.engine.costs import Costs

_ = gettext
_WITHHELD = re.compile(r"withheld: (?P<path>.+?) \((?P<reason>.+)\)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d{4}")
_KIND = re.compile(r"\[([a-z_]+\.[A-Za-z_-]+)\]\s*$")
_MOST_NOTICES = 100
# Where a word begins is asked last, since there may be thousands of lines.
_LEVEL = re.compile(r"(?:WARNING(?<!\wWARNING)|ERROR(?<!\wERROR)|CRITICAL(?<!\wCRITICAL)): ")


@dataclass(slots=True)
class Result:
    """One output after the build: where it is, how large, how long it took, what was said."""

    name: str
    product: Path | None
    seconds: float = 0.0
    up_to_date: bool = False
    warnings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    failure: str = ""
    costs: Costs | None = None
    """Where its time went, if that was asked for."""


def count_kinds(lines: Iterable[str]) -> Counter[str]:
    """Return how many warnings there were of each `type.subtype`; those without one count as `other`."""
    warned = (line for line in lines if _LEVEL.search(line))
    return Counter(match[1] if (match := _KIND.search(line)) else "other" for line in warned)


def as_json(results: Iterable[Result]) -> str:
    """Return the closing table as JSON: for each output its file, size in bytes, seconds and all that was said."""
    rows = [
        {
            "format": one.name,
            "file": str(one.product or ""),
            "bytes": _bytes(one.product) if one.product else 0,
            "seconds": round(one.seconds, 3),
            "up_to_date": one.up_to_date,
            "failure": one.failure,
            "warnings": one.warnings,
            "warning_kinds": dict(count_kinds(one.warnings)),
            "withheld": one.notices,
        }
        for one in results
    ]
    return json.dumps({"outputs": rows}, ensure_ascii=False, indent=1)


def what_went_wrong(results: Iterable[Result]) -> list[str]:
    """Return failures and warnings, each once."""
    lines = [
        line
        for one in results
        for line in (*one.warnings, *([f"{one.name}: {briefly(one.failure)}"] if one.failure else ()))
    ]
    return list(dict.fromkeys(lines))


def print_summary(console: Console, results: list[Result], *, more: int = 0) -> None:
    """Print where each output lies, then notices and warnings by kind, each once.

    `more` is how many warnings were not shown, since others have the same cause.
    """
    table = Table(box=None, pad_edge=False, show_header=False)
    for _column in range(3):
        table.add_column()
    # A path that is too long for the terminal goes on in the next line.
    table.add_column(overflow="fold")
    for result in results:
        table.add_row(f"[bold]{result.name}[/bold]", _state(result), _size(result.product), _where(result))
    console.print()
    console.print(table, soft_wrap=True)
    # The formats share their reading, so what one says of a source the next may say again.
    notices = list(dict.fromkeys(line for result in results for line in result.notices))
    for notice in notices[:_MOST_NOTICES]:
        console.print(_translated(notice), soft_wrap=True, markup=False)
    if len(notices) > _MOST_NOTICES:
        left = len(notices) - _MOST_NOTICES
        console.print(_("{count} more are withheld; `koushu check` names each").format(count=left))
    kinds = count_kinds(dict.fromkeys(line for result in results for line in result.warnings))
    console.print(_warnings(kinds), style="yellow" if kinds else "green")
    if more:
        told = _("{count} of the same causes were not shown; `koushu check` lists each place")
        console.print(told.format(count=more), style="yellow")


def _translated(notice: str) -> str:
    """Return a notice in the user's language; other lines as they are."""
    found = _WITHHELD.fullmatch(notice)
    if found is None:
        return notice
    return _("withheld: {path} ({reason})").format(path=found["path"], reason=why_withheld(found["reason"]))


def why_withheld(reason: str) -> str:
    """Return in the user's language why a source is withheld, as `koushu.posts.notices` says it in English."""
    moment = _MOMENT.search(reason)
    if moment is None:
        return gettext(reason)
    return gettext(reason.replace(moment[0], "{moment}")).replace("{moment}", moment[0])


def _state(result: Result) -> str:
    if result.failure:
        return f"[red]{_('failed')}[/red]"
    return _("up to date") if result.up_to_date else _("{seconds:.1f} s").format(seconds=result.seconds)


def _where(result: Result) -> str:
    return escape(briefly(result.failure) or str(result.product or _("nothing was written")))


def _bytes(product: Path) -> int:
    """Return the size of a file, or of all files in a folder."""
    files = [product] if product.is_file() else product.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def _size(product: Path | None) -> str:
    if product is None or product.suffix == ".html":
        return ""
    size = _bytes(product)
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"


def _warnings(kinds: Counter[str]) -> str:
    total = kinds.total()
    told = ngettext("{count} warning", "{count} warnings", total).format(count=total)
    rows = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return _("{name}: {said}").format(name=told, said=rows) if rows else told
