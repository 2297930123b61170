"""Take the pictures of the guide's gallery: a small publication in each language, built, opened and photographed.

    python benchmarks/gallery.py [en] [zh]

The posts are case files of the tests, invented for them and under the licence of this repository.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import io
import os
import subprocess
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from PIL import Image
from playwright.sync_api import sync_playwright

from pictures import Quiet, save

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "dialogue"
WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2}
READER = {"viewport": {"width": 480, "height": 640}, "device_scale_factor": 2}


class Post(NamedTuple):
    """A case file as a post; what its front matter lacks is put in front of it."""

    case: str
    fields: str = ""


class Showcase(NamedTuple):
    """A publication in one language, and what of it is looked at."""

    title: str
    author: str
    tagline: str
    posts: tuple[Post, ...]
    interview: str
    speaker: str
    query: str
    words: str
    """Words of the first page of the interview in the book."""


SHOWCASES = {
    "en": Showcase(
        "Lanterns and Binders",
        "The editors",
        "Talks with people who keep things running",
        (
            Post(
                "en-podcast-long-timecodes",
                'title: "The clock in the lighthouse"\ndate: 2024-05-06\ntags: [interview, sea]\n',
            ),
            Post(
                "en-podcast-break", 'title: "Slow compile"\ndate: 2024-04-11\ntags: [interview, software]\n'
            ),
            Post("en-spotlight-initials"),
            Post("en-rustacean-wrapped", 'title: "A crate a week"\ndate: 2024-01-20\ntags: [software]\n'),
            Post(
                "en-changelog-panel-excerpt",
                'title: "Panel: keeping it up"\ndate: 2023-11-02\ntags: [software]\n',
            ),
        ),
        "en-podcast-long-timecodes",
        "Ewa Pakulska",
        "build",
        "lamp",
    ),
    "zh": Showcase(
        "山路与糖厂",
        "编者",
        "听人说自己的事",
        (
            Post("zh-oral-history-long"),
            Post("zh-oral-history-narration"),
            Post("zh-koushu-narr-many"),
            Post(
                "zh-yixiajiancheng",
                'title: "对话 Norbert Tan：一个人维护的地图库能走多远"\ndate: 2023-02-03\ntags: [访谈, 软件]\n',
            ),
            Post(
                "zh-lctt-mixed-shapes",
                'title: "开源女性维护者访谈：把编译时间从四十分钟降到四分钟"\ndate: 2022-11-12\ntags: [访谈, 软件]\n',
            ),
        ),
        "zh-oral-history-long",
        "Inés Cabrera",
        "镜子",
        "镜子",
    ),
}
_CONF = """\
project = {title!r}
author = {author!r}
language = {language!r}
extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
exclude_patterns = ["_build"]
html_theme = "sphinx_book_theme"
html_title = project
html_baseurl = "https://example.org/"
web_tagline = {tagline!r}
"""
_INDEX = {
    "en": "Every post below was invented for the tests of Koushu.",
    "zh": "下面的文章都是为口述的测试编写的。",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("languages", nargs="*", default=list(SHOWCASES))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    for language in given.languages:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            site = build(language, Path(folder))
            browser = playwright.chromium.launch(
                executable_path=given.chromium, args=["--no-sandbox"], env=with_fonts(Path(folder))
            )
            target = ROOT / "_ext" / "guide" / language / "pictures"
            target.mkdir(exist_ok=True)
            photograph(browser, site, SHOWCASES[language], target)
            browser.close()


def with_fonts(folder: Path) -> dict[str, str]:
    """Return an environment in which a browser finds Noto Sans too, as most readers' machines have a face like it."""
    spec = importlib.util.find_spec("manimgx_fonts")
    folders = (spec.submodule_search_locations if spec else None) or []
    listed = "".join(f"<dir>{one}</dir>" for one in folders)
    path = folder / "fonts.conf"
    path.write_text(
        f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{listed}</fontconfig>'
    )
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


def build(language: str, folder: Path) -> Path:
    """Return the folder of everything that is made of a showcase."""
    show = SHOWCASES[language]
    (folder / "posts").mkdir()
    tag = "zh_CN" if language == "zh" else language
    (folder / "conf.py").write_text(_CONF.format(**show._asdict(), language=tag), encoding="utf-8")
    index = f"---\ntitle: {show.title}\n---\n\n{_INDEX[language]}\n\n```{{post-list}}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    for post in show.posts:
        text = (CASES / f"{post.case}.md").read_text(encoding="utf-8")
        front = f"---\n{post.fields}---\n" if post.fields else ""
        (folder / "posts" / f"{post.case}.md").write_text(front + text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "koushu", "build", str(folder), "-q"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        check=True,
    )
    return folder / "_build"


def photograph(browser: Browser, made: Path, show: Showcase, target: Path) -> None:
    """Take every picture of one showcase."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(made / "html")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    post, speaker = f"posts/{show.interview}.html", page_of(made / "html", show.speaker)
    take(browser, f"{base}/{post}", target / "interview.webp", WIDE, "light")
    take(browser, f"{base}/{post}", target / "interview-dark.webp", WIDE, "dark", at=".turn")
    take(browser, f"{base}/{speaker}", target / "speaker.webp", WIDE, "light")
    take(browser, f"{base}/search.html?q={show.query}", target / "search.webp", WIDE, "light")
    take(browser, f"{base}/archives.html", target / "archive.webp", WIDE, "light")
    take(browser, f"{base}/index.html", target / "front.webp", WIDE, "light")
    phones = [
        shot(browser, f"{base}/{page}", PHONE, scheme)
        for page, scheme in ((post, "light"), (post, "dark"), (speaker, "light"))
    ]
    save(beside(phones), target / "phone.webp", 1000)
    server.shutdown()
    save(spread(next((made / "pdf").glob("*.pdf")), show), target / "book.webp", 1000)
    with tempfile.TemporaryDirectory() as folder:
        with ZipFile(next((made / "epub").glob("*.epub"))) as archive:
            archive.extractall(folder)
        page = next(Path(folder).rglob(f"{show.interview}.xhtml")).as_uri()
        save(
            beside([shot(browser, page, READER, scheme, at=".turn") for scheme in ("light", "dark")]),
            target / "epub.webp",
            1000,
        )


def page_of(site: Path, name: str) -> str:
    """Return the address of a speaker's page."""
    paths = (site / "speakers").rglob("*.html")
    return next(
        path.relative_to(site).as_posix()
        for path in sorted(paths)
        if f"<title>{name}" in path.read_text(encoding="utf-8")
    )


def take(
    browser: Browser, address: str, path: Path, screen: dict[str, object], scheme: str, *, at: str = ""
) -> None:
    save(shot(browser, address, screen, scheme, at=at), path, 1000)


def shot(browser: Browser, address: str, screen: dict[str, object], scheme: str, *, at: str = "") -> bytes:
    """Return what a window shows of a page, as PNG; `at` chooses what stands at its top."""
    page = browser.new_page(color_scheme=scheme, **screen)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)
    if at:
        page.evaluate(
            "(at) => window.scrollBy(0, document.querySelector(at).getBoundingClientRect().top - 60)", at
        )
        page.wait_for_timeout(300)
    data = page.screenshot()
    page.close()
    return data


def beside(pictures: list[bytes]) -> bytes:
    """Return pictures of one height next to each other, as PNG."""
    parts = [Image.open(io.BytesIO(data)).convert("RGB") for data in pictures]
    whole = Image.new(
        "RGB", (sum(part.width for part in parts) + 24 * (len(parts) - 1), parts[0].height), "white"
    )
    left = 0
    for part in parts:
        whole.paste(part, (left, 0))
        left += part.width + 24
    target = io.BytesIO()
    whole.save(target, "PNG")
    return target.getvalue()


def spread(book: Path, show: Showcase) -> bytes:
    """Return the first two pages of the interview in the book, as PNG."""
    first = next(number for number in range(6, 60) if show.words in printed(book, number))
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "pdftoppm",
            "-r",
            "130",
            "-f",
            str(first),
            "-l",
            str(first + 1),
            "-png",
            str(book),
            f"{folder}/page",
        ]
        subprocess.run(command, check=True)
        return beside([path.read_bytes() for path in sorted(Path(folder).glob("*.png"))])


def printed(book: Path, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(book), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
