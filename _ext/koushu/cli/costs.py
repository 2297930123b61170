"""What `koushu build --profile` prints: where the time of a format went, and which documents cost most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from koushu.engine.costs import Costs


def print_costs(console: Console, name: str, costs: Costs) -> None:
    """Print the processor seconds of each phase of a format, then those of its ten dearest documents."""
    whole = sum(costs.phases.values())
    table = Table(
        box=None, pad_edge=False, title=f"{name}: {whole:.2f} s of processor time", title_justify="left"
    )
    for heading in ("s", "%"):
        table.add_column(heading, justify="right")
    table.add_column("phase")
    for phase, seconds in costs.phases.items():
        table.add_row(f"{seconds:.2f}", f"{100 * seconds / whole:.0f}" if whole else "", phase)
    console.print(table)
    dearest = costs.dearest()
    if dearest:
        posts = Table(box=None, pad_edge=False)
        posts.add_column("ms", justify="right")
        posts.add_column(f"dearest of {len(costs.documents)} documents")
        for docname, seconds in dearest:
            posts.add_row(f"{1000 * seconds:.0f}", escape(docname))
        console.print(posts)
