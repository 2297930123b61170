"""Where the CPU time of a further post goes, phase by phase: a build of few posts taken from one of many.

    phases.py [SMALL LARGE] [--corpus PROGRAM] [--rounds N]

PROGRAM is run as `PROGRAM NUMBER FOLDER` and writes a Hugo site; without it the posts are those of `posts.py`. Each
build runs in a process of its own, which looks some hundred times a second of CPU time where it is; nothing is
wrapped, so nothing costs more for being measured. Of several rounds the cheapest counts.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import math
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

ROOT = Path(__file__).parent.parent
CONF = """
project, language = "b", "zh_CN"
extensions = ["koushu"]
source_suffix = {".md": "hugo"}
html_theme = "sphinx_book_theme"
html_baseurl = "https://example.org/"
"""
SITE = 'baseURL = "https://example.org/"\ntitle = "b"\nlanguageCode = "zh-cn"\n'
# Phase, file and function, those within others first.
PHASES = (
    ("front matter of all posts", "koushu/posts/catalogue.py", "load_catalogue"),
    ("lists and people's pages", "builders/html/__init__.py", "gen_pages_from_extensions"),
    ("feeds and exports", "koushu/feeds/making.py", "make_feeds"),
    ("search index", "koushu/search/making.py", "make_index"),
    ("images for networks", "koushu/social_cards/pictures.py", "draw_cards"),
    ("what pages show of others", "koushu/posts/rebuilding/page_facts.py", "page_digests"),
    ("Markdown to tokens", "markdown_it/main.py", "parse"),
    ("tokens to tree", "koushu/hugo/parser.py", "parse"),
    ("dialogue", "koushu/dialogue/transforms.py", "apply"),
    ("collectors", "sphinx/events.py", "emit"),
    ("trees to and from files", "sphinx/builders/__init__.py", "write_doctree"),
    ("trees to and from files", "sphinx/environment/__init__.py", "get_doctree"),
    ("transforms", "sphinx/util/docutils.py", "_parse_str_to_doctree"),
    ("post-transforms", "sphinx/environment/__init__.py", "apply_post_transforms"),
    ("terms for search", "koushu/search/keeping.py", "keep_page"),
    ("template", "jinja2/environment.py", "render"),
    ("page: what features add", "sphinx/events.py", "emit_firstresult"),
    ("page: tree to HTML", "docutils/nodes.py", "walkabout"),
    ("page: the rest", "sphinx/builders/__init__.py", "_write_docname"),
)
WRITING = ("sphinx/builders/__init__.py", "write")
REST, TOTAL, GARBAGE = "all else", "all", "of which freeing trees"


def phase_of(frame: FrameType | None) -> str:
    """Return the phase that a stack is in."""
    found = set()
    while frame is not None:
        path = frame.f_code.co_filename
        found.add(("/".join(path.rsplit("/", 4)[1:]), frame.f_code.co_name))
        frame = frame.f_back
    writes = any(path.endswith(WRITING[0]) and name == WRITING[1] for path, name in found)
    for phase, path, function in PHASES:
        # Handlers of events are collectors while sources are read, and part of the page while it is written.
        if writes and phase == "collectors":
            continue
        if any(name == function and where.endswith(path) for where, name in found):
            return phase
    return REST


def build(source: Path, out: Path) -> dict[str, float]:
    """Build a site in this process, and return the CPU seconds of each phase."""
    sys.path.insert(0, str(ROOT / "_ext"))
    from sphinx.application import Sphinx  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    from koushu.cli.site import configuration_of  # noqa: PLC0415

    seen: Counter[str] = Counter()
    freeing = [0.0, 0.0]

    def watch(phase: str, _told: object) -> None:
        freeing[1 if phase == "start" else 0] += time.process_time() * (-1 if phase == "start" else 1)

    gc.callbacks.append(watch)
    signal.signal(signal.SIGPROF, lambda _number, frame: seen.update([phase_of(frame)]))
    values = configuration_of(source) or {}
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 0.004, 0.004)
    with patch_docutils(source), docutils_namespace():
        conf, builder = (None, "dirhtml") if values else (source, "html")
        quiet = io.StringIO()
        app = Sphinx(source, conf, out, out / ".trees", builder, values, status=quiet, warning=quiet)
        app.build()
    signal.setitimer(signal.ITIMER_PROF, 0)
    whole = time.process_time() - begin
    each = whole / sum(seen.values())
    return {**{phase: count * each for phase, count in seen.items()}, TOTAL: whole, GARBAGE: sum(freeing)}


def measure(count: int, corpus: str) -> dict[str, float]:
    """Return the CPU seconds of each phase of a clean build of `count` posts, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        site, out = Path(name, "site"), Path(name, "out")
        if corpus:
            subprocess.run([sys.executable, corpus, str(count), site], check=True, stdout=subprocess.DEVNULL)
            (site / "hugo.toml").write_text(SITE, encoding="utf-8")
        else:
            from posts import write_publication  # noqa: PLC0415

            write_publication(site, count, CONF)
        command = [sys.executable, __file__, "--one", str(site), str(out)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, float] = json.loads(printed)
    return told


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", default=["100", "300"])
    parser.add_argument("--corpus", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", action="store_true")
    wanted = parser.parse_args()
    if wanted.one:
        print(json.dumps(build(*(Path(name).resolve() for name in wanted.counts))))
        return
    small, large = (int(count) for count in wanted.counts)
    rounds = [(measure(small, wanted.corpus), measure(large, wanted.corpus)) for _ in range(wanted.rounds)]
    first, last = (min(some, key=lambda told: told[TOTAL]) for some in zip(*rounds, strict=True))
    print(f"{'CPU seconds':28}{small:>8}{large:>8}   ms a further post")
    phases = dict.fromkeys(phase for phase, *_ in PHASES)
    for phase in (*phases, REST, TOTAL, GARBAGE):
        one, other = first.get(phase, 0.0), last.get(phase, 0.0)
        print(f"{phase:28}{one:8.2f}{other:8.2f}   {(other - one) / (large - small) * 1000:.1f}")
    growth = math.log(last[TOTAL] / first[TOTAL]) / math.log(large / small)
    print(f"grows with the power {growth:.2f} of the number of posts")


if __name__ == "__main__":
    main()
