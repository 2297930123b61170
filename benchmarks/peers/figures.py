"""Figures as SVG: what a full build and an edit cost by the number of posts. The same runs give the same bytes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from pathlib import Path

    from peers.runs import Run

_FIGURES = {"full": "Full build", "edit": "One post edited"}
# Told apart by those who do not see all colours, too (Okabe and Ito).
_COLOURS = ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
_MARKS = "osD^vPX"


def draw_figures(folder: Path, runs: list[Run], names: list[str]) -> list[tuple[str, str]]:
    """Return name and alternative text of each figure that has been drawn into a folder."""
    mpl.rcParams.update({"svg.hashsalt": "koushu", "svg.fonttype": "none", "font.family": "sans-serif"})
    return [_draw(folder, runs, names, step, title) for step, title in _FIGURES.items()]


def _draw(folder: Path, runs: list[Run], names: list[str], step: str, title: str) -> tuple[str, str]:
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for name, colour, mark in zip(names, _COLOURS, _MARKS, strict=False):
        points: dict[int, list[float]] = {}
        for run in runs:
            if (run.peer, run.step) == (name, step):
                points.setdefault(run.posts, []).append(run.cost.cpu)
        if points:
            sizes = sorted(points)
            axes.plot(sizes, [median(points[size]) for size in sizes], marker=mark, color=colour, label=name)
    sizes = sorted({run.posts for run in runs})
    axes.set(xscale="log", yscale="log", xlabel="posts", ylabel="CPU seconds", title=title)
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.grid(visible=True, alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right center", frameon=False)
    path = folder / f"{step}.svg"
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    return path.name, f"{title}: CPU seconds of each program by the number of posts"
