"""The cost of a site of posts: ours beside those of other programs, and how it grows; fills RESULTS.md.

    benchmarks/compare.py ../shared/bars/make_corpus.py --posts 100 300 --rounds 3

In each round every program builds the same posts, the programs in turn, so that the load of the machine falls on all
alike: a full build, one with the body of one post edited, one with nothing changed, one with the theme changed. That
each post has a page, that no draft has, and that what was changed is shown, is checked outside the time. The programs
are installed into an environment below the work folder. `--report` writes RESULTS.md from the runs that are kept.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from peers.corpus import make_corpus
from peers.hugo import Hugo
from peers.koushu import PROGRAM, Koushu
from peers.measuring import BuildError, check_pages, check_shown, count_shown, markup_around, run
from peers.mkdocs import MkDocs
from peers.nikola import Nikola
from peers.peer import FOOTERS
from peers.pelican import Pelican
from peers.results import write_results
from peers.runs import Run, keep_runs
from peers.sphinx import ABlog, Sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peers.corpus import Corpus, Post
    from peers.peer import Peer

PEERS: tuple[Peer, ...] = (Koushu(), Hugo(), Pelican(), Nikola(), MkDocs(), ABlog(), Sphinx())
_HERE = Path(__file__).parent


def main() -> int:
    options = _options()
    if options.report:
        write_results(_HERE, PEERS)
        return 0
    if options.program is None:
        print("which program makes the corpus? Expected the path of make_corpus.py")
        return 2
    work = options.work or Path(tempfile.mkdtemp(prefix="koushu-peers-"))
    peers = [one for one in PEERS if not options.peers or _short(one) in options.peers]
    tools = _install(work / "environment", peers)
    told = {"machine": _machine(), "versions": _versions(tools, peers), "command": _command(options)}
    for count in options.posts:
        corpus = make_corpus(options.program, count, work / f"corpus-{count}")
        for number in range(options.rounds):
            for peer in peers:
                try:
                    keep_runs(_HERE, told, _round(peer, corpus, tools, work / _short(peer), number))
                except BuildError as error:
                    print(f"{peer.name} with {count} posts: {error}", file=sys.stderr)
    if not options.work:
        shutil.rmtree(work)
    write_results(_HERE, PEERS)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", type=Path, nargs="?", help="makes the corpus: PROGRAM COUNT FOLDER")
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 300, 1000], help="sizes of the site")
    parser.add_argument("--rounds", type=int, default=3, help="how often each size is built")
    parser.add_argument("--peers", nargs="+", choices=[_short(one) for one in PEERS], help="only these")
    parser.add_argument("--work", type=Path, help="a folder to work in, which is kept")
    parser.add_argument("--report", action="store_true", help="build nothing, write RESULTS.md anew")
    return parser.parse_args()


def _round(peer: Peer, corpus: Corpus, tools: Path, folder: Path, number: int) -> Iterator[Run]:
    """Build a site anew and after each change, and yield what each build costs, when its result has been checked."""
    count, log = len(corpus.published), folder.with_suffix(".log")
    for old in folder.parent.glob(f"{folder.name}*"):
        if old.is_dir():
            shutil.rmtree(old)
    peer.write(corpus, folder)
    out, post, words = peer.output(folder), corpus.published[count // 2], f"edited in round {number}"

    def build(step: str, *more: str) -> Run:
        cost = run([*peer.command(tools, folder), *more], log)
        print(f"{peer.name:22}{count:>7} {step:10}{cost.cpu:8.2f} s {cost.memory:6.0f} MiB", flush=True)
        return Run(peer.name, count, step, number, cost)

    full = build("full")
    check_pages(corpus, out)
    yield replace(full, around=markup_around(corpus, out))
    _edit(peer.source(folder, post), post, words)
    yield build("edit")
    check_shown(post, words, out)
    yield build("nothing")
    peer.change_theme(folder)
    yield build("theme")
    if count_shown(FOOTERS[1], out) < count:
        raise BuildError(f"{count_shown(FOOTERS[1], out)} pages of {count} show the changed theme")
    if peer.workers:
        folder = folder.with_name(f"{folder.name}-two")
        peer.write(corpus, folder)
        yield build("two", *peer.workers)
        check_pages(corpus, peer.output(folder))


def _edit(path: Path, post: Post, words: str) -> None:
    """Add a sentence to the last paragraph of a post."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(post.mark, f"{post.mark} ({words})"), encoding="utf-8")


def _install(folder: Path, peers: Sequence[Peer]) -> Path:
    """Return the folder of programs of an environment that has all that the peers need."""
    tools = folder / "bin"
    if not tools.is_dir():
        venv.create(folder, with_pip=True)
    # The program as it is now: it is an input of its own builds, and may be edited in the meantime.
    shutil.rmtree(folder / PROGRAM, ignore_errors=True)
    shutil.copytree(_HERE.parent / "_ext" / "koushu", folder / PROGRAM / "koushu")
    packages = [package for peer in peers for package in peer.packages]
    if packages:
        command = [str(tools / "python"), "-m", "pip", "install", "--quiet", *dict.fromkeys(packages)]
        subprocess.run(command, check=True)
    return tools


def _versions(tools: Path, peers: Sequence[Peer]) -> dict[str, str]:
    """Return the versions of the programs, Koushu's own environment being that which runs this."""
    ask = "import sys\nfrom importlib.metadata import version\nfor one in sys.argv[1:]: print(one, version(one))"
    found: dict[str, str] = {}
    for peer in peers:
        python = sys.executable if isinstance(peer, Koushu) else str(tools / "python")
        said = subprocess.run([python, "-c", ask, *peer.modules], check=True, capture_output=True, text=True)
        found[peer.name] = ", ".join(said.stdout.splitlines())
    return found


def _machine() -> str:
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cores} cores, {memory:.0f} GiB, {system}; load average {load:.1f} when it began"


def _command(options: argparse.Namespace) -> str:
    """Return what has been called, without the places of files."""
    given = {"posts": options.posts, "rounds": [options.rounds], "peers": options.peers or []}
    words = [word for name, values in given.items() if values for word in (f"--{name}", *map(str, values))]
    return " ".join(["python benchmarks/compare.py", options.program.name, *words])


def _short(peer: Peer) -> str:
    return type(peer).__name__.lower()


if __name__ == "__main__":
    sys.exit(main())
