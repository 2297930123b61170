"""What `koushu build --profile` prints: where the time of a format went, and which documents cost most."""

from __future__ import annotations

from gettext import gettext, ngettext
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from koushu.engine.costs import Costs


def print_costs(console: Console, name: str, costs: Costs) -> None:
    """Print the processor seconds of each phase of a format, then those of its ten dearest documents."""
    whole = sum(costs.phases.values())
    title = gettext("{name}: {seconds:.2f} s of processor time").format(name=name, seconds=whole)
    table = Table(box=None, pad_edge=False, title=title, title_justify="left")
    for heading in ("s", "%"):
        table.add_column(heading, justify="right")
    table.add_column(gettext("phase"))
    for phase, seconds in costs.phases.items():
        table.add_row(f"{seconds:.2f}", f"{100 * seconds / whole:.0f}" if whole else "", gettext(phase))
    console.print(table)
    dearest = costs.dearest()
    if dearest:
        posts = Table(box=None, pad_edge=False)
        posts.add_column("ms", justify="right")
        count = len(costs.documents)
        heading = ngettext("dearest of {count} document", "dearest of {count} documents", count)
        posts.add_column(heading.format(count=count))
        for docname, seconds in dearest:
            posts.add_row(f"{1000 * seconds:.0f}", escape(docname))
        console.print(posts)
