"""From source to doctree: Koushu's reader beside plain MyST on the same posts, by CPU time.

    python benchmarks/parser.py [FOLDER …] [--rounds 3] [--profile]

Each folder is searched for Markdown files; without one, the corpora of real sites beside the checkout are taken. Both
readers run in one process, file by file in turn, so that a busy machine slows both. MyST has those of its extensions
on that do what Hugo's defaults do; what it cannot read, it reads as text.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import math
import pstats
import shutil
import sys
import tempfile
from pathlib import Path
from time import process_time

from sphinx.application import Sphinx

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT / "_ext"))

_MYST = {
    "extensions": ["myst_parser"],
    "source_suffix": {".md": "markdown"},
    "myst_enable_extensions": [
        *("attrs_block", "attrs_inline", "deflist", "linkify", "replacements", "smartquotes"),
        *("strikethrough", "tasklist"),
    ],
}
_KOUSHU = {"extensions": ["koushu.hugo"], "source_suffix": {".md": "hugo"}}


def _application(folder: Path, name: str, settings: dict[str, object]) -> Sphinx:
    """Return an application that has read nothing yet; its warnings go nowhere."""
    out = folder.parent / name
    app = Sphinx(
        folder,
        None,
        out,
        out / "doctrees",
        "dummy",
        confoverrides=settings,
        status=None,
        warning=io.StringIO(),
        freshenv=True,
    )
    app.env.find_files(app.config, app.builder)
    return app


def _read(app: Sphinx, docname: str) -> float:
    """Return the CPU seconds in which a file becomes a doctree, without those of collecting another's garbage."""
    gc.disable()
    started = process_time()
    app.builder.read_doc(docname)
    seconds = process_time() - started
    gc.enable()
    return seconds


def _copy(folders: list[Path], target: Path) -> int:
    """Copy the posts into one folder, and return how many there are."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.md"))
    target.mkdir()
    for number, path in enumerate(paths):
        shutil.copy(path, target / f"p{number:05}.md")
    (target / "index.md").write_text("# Home\n", encoding="utf-8")
    return len(paths)


def main() -> None:
    """Print the CPU seconds of both readers, and the ratio of the shortest times of each post."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("folders", nargs="*", type=Path, default=[_ROOT.parent / "shared" / "corpora"])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--profile", action="store_true", help="print where Koushu's time goes")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "posts"
        count = _copy(options.folders, folder)
        koushu = _application(folder, "koushu", dict(_KOUSHU))
        myst = _application(folder, "myst", dict(_MYST))
        docnames = sorted(koushu.env.found_docs)
        for app in (koushu, myst):
            _read(app, docnames[0])
        best = dict.fromkeys(docnames, (math.inf, math.inf))
        for number in range(options.rounds):
            pairs = {docname: (_read(koushu, docname), _read(myst, docname)) for docname in docnames}
            best = {name: tuple(map(min, best[name], pair)) for name, pair in pairs.items()}
            ours, theirs = (sum(side) for side in zip(*pairs.values(), strict=True))
            print(f"round {number + 1}: {count} posts, Koushu {ours:.2f} s, MyST {theirs:.2f} s")
        ours, theirs = (sum(side) for side in zip(*best.values(), strict=True))
        print(f"best of each post: Koushu {ours:.2f} s, MyST {theirs:.2f} s")
        print(f"ratio {ours / theirs:.2f} (below 1 is faster than MyST)")
        slower = sum(mine > other for mine, other in best.values())
        print(f"{slower} of {count} posts took longer than with MyST")
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(lambda: [_read(koushu, docname) for docname in docnames])
            pstats.Stats(profile).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
