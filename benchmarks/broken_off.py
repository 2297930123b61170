"""Builds that are killed: what is left in the output is the last site or the new one, and the next build is whole.

    python benchmarks/broken_off.py [--kills 100] [--builder html] [--seed 1] [--site FOLDER]

A copy of the publication is built; its posts are edited; the build that follows is killed (-9) after a random time, a
third of them while nothing was built before. Then the edit is kept or taken back, and the next build is compared byte
by byte with a clean one of the same sources. Prints a line for each fault, and how many of the builds were whole.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NOT_COPIED = (".git", "_build", ".venv", "__pycache__", "tests", "benchmarks", "guide")
_NO_OUTPUT = (".buildinfo", ".koushu.lock")
_STAGE = ".koushu-staged"


@dataclass
class Bench:
    """The folders of one run, and what was found."""

    work: Path
    builder: str
    rng: random.Random
    jobs: int = 1
    faults: list[str] = field(default_factory=list)
    mixed: int = 0
    hits: int = 0

    @property
    def site(self) -> Path:
        """Return the folder of the sources."""
        return self.work / "site"

    def command(self, out: str) -> list[str]:
        """Return the command that builds the sources into a folder."""
        folders = ["-d", str(self.work / f"{out}-doctrees"), str(self.site), str(self.work / out)]
        return [sys.executable, "-m", "sphinx", "-q", "-b", self.builder, "-j", str(self.jobs), *folders]

    def build(self, out: str) -> int:
        """Build, and return the exit code."""
        done = subprocess.run(
            self.command(out), cwd=self.site, env=environment(), capture_output=True, check=False
        )
        return done.returncode

    def edit(self, *, back: bool) -> None:
        """Change the text of every post and the title of one, or take that back."""
        for number, path in enumerate(sorted((self.site / "posts").rglob("*.md"))):
            text = path.read_text(encoding="utf-8")
            more = "\n\nA word more.\n"
            text = text.removesuffix(more) + ("" if back else more)
            pair = ('title: "', 'title: "New ')
            if number == 1:
                text = text.replace(pair[1], pair[0])
                text = text if back else text.replace(*pair, 1)
            path.write_text(text, encoding="utf-8")

    def kill(self, delay: float, out: str) -> bool:
        """Kill a build after some seconds; return whether it was running still."""
        process = subprocess.Popen(
            self.command(out),
            cwd=self.site,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)
        running = process.poll() is None
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            running = False
        process.wait()
        return running

    def trial(self, number: int, seconds: float) -> None:
        """Kill one build, look at what it left, and build again."""
        self.restore("killed", fresh=number % 3 == 2)
        self.edit(back=False)
        delay = self.rng.uniform(0.15, 1.0) * seconds
        self.hits += self.kill(delay, "killed")
        if self.builder in {"html", "dirhtml"}:
            self.look(number, delay)
        back = self.rng.random() < 0.5
        self.edit(back=back)
        code = self.build("killed")
        found = differences(self.work / "killed", self.work / ("old" if back else "new"))
        if code or found:
            kept = "taken back" if back else "kept"
            self.faults.append(f"kill {number} after {delay:.2f} s, edit {kept}: exit {code}, {found[:4]}")

    def look(self, number: int, delay: float) -> None:
        """Note a mixture of two sites, and half a page."""
        left = self.work / "killed"
        if left.is_dir() and any(name for name in files_of(left)):
            to_old, to_new = (differences(left, self.work / name) for name in ("old", "new"))
            self.mixed += bool(to_old and to_new)
        torn = [p for p in left.rglob("*.html") if _is_page(p) and b"</html>" not in p.read_bytes()[-200:]]
        if torn:
            self.faults.append(f"kill {number} after {delay:.2f} s: half a page, {torn[0].name}")

    def restore(self, out: str, *, fresh: bool) -> None:
        """Put the folders and sources back as the first build has left them, or empty."""
        self.edit(back=True)
        for name in (out, f"{out}-doctrees"):
            shutil.rmtree(self.work / name, ignore_errors=True)
            if not fresh:
                # The state of a build names its folder, so it is that of a build into this one.
                shutil.copytree(self.work / f"saved-{name}", self.work / name, symlinks=True)


def environment() -> dict[str, str]:
    """Return the environment of a build: the clock of one second, for all."""
    return {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONDONTWRITEBYTECODE": "1"}


def _is_page(path: Path) -> bool:
    return not {"_static", _STAGE} & set(path.parts)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of an output, without what belongs to a build that runs."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in _NO_OUTPUT and _STAGE not in path.parts
    }


def differences(one: Path, other: Path) -> list[str]:
    """Return the names of files that differ between two outputs."""
    left, right = files_of(one), files_of(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def prepare(bench: Bench, source: Path) -> float:
    """Build the old and the new site, and the state to start from; return the seconds of a build of all."""
    shutil.copytree(source, bench.site, ignore=shutil.ignore_patterns(*_NOT_COPIED))
    bench.edit(back=False)
    bench.build("new")
    bench.edit(back=True)
    bench.build("old")
    start = time.monotonic()
    bench.build("killed")
    seconds = time.monotonic() - start
    for name in ("killed", "killed-doctrees"):
        shutil.copytree(bench.work / name, bench.work / f"saved-{name}", symlinks=True)
    return seconds


def main() -> int:
    """Run all kills and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--builder", default="html")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--site", type=Path, default=ROOT)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="broken-off-") as name:
        bench = Bench(Path(name), wanted.builder, random.Random(wanted.seed), wanted.jobs)
        seconds = prepare(bench, wanted.site.resolve())
        for number in range(wanted.kills):
            bench.trial(number, seconds)
    whole = wanted.kills - len({fault.split()[1] for fault in bench.faults})
    print("".join(f"{fault}\n" for fault in bench.faults), end="")
    print(f"{bench.hits} of {wanted.kills} hit a running build, {bench.mixed} left a mixture of two sites")
    print(f"{whole} of {wanted.kills} whole after the next build")
    return int(whole < wanted.kills or not bench.hits)


if __name__ == "__main__":
    sys.exit(main())
