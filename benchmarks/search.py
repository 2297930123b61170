"""Search beside Pagefind on the same site: time and size of the index, what a query costs, and what it finds.

    python benchmarks/search.py [POSTS] [--corpora ../shared/corpora] [--queries 20] [--site FOLDER]

The site is made of sentences of real posts, Chinese, English and mixed. A phone is Chromium with its processor slowed
four times, 150 ms to the server and 1.6 Mbit/s, with nothing in its cache. Pagefind is optional (`pip install
"pagefind[extended]"`). Times say little on a busy machine: the load is printed with them.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from playwright.sync_api import sync_playwright
from search_posts import sentences_of, write_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT / "_ext"))

CONF = f"""
import sys
sys.path.insert(0, {str(_ROOT / "_ext")!r})
project, language = "b", "zh_CN"
extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
html_theme = "sphinx_book_theme"
"""
# What is timed runs in a process of its own, so that its memory and garbage are its own.
BUILD = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[3])
import koushu.search as search
from sphinx.application import Sphinx
spent = dict.fromkeys(("keep_page", "make_index"), 0.0)
def timed(name):
    function = getattr(search, name)
    def call(*values):
        start = time.process_time()
        result = function(*values)
        spent[name] += time.process_time() - start
        return result
    return call
for name in spent:
    setattr(search, name, timed(name))
start = time.process_time()
app = Sphinx(sys.argv[1], sys.argv[1], sys.argv[2], sys.argv[2] + "/../doctrees", "html", status=None)
app.build()
print(json.dumps({"build": time.process_time() - start, **spent}))
"""
PAGEFIND_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><input name="q"><ul id="search-results"></ul>
<script type="module">
const pagefind = await import("/pagefind/pagefind.js");
await pagefind.init();
globalThis.find = async (question) => {
  const { results } = await pagefind.search(question);
  return Promise.all(results.map(async (one) => (await one.data()).url.slice(1)));
};
const field = document.querySelector("input"), list = document.getElementById("search-results");
field.addEventListener("input", async () => {
  const question = field.value;
  const { results } = await pagefind.search(question);
  if (question !== field.value) return;
  list.replaceChildren();
  for (const one of results.slice(0, 8)) {
    one.data().then((data) => {
      const link = document.createElement("a");
      link.href = data.url;
      link.textContent = data.meta.title;
      list.append(link);
    });
  }
});
globalThis.isReady = true;
</script>"""
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
WORD = re.compile(r"(?<![a-z0-9])[a-z]{4,}(?![a-z0-9])")


class Server(SimpleHTTPRequestHandler):
    """Serves a folder without compression, and counts the bytes of search, also those that a worker asks for."""

    loaded: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        """Serve a file."""
        path = Path(self.translate_path(self.path))
        if path.is_file() and re.search(r"/search-index/|/pagefind/|koushu-search", self.path):
            self.loaded.append(path.stat().st_size)
        super().do_GET()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def build(source: Path, out: Path) -> dict[str, float]:
    """Build a site, or again what has changed of it, and return the CPU seconds of the whole and of search."""
    command = [sys.executable, "-W", "ignore", "-c", BUILD, str(source), str(out), str(_ROOT / "_ext")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def size(folder: Path) -> float:
    """Return the megabytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def pagefind(out: Path) -> float:
    """Make Pagefind's index of a site and return the CPU seconds; one index for all languages."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pagefind", "--site", str(out)]
    command += ["--root-selector", "article.bd-article", "--force-language", "zh"]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    (out / "pagefind.html").write_text(PAGEFIND_PAGE, encoding="utf-8")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def texts_of(out: Path) -> dict[str, str]:
    """Return the text of each post as a reader sees it, in lower case."""
    found = {}
    for path in sorted((out / "posts").glob("*.html")):
        whole = path.read_text(encoding="utf-8")
        article = re.search(r'<article class="bd-article".*?</article>', whole, re.DOTALL)
        plain = unescape(re.sub(r"<[^>]*>", "", article[0] if article else ""))
        found[path.relative_to(out).as_posix()] = " ".join(plain.split()).lower()
    return found


def questions(texts: dict[str, str], count: int) -> dict[str, list[tuple[str, set[str]]]]:
    """Return questions by kind, each with the pages that hold what is asked for."""
    chance = random.Random(2)
    names = list(texts)
    words = {name: set(WORD.findall(text)) for name, text in texts.items()}
    made: dict[str, list[tuple[str, set[str]]]] = {"Chinese": [], "mixed": [], "plural": []}
    while len(made["Chinese"]) < count:
        run = chance.choice(CHINESE.findall(texts[chance.choice(names)]) or ["字"])
        start = chance.randrange(len(run))
        question = run[start : start + chance.randint(2, 6)]
        if len(question) > 1:
            made["Chinese"].append((question, {name for name in names if question in texts[name]}))
    while len(made["mixed"]) < count:
        name = chance.choice(names)
        runs, latin = CHINESE.findall(texts[name]), sorted(words[name])
        if runs and latin:
            pair, word = chance.choice(runs)[:2], chance.choice(latin)
            told = {one for one in names if pair in texts[one] and word in words[one]}
            made["mixed"].append((f"{word} {pair}", told))
    plurals = sorted(
        {word for some in words.values() for word in some if word.endswith("s") and word[-2] not in "su"}
    )
    every = set().union(*words.values())
    for word in chance.sample([word for word in plurals if word[:-1] in every], count):
        told = {name for name in names if word in words[name] or word[:-1] in words[name]}
        made["plural"].append((word, told))
    return made


def recall(
    page: Page, posts: set[str], asked: dict[str, list[tuple[str, set[str]]]], find: str
) -> dict[str, tuple[float, float]]:
    """Return by kind the share of pages found, and the share of found pages that do not hold what was asked for."""
    shares = {}
    for kind, some in asked.items():
        found = [set(page.evaluate(find, question)) & posts for question, _ in some]
        told = sum(len(pages) for _, pages in some)
        hit = sum(len(one & pages) for one, (_, pages) in zip(found, some, strict=True))
        shares[kind] = (hit / told, 1 - hit / max(sum(map(len, found)), 1))
    return shares


FIRST = """question => new Promise(done => {
  const list = document.getElementById("search-results"), field = document.querySelector(FIELD);
  const has = () => list.querySelector("a");
  const start = performance.now();
  const look = () => (has() ? requestAnimationFrame(() => done(performance.now() - start)) : setTimeout(look, 4));
  field.value = question;
  field.dispatchEvent(new Event("input"));
  look();
  setTimeout(() => done(NaN), 15000);
})"""


def cost(browser: Browser, address: str, ready: str, field: str, question: str) -> tuple[float, float]:
    """Return milliseconds from the question to the first result, and kilobytes of search loaded, on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750, "offline": False}
    session.send("Network.emulateNetworkConditions", speed)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    Server.loaded.clear()
    page.goto(address)
    page.wait_for_function(ready)
    page.wait_for_load_state("networkidle")
    spent = page.evaluate(FIRST.replace("FIELD", json.dumps(field)), question)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    context.close()
    return float(spent), sum(Server.loaded) / 1000


def measure(
    browser: Browser,
    base: str,
    posts: set[str],
    asked: dict[str, list[tuple[str, set[str]]]],
    kind: tuple[str, str, str, str],
) -> None:
    """Print what queries find and cost."""
    name, field, ready, find = kind
    page = browser.new_page()
    page.goto(base + name)
    page.wait_for_function(ready)
    for group, (found, wrong) in recall(page, posts, asked, find).items():
        print(f"  {group:8} found {found:7.1%}   beside it {wrong:6.1%}")
    page.close()
    costs = [
        cost(browser, base + name, ready, field, question)
        for some in asked.values()
        for question, _ in some[:6]
    ]
    times, sizes = zip(*costs, strict=True)
    print(f"  first result on a phone: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms")
    print(f"  loaded for a query: median {statistics.median(sizes):.0f} kB, most {max(sizes):.0f} kB")


OURS = (
    "search.html",
    "main form.bd-search input",
    "Boolean(globalThis.koushuSearch?.find)",
    "question => koushuSearch.find(question)",
)
THEIRS = ("pagefind.html", "input", "Boolean(globalThis.isReady)", "question => find(question)")


def report_builds(source: Path, out: Path) -> None:
    """Print what the index costs when all is built, and when one post changes."""
    once = build(source, out)
    print(
        f"build {once['build']:.1f} s, pages {once['keep_page']:.2f} s, index {once['make_index']:.2f} s (CPU)"
    )
    index = out / "search-index"
    print(
        f"index {size(index):.1f} MB in {sum(1 for _ in index.rglob('*.js'))} files; load {os.getloadavg()[0]:.1f}"
    )
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*.js")}
    edited = source / "posts" / "p00040.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\n新加的一句话，谁也没说过。\n", encoding="utf-8")
    again = build(source, out)
    changed = [path for path in index.rglob("*.js") if before.get(path) != path.stat().st_mtime_ns]
    print(
        f"an edit: pages {again['keep_page']:.2f} s, index {again['make_index']:.2f} s (CPU), {len(changed)} files, "
        f"{sum(path.stat().st_size for path in changed) / 1000:.0f} kB"
    )


def run(folder: Path, sentences: dict[str, list[str]], count: int, queries: int) -> None:
    """Make a site below a folder and measure it."""
    source, out = folder / "site", folder / "out"
    source.mkdir(parents=True, exist_ok=True)
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    write_posts(source, count, sentences)
    report_builds(source, out)
    texts = texts_of(out)
    asked = questions(texts, queries)
    with served(out) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print(f"ours (load {os.getloadavg()[0]:.1f})")
        measure(browser, base, set(texts), asked, OURS)
        if importlib.util.find_spec("pagefind") is None:
            print('Pagefind is not installed (pip install "pagefind[extended]"), so it is not measured')
        else:
            spent = pagefind(out)
            print(
                f"Pagefind: index {spent:.1f} s (CPU), {size(out / 'pagefind'):.1f} MB (load {os.getloadavg()[0]:.1f})"
            )
            measure(browser, base, set(texts), asked, THEIRS)
        browser.close()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="?", type=int, default=1000)
    parser.add_argument("--corpora", type=Path, default=_ROOT.parent / "shared" / "corpora")
    parser.add_argument("--queries", type=int, default=20)
    parser.add_argument("--site", type=Path, help="a folder to keep the site in")
    given = parser.parse_args()
    if not given.corpora.is_dir():
        print(f"no corpora at {given.corpora}: name a folder with Markdown files by --corpora")
        return
    sentences = sentences_of(given.corpora)
    if given.site:
        run(given.site, sentences, given.posts, given.queries)
        return
    with tempfile.TemporaryDirectory() as name:
        run(Path(name), sentences, given.posts, given.queries)


if __name__ == "__main__":
    main()
