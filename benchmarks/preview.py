"""The live preview on a large site: how long from a save to the changed page in an open Chromium, and at what price.

    python benchmarks/preview.py make_corpus.py [--posts 1000] [--edits 30] [--pause 4] [--keep FOLDER]

A post is open in headless Chromium, scrolled to its middle. Each edit changes one sentence of it; the clock runs from
the end of the save until the new words stand in the page. Besides, the CPU seconds of all processes of the preview are
counted, the requests that the page makes, whether the page was loaded anew, and by how much what is read has moved.
`--pause` is the time between edits: a short one measures edits while the rest of the site is brought up to date.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

_ROOT = Path(__file__).parent.parent
SITE = """
title = "Bench"
baseURL = "https://example.org/"
[taxonomies]
category = "categories"
tag = "tags"
"""
WATCH = """(mark) => new Promise((resolve) => {
  const look = () => document.querySelector("article").textContent.includes(mark) && resolve(Date.now());
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  look();
})"""
PLACE = """[...document.querySelectorAll("article p")].find((one) => one.getBoundingClientRect().top > 0)"""
_TICK = os.sysconf("SC_CLK_TCK")


def write_site(folder: Path, corpus: str, posts: int) -> None:
    """Write a Hugo site of so many posts."""
    subprocess.run([sys.executable, corpus, str(posts), str(folder)], check=True, stdout=subprocess.DEVNULL)
    (folder / "hugo.toml").write_text(SITE, encoding="utf-8")


def chosen_post(content: Path) -> tuple[Path, str]:
    """Return a post of the middle size, and its address."""
    files = sorted((content / "posts").glob("*/[!_]*.md"), key=lambda path: path.stat().st_size)
    file = files[len(files) // 2]
    slug = re.search(r"""^slug\s*[:=]\s*["']?([^"'\n]+)""", file.read_text(encoding="utf-8"), re.MULTILINE)
    name = slug[1] if slug else file.stem
    return file, f"/{file.parent.relative_to(content).as_posix()}/{name}/"


def family(pid: int) -> set[int]:
    """Return a process and all that descend from it."""
    parents = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(file.parent.name)] = int(file.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {pid}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def processor_seconds(pid: int) -> float:
    """Return the CPU time of a process and its family, those that have ended among them."""
    total = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(fields[index]) for index in range(11, 15))
    return total / _TICK


@contextmanager
def preview(site: Path) -> Iterator[tuple[str, int]]:
    """Run the preview of a site until its first build is done; give its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT / "_ext")}
    command = [sys.executable, "-m", "koushu", "serve", str(site), "-q", "-p", str(port)]
    running = subprocess.Popen(command, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        while '"build":0' in _state(address):
            time.sleep(0.5)
        yield address, running.pid
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)


def _state(address: str) -> str:
    try:
        with urllib.request.urlopen(f"{address}/@koushu/state?page=/") as answer:
            return answer.read().decode().replace(" ", "")
    except OSError:
        return '"build":0'


def edit(page: Page, file: Path, text: str, number: int) -> float:
    """Save a post with another word in its middle, and return the seconds until the word stands in the page."""
    mark = f"EDIT{number:04}"
    lines = text.split("\n")
    middle = next(
        index
        for index in range(len(lines) // 2, len(lines))
        if re.match(r"\w", lines[index]) and lines[index]
    )
    lines[middle] += f" {mark}"
    page.evaluate(f"window.shown = ({WATCH})({mark!r}); window.read = {PLACE}")
    file.write_text("\n".join(lines), encoding="utf-8")
    saved = time.time()
    return page.evaluate("window.shown") / 1000 - saved


def measure(pid: int, file: Path, url: str, *, edits: int, pause: float) -> None:
    """Edit an open post again and again, and print what came of it; `url` is its page."""
    text = file.read_text(encoding="utf-8")
    took: list[float] = []
    costs: list[float] = []
    moved: list[float] = []
    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        page.wait_for_timeout(3000)
        page.evaluate("window.kept = true; scrollTo(0, document.documentElement.scrollHeight / 2)")
        page.wait_for_timeout(500)
        page.on("request", lambda request: asked.append(request.url))
        for number in range(edits):
            before = processor_seconds(pid)
            place = page.evaluate(f"{PLACE}.getBoundingClientRect().top")
            took.append(edit(page, file, text, number))
            costs.append(processor_seconds(pid) - before)
            moved.append(abs(page.evaluate("read.getBoundingClientRect().top") - place))
            time.sleep(pause * random.uniform(0.5, 1.5))
        kept = page.evaluate("window.kept === true")
        browser.close()
    file.write_text(text, encoding="utf-8")
    print("ms, edit by edit: " + " ".join(f"{1000 * one:.0f}" for one in took))
    took.sort()
    kinds = {re.sub(r"\?.*", "", one.rpartition("/")[2]) for one in asked}
    nearly_all = took[int(len(took) * 0.95) - 1]
    print(
        f"save to page: median {1000 * statistics.median(took):.0f} ms, 95 % within {1000 * nearly_all:.0f} ms"
    )
    print(f"CPU of the preview from save to page: median {statistics.median(costs):.2f} s")
    print(f"page {'kept' if kept else 'LOADED ANEW'}; what is read moved by {max(moved):.1f} px at most")
    print(f"asked for: {', '.join(sorted(kinds))}; load of the machine: {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", help="path of make_corpus.py")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--pause", type=float, default=4)
    parser.add_argument("--keep", type=Path, help="folder for the site, made when it is missing")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        site = given.keep or Path(scratch) / "site"
        if not (site / "hugo.toml").is_file():
            write_site(site, given.corpus, given.posts)
        with preview(site) as (address, pid):
            file, url = chosen_post(site / "content")
            print(f"{given.posts} posts, {given.edits} edits of {file.relative_to(site)}")
            measure(pid, file, address + url, edits=given.edits, pause=given.pause)


if __name__ == "__main__":
    main()
