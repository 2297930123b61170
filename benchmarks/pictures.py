"""Take the pictures of the web site that `_ext/README.md` shows, from a built site: `pictures.py _build/html`."""

from __future__ import annotations

import argparse
import functools
import io
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "_ext" / "pictures"
PAGES = {
    "front": "index.html",
    "post": "posts/2023/inside-story-of-chatgpt.html",
    "term": "tags/openai.html",
    "archive": "archives.html",
    "search": "search.html?q=训练",
    "404": "404.html",
}
SCREENS = {
    "wide": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 780}, "color_scheme": "light", "device_scale_factor": 2},
}
# Of a picture, in pixels: half a column of the reference, and a telephone in it.
WIDTHS = {"wide": 1000, "dark": 1000, "phone": 480}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass

    def translate_path(self, path: str) -> str:
        # Where our own site lies on its server; its page for lost addresses names all from there.
        return super().translate_path(path.removeprefix("/zh-cn/latest"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(given.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        for screen, options in SCREENS.items():
            page = browser.new_page(**options)
            for name, address in PAGES.items():
                page.goto(f"http://127.0.0.1:{server.server_address[1]}/{address}")
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(800)
                save(page.screenshot(), FOLDER / f"site-{name}-{screen}.webp", WIDTHS[screen])
        browser.close()
    server.shutdown()


def save(data: bytes, path: Path, width: int) -> None:
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    height = round(picture.height * width / picture.width)
    picture.resize((width, height), Image.Resampling.LANCZOS).save(path, "WEBP", quality=80, method=6)


if __name__ == "__main__":
    main()
