"""The runs that have been made, kept as lines of JSON, and RESULTS.md with its figures made from them."""

from __future__ import annotations

import itertools
import json
import math
from statistics import median
from typing import TYPE_CHECKING, Any

from peers.figures import draw_figures
from peers.goals import goals_table
from peers.runs import OURS, costs_of, kept_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from peers.measuring import Cost
    from peers.peer import Peer
    from peers.runs import Run

_STEPS = {
    "full": "Full build",
    "edit": "The body of one post edited",
    "nothing": "Nothing changed",
    "theme": "The theme changed",
    "two": "Full build with two workers",
}
_HEAD = """\
# What a site of posts costs, beside other programs

Written by `benchmarks/compare.py` from the runs in `results/runs.jsonl`; figures drawn from the same.

- **CPU** is user and system time of all processes, **memory** that of the largest process. All are medians.
- On a machine that does other work too, seconds mean little. **Ratios** are medians of runs of the same round, in \
which the programs take turns; they are what counts.
- The posts are those of `make_corpus.py`: 12 KB each, most of them Chinese, half of them interviews. After each \
full build it is checked that every post has a page of its own and that no draft stands anywhere; after an edit and a \
change of the theme, that pages show it. A program that fails in this has no figure.
- Programs differ in what they make, see the table. Shortcodes of Hugo stay text where a program does not know them.
"""


def write_results(folder: Path, peers: Sequence[Peer]) -> None:
    """Write RESULTS.md and its figures from the runs that are kept."""
    runs = kept_runs(folder)
    told = json.loads((folder / "results" / "machine.json").read_text(encoding="utf-8"))
    sizes = sorted({run.posts for run in runs})
    parts = [_HEAD, _about(told, peers, runs), f"## Beside the goals\n\n{goals_table(runs)}"]
    for step, title in _STEPS.items():
        parts.append(f"## {title}\n\n{_table(runs, step, sizes, peers)}")
    parts.append(f"## Growth\n\n{_growth(runs, sizes, peers)}")
    figures = draw_figures(folder / "results", runs, [peer.name for peer in peers])
    parts.append("".join(f"![{text}](results/{name})\n\n" for name, text in figures).rstrip() + "\n")
    (folder / "RESULTS.md").write_text("\n".join(parts), encoding="utf-8")


def _about(told: Mapping[str, Any], peers: Sequence[Peer], runs: list[Run]) -> str:
    versions = told["versions"]
    built = {run.peer for run in runs}
    rows = [
        f"| {peer.name} | {peer.makes} | {versions.get(peer.name, '')} |"
        for peer in peers
        if peer.name in built
    ]
    table = "\n".join(["| program | makes, beside pages | versions |", "|---|---|---|", *rows])
    rounds = {
        size: 1 + max(run.number for run in runs if run.posts == size) for size in {r.posts for r in runs}
    }
    said = ", ".join(f"{count} at {size} posts" for size, count in sorted(rounds.items()))
    return f"Machine: {told['machine']}. Rounds: {said}. Last command: `{told['command']}`.\n\n{table}\n"


def _table(runs: list[Run], step: str, sizes: list[int], peers: Sequence[Peer]) -> str:
    """Return CPU seconds, ours as a multiple of it, wall seconds and memory, for each program and size."""
    head = ["program"]
    for size in sizes:
        head += [f"{size}: CPU s", "ours / it", "wall s", "MiB"]
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    for peer in peers:
        cells = [cell for size in sizes for cell in _cells(runs, step, size, peer.name)]
        if any(cells):
            lines.append(f"| {peer.name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cells(runs: list[Run], step: str, size: int, peer: str) -> list[str]:
    costs = costs_of(runs, step, size, peer)
    if not costs:
        return [""] * 4
    ours = costs_of(runs, step, size, OURS)
    ratios = [ours[number].cpu / cost.cpu for number, cost in costs.items() if number in ours and cost.cpu]
    ratio = _short(median(ratios)) if ratios and peer != OURS else ""
    values = (lambda one: one.cpu, lambda one: one.wall, lambda one: one.memory)
    cpu, wall, memory = (_of(costs, value) for value in values)
    return [_short(cpu), ratio, _short(wall), f"{memory:.0f}"]


def _of(costs: dict[int, Cost], value: Callable[[Cost], float]) -> float:
    return median(value(cost) for cost in costs.values())


def _growth(runs: list[Run], sizes: list[int], peers: Sequence[Peer]) -> str:
    """Return the exponent of the full build between sizes, and what a further post costs."""
    steps = list(itertools.pairwise(sizes))
    if not steps:
        return "One size has been built.\n"
    head = ["program"]
    for small, large in steps:
        head += [f"{small} → {large}: exponent", "ms a further post", "edit: times"]
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    for peer in peers:
        cells: list[str] = []
        for small, large in steps:
            full = [costs_of(runs, "full", size, peer.name) for size in (small, large)]
            edit = [costs_of(runs, "edit", size, peer.name) for size in (small, large)]
            if not all(full) or not all(edit):
                cells += [""] * 3
                continue
            first, second = (_of(costs, lambda c: c.cpu) for costs in full)
            before, after = (_of(costs, lambda c: c.cpu) for costs in edit)
            exponent = math.log(second / first) / math.log(large / small)
            cells += [
                f"{exponent:.2f}",
                f"{(second - first) / (large - small) * 1000:.1f}",
                _short(after / before),
            ]
        if any(cells):
            lines.append(f"| {peer.name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _short(value: float) -> str:
    """Return a number with about two digits that mean something."""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 2 else f"{value:.2f}"
