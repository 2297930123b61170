"""The runs that have been made, kept as lines of JSON, and what is told of the machine that made them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from peers.measuring import Cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

OURS = "Koushu"


@dataclass(frozen=True, slots=True)
class Run:
    """One build."""

    peer: str
    posts: int
    step: str
    """One of `full`, `edit`, `nothing`, `theme`, and `two`, a full build with two workers."""
    number: int
    """Of the round, from 0 on; runs of one number took turns."""
    cost: Cost
    around: float = 0.0
    """KiB of the markup around the article of a page, for a full build."""


def keep_runs(folder: Path, told: Mapping[str, Any], runs: Iterable[Run]) -> None:
    """Keep runs in place of earlier ones of the same program, size, step and round."""
    done = {_key(run): run for run in kept_runs(folder)}
    for run in runs:
        done[_key(run)] = run
        _write(folder, told, done.values())


def kept_runs(folder: Path) -> list[Run]:
    """Return the runs that are kept."""
    path = folder / "results" / "runs.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = (json.loads(line) for line in lines)
    return [Run(**{**one, "cost": Cost(**one["cost"])}) for one in found]


def _key(run: Run) -> tuple[str, int, str, int]:
    return run.peer, run.posts, run.step, run.number


def _write(folder: Path, told: Mapping[str, Any], runs: Iterable[Run]) -> None:
    place = folder / "results"
    place.mkdir(exist_ok=True)
    lines = "".join(f"{json.dumps(asdict(run))}\n" for run in sorted(runs, key=_key))
    (place / "runs.jsonl").write_text(lines, encoding="utf-8")
    path = place / "machine.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    versions = {**known.get("versions", {}), **told["versions"]}
    path.write_text(json.dumps({**told, "versions": versions}, indent=1) + "\n", encoding="utf-8")


def costs_of(runs: Iterable[Run], step: str, size: int, peer: str) -> dict[int, Cost]:
    """Return the cost of each round."""
    return {one.number: one.cost for one in runs if (one.step, one.posts, one.peer) == (step, size, peer)}
