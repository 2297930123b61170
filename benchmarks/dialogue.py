"""Recognition of dialogue: posts a second on one core, from the bytes of a file to its turns, without a build.

    python benchmarks/dialogue.py [FOLDER …] [--rounds 3]

Each folder is searched for Markdown files; without one, the case files of the tests are taken. What is asked for is at
least a hundred posts a second.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import process_time

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT / "_ext"))

from koushu.dialogue.recognition.source import read_post  # noqa: E402 - the path to it stands above


def main() -> None:
    """Print what each round took, and the posts a second of the quickest."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument(
        "folders", nargs="*", type=Path, default=[_ROOT / "tests" / "cases" / "dialogue"], metavar="FOLDER"
    )
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    posts = [path.read_bytes() for folder in options.folders for path in sorted(folder.rglob("*.md"))]
    if not posts:
        arguments.error("no Markdown file there")
    read_post(posts[0])
    size = sum(map(len, posts)) / len(posts) / 1024
    best = 0.0
    for number in range(options.rounds):
        begin = process_time()
        turns = sum(len(read_post(post).as_json()) for post in posts)
        seconds = process_time() - begin
        best = max(best, len(posts) / seconds)
        print(f"round {number + 1}: {len(posts)} posts of {size:.1f} KiB, {turns} items, {seconds:.2f} s")
    print(f"{best:.0f} posts a second (at least 100 are asked for)")


if __name__ == "__main__":
    main()
