"""What a build costs: CPU of all processes, time on the wall, memory of the largest process; and what it has made."""

from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from peers.corpus import Corpus, Post

_ARTICLE = re.compile(rb"<article\b.*</article>", re.DOTALL)
_MARK = re.compile(rb"(?:ZQ|DR)\d{7}X")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    cpu: float
    """User and system seconds of all its processes."""
    wall: float
    """Seconds."""
    memory: float
    """MiB of its largest process."""


class BuildError(Exception):
    """A program that has failed, or has not made what it was asked for."""


def run(command: list[str], log: Path) -> Cost:
    """Return what a command costs; what it says goes into a file."""
    start = time.perf_counter()
    with log.open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BuildError(f"exit code {process.returncode}; see {log}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def check_pages(corpus: Corpus, out: Path) -> None:
    """Raise `BuildError` unless every post has a page of its own, and no draft stands anywhere."""
    alone: set[bytes] = set()
    anywhere: set[bytes] = set()
    for path in out.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".js", ".txt"} and path.is_file():
            marks = set(_MARK.findall(path.read_bytes()))
            anywhere |= marks
            if path.suffix == ".html" and len(marks) == 1:
                alone |= marks
    missing = [post.source for post in corpus.published if post.mark.encode() not in alone]
    drafts = [post.source for post in corpus.posts if post.draft and post.mark.encode() in anywhere]
    if missing or drafts:
        raise BuildError(f"{len(missing)} posts have no page: {missing[:3]}; drafts published: {drafts[:3]}")


def markup_around(corpus: Corpus, out: Path) -> float:
    """Return the KiB of a page of a post that are not its article, the median of all; 0 where none is marked up."""
    marks = {post.mark.encode() for post in corpus.published}
    texts = (path.read_bytes() for path in out.rglob("*.html"))
    pages = [text for text in texts if len(set(_MARK.findall(text)) & marks) == 1]
    around = [len(text) - len(found[0]) for text in pages if (found := _ARTICLE.search(text))]
    return round(median(around) / 1024, 2) if around else 0.0


def check_shown(post: Post, words: str, out: Path) -> None:
    """Raise `BuildError` unless the page of a post shows these words."""
    mark = post.mark.encode()
    pages = [path.read_bytes() for path in out.rglob("*.html")]
    own = [text for text in pages if set(_MARK.findall(text)) == {mark}]
    if not any(words.encode() in text for text in own):
        raise BuildError(f"the page of {post.source} does not show {words!r}")


def count_shown(words: str, out: Path) -> int:
    """Return how many pages show these words."""
    return sum(words.encode() in path.read_bytes() for path in out.rglob("*.html"))
