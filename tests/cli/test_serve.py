"""`koushu serve` as a browser and a stranger meet it, on one small site that is served once for all tests."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from cli_process import koushu
from conftest import ROOT, SHARED
from koushu.cli.serve.site_files import find_file, is_folder
from tools import require_module, require_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONF = """
project, language = "Book", "en"
extensions = ["koushu"]
source_suffix = {".md": "hugo"}
html_theme = "sphinx_book_theme"
"""
LONG = "\n\n".join(f"Paragraph {number} of a long post." for number in range(60))
TALK = "".join(f"**{'Ann' if number % 2 else 'Bob'}:** Words {number} of theirs.\n\n" for number in range(12))
FILES = {
    "conf.py": CONF,
    "index.md": "# Home\n\n```{post-list}\n```\n",
    "posts/one.md": f"---\ntitle: One\ndate: 2024-01-01\n---\n\nFirst words.\n\n{LONG}\n",
    "posts/two.md": "---\ntitle: Two\ndate: 2024-01-02\n---\n\n[gone](/nowhere/)\n",
    "posts/draft.md": "---\ntitle: Hidden\ndraft: true\n---\n\nNot yet.\n",
    "posts/talk.md": f"---\ntitle: Talk\ndate: 2024-01-03\ndialogue: on\n---\n\n{TALK}",
    "posts/later.md": "---\ntitle: Later\ndate: 2999-01-01\n---\n\nMuch later.\n",
}


class Preview:
    """A running preview and its folder."""

    def __init__(self, site: Path, log: Path) -> None:
        self.site = site
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "KOUSHU_LANG": "en"}
        command = [sys.executable, "-m", "koushu", "serve", "-p", str(self.port)]
        self._log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=site, env=environment, stdout=output, stderr=output)

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def ask(self, target: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {
            "Host": f"localhost:{self.port}",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        connection.request(method, target, headers=given)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    def state(self, page: str) -> dict:
        return json.loads(self.ask(f"/@koushu/state?page={page}")[1])

    def wait(self, holds, seconds: float = 60) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return True
            except OSError:
                pass
            time.sleep(0.05)
        return False

    def shows(self, page: str, words: str) -> bool:
        return self.wait(lambda: words in self.ask(page)[1])

    def write(self, name: str, text: str | bytes) -> None:
        path = self.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def lay_out(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(text, encoding="utf-8")
    (folder / "secret.txt").write_text("kept-from-everybody-7f3a91c4e2")
    return folder / "site"


@pytest.fixture(scope="module", autouse=True)
def probe(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[subprocess.Popen[str] | None]:
    """Run the probe of a stranger on a site of its own while the other tests run: most of the time it waits."""
    program = SHARED / "bars" / "serve_probe.py"
    wanted = any(one.name == "test_the_probe_of_a_stranger_holds" for one in request.session.items)
    if not wanted or not program.is_file():
        yield None
        return
    site = lay_out(tmp_path_factory.mktemp("probed"))
    command = [sys.executable, program, "--start", f"{sys.executable} -m koushu serve -q -p {{port}}"]
    command += ["--cwd", site, "--posts", site / "posts", "--secret", site.parent / "secret.txt"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        yield running
        running.terminate()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    lay_out(folder)
    running = Preview(folder / "site", folder / "log.txt")
    try:
        assert running.wait(lambda: running.state("/")["build"] > 0), running.said
        yield running
    finally:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(20) in {0, 130, -signal.SIGINT}
        assert "Traceback" not in running.said


def test_a_saved_post_is_shown_and_only_its_page_is_built(preview: Preview) -> None:
    before = preview.state("/posts/one.html")["build"]
    preview.write("posts/one.md", FILES["posts/one.md"].replace("First", "Saved"))
    assert preview.shows("/posts/one.html", "Saved words.")
    assert preview.state("/posts/one.html")["build"] == before
    assert re.search(r"posts/one\.md  \d+ ms  http://localhost:\d+/posts/one\.html", preview.said)
    # What it changes elsewhere follows after a pause.
    assert preview.wait(lambda: preview.state("/")["build"] > before)


def test_drafts_and_the_future_are_shown_and_marked(preview: Preview) -> None:
    assert "Not yet." in preview.ask("/posts/draft.html")[1]
    assert preview.state("/posts/draft.html")["mark"] == "draft"
    assert preview.state("/posts/later.html")["mark"] == "future 2999-01-01"
    assert preview.state("/posts/one.html")["mark"] == ""


def test_warnings_are_told_with_their_place_and_go_when_mended(preview: Preview) -> None:
    (warning,) = preview.state("/posts/two.html")["warnings"]
    assert (warning["path"], warning["line"], warning["kind"]) == ("posts/two.md", 6, "hugo.link_target")
    assert warning["file"] == str(preview.site / "posts/two.md")
    assert preview.state("/posts/one.html")["elsewhere"] >= 1
    assert f"{preview.site}/posts/two.md:6: " in preview.said
    preview.write("posts/two.md", FILES["posts/two.md"].replace("/nowhere/", "one.md"))
    assert preview.wait(lambda: preview.state("/posts/two.html")["warnings"] == [])


@pytest.mark.parametrize(
    "broken",
    [
        b"---\ntitle: [\n---\n\n\xff\xfe {{< figure\n",
        b"",
        b"+++\n",
        b"```{toctree}\nnone\n" * 30,
        b"> " * 3000,
    ],
)
def test_a_broken_post_ends_nothing(preview: Preview, broken: bytes) -> None:
    preview.write("posts/one.md", broken)
    time.sleep(0.5)
    assert preview.ask("/posts/two.html")[0] == 200
    preview.write("posts/one.md", FILES["posts/one.md"].replace("First", "Mended"))
    assert preview.shows("/posts/one.html", "Mended words.")


def test_a_broken_configuration_is_told_and_the_pages_stay(preview: Preview) -> None:
    preview.write("conf.py", CONF + "x = (\n")
    assert preview.wait(
        lambda: "conf.py" in preview.state("/")["failure"] or "syntax" in preview.state("/")["failure"]
    )
    assert "Paragraph 3" in preview.ask("/posts/one.html")[1]
    preview.write("posts/one.md", FILES["posts/one.md"].replace("First", "Meanwhile"))
    assert preview.shows("/posts/one.html", "Meanwhile words.")
    preview.write("conf.py", CONF)
    assert preview.wait(lambda: preview.state("/")["failure"] == "")


def test_a_post_comes_moves_and_goes(preview: Preview) -> None:
    preview.write("posts/new.md", "---\ntitle: New\n---\n\nBrand new.\n")
    assert preview.shows("/posts/new.html", "Brand new.")
    (preview.site / "posts/new.md").rename(preview.site / "posts/moved.md")
    assert preview.shows("/posts/moved.html", "Brand new.")
    assert preview.wait(lambda: preview.ask("/posts/new.html")[0] == 404)
    (preview.site / "posts/moved.md").unlink()
    assert preview.wait(lambda: preview.ask("/posts/moved.html")[0] == 404)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
    ],
)
def test_strangers_are_refused(preview: Preview, headers: dict[str, str], status: int) -> None:
    assert preview.ask("/@koushu/state?page=/", **headers)[0] == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(preview: Preview, method: str) -> None:
    assert preview.ask("/", method)[0] == 405


def test_a_page_of_the_pdf(preview: Preview) -> None:
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=60)
    connection.request(
        "GET", "/@koushu/pdf?page=/posts/one.html&n=1", headers={"Host": f"localhost:{preview.port}"}
    )
    answer = connection.getresponse()
    assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
    assert int(answer.headers["X-Pages"]) >= 2
    answer.read()
    connection.close()
    assert preview.ask("/@koushu/pdf?page=/search.html")[0] == 404


@pytest.mark.browser
def test_the_open_page_follows_in_place(preview: Preview) -> None:
    require_module("playwright", "pip install playwright")
    from playwright.sync_api import sync_playwright

    chromium = require_program("chromium", "chromium-browser", install="apt-get install chromium")
    preview.write("posts/one.md", FILES["posts/one.md"])
    assert preview.shows("/posts/one.html", "First words.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 600})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://localhost:{preview.port}/posts/one.html")
        page.wait_for_function("document.querySelector('koushu-preview')")
        page.wait_for_timeout(2500)
        page.evaluate("window.kept = true; scrollTo(0, 900)")
        page.evaluate("document.querySelectorAll('article p')[40].id = 'script-made'")
        read = (
            "[...document.querySelectorAll('article p')].find((one) => one.getBoundingClientRect().top > 0)"
        )
        place = page.evaluate(f"(window.read = {read}).getBoundingClientRect().top")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        text = FILES["posts/one.md"].replace("Paragraph 30 of", "Paragraph thirty, *anew*, of")
        preview.write("posts/one.md", text + "\nAnd an end.\n")
        page.wait_for_function("document.body.textContent.includes('And an end.')", timeout=20_000)
        assert "thirty, anew, of" in page.inner_text("article")
        assert page.evaluate("[window.kept, Boolean(document.getElementById('script-made'))]") == [True, True]
        # What is being read has not moved, whatever came or went above it.
        assert abs(page.evaluate("read.getBoundingClientRect().top") - place) < 3
        assert {url.rpartition("/")[2].partition("?")[0] for url in asked} <= {"one.html", "state"}
        page.goto(f"http://localhost:{preview.port}/posts/talk.html")
        page.wait_for_selector(".turn .turn-tools")
        with_third = TALK.replace("**Ann:** Words 1 ", "**Cid:** New.\n\n**Ann:** Words 1 ")
        preview.write("posts/talk.md", FILES["posts/talk.md"].replace(TALK, with_third))
        page.wait_for_function("document.querySelectorAll('.turn').length === 13", timeout=20_000)
        # What the script of a dialogue adds stands on the new turn and its speaker, too, each once.
        labels = "[...document.querySelectorAll('.turn > .turn-tools')].map((one) => one.ariaLabel)"
        assert page.evaluate(labels) == [f"Copy or cite turn {number}" for number in range(1, 14)]
        assert page.locator(".cast .only").count() == 3
        page.locator(".turn-tools").nth(1).click()
        assert page.inner_text(".turn-panel .citation").startswith("Cid")
        page.goto(f"http://localhost:{preview.port}/posts/draft.html")
        page.wait_for_function(
            "document.querySelector('koushu-preview').shadowRoot.textContent.includes('Draft')"
        )
        browser.close()
    assert faults == []


@pytest.mark.slow
def test_the_probe_of_a_stranger_holds(probe: subprocess.Popen[str] | None) -> None:
    if probe is None:
        pytest.skip("the bars beside the checkout are missing")
    said, _ = probe.communicate()
    assert said.splitlines()[-1] == "16 of 16 server checks hold", said


def test_what_cannot_start_is_told(tmp_path: Path, preview: Preview) -> None:
    done = koushu("serve", cwd=tmp_path)
    assert done.returncode == 1
    assert "neither the folder of a publication" in done.stderr
    taken = koushu("serve", "-p", str(preview.port), cwd=preview.site)
    assert taken.returncode == 1
    assert "is taken" in taken.stderr
    assert koushu("serve", "--port", "x", cwd=tmp_path).returncode == 2
    assert koushu("serve", "--help", cwd=tmp_path).stdout.startswith("Usage: koushu serve")


def test_files_of_the_site_and_no_others(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("index.html", "a/index.html", "b.html", ".hidden", "中 文.html", ".git/config"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    (tmp_path / "secret").write_text("secret")
    (site / "link").symlink_to(tmp_path / "secret")
    (site / "out").symlink_to(tmp_path)
    for address, name in (
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/b.html", "b.html"),
        ("/中 文.html", "中 文.html"),
    ):
        assert find_file(site, address) == site / name
    assert is_folder(site, "/a")
    for address in (
        "", "b.html", "//b.html", "/../secret", "/a/../../secret", "/.hidden", "/.git/config", "/link", "/out/secret",
        "/..\\secret", "/b.html\0", "/\udcff", "/C:/b.html", "/b.html/", "/a", "/" + "a/" * 3000, "/a\n",
    ):  # fmt: skip
        assert find_file(site, address) is None, address
    assert not is_folder(site, "/out")
