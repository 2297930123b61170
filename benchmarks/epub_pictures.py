"""Take the pictures of EPUB pages that `_ext/README.md` shows, each in the light and in the dark, side by side.

`epub_pictures.py interview=BOOK.epub:posts/a.xhtml#anchor …` opens a page of a book as a small reader would show it.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path
from zipfile import ZipFile

from PIL import Image
from playwright.sync_api import sync_playwright

from pictures import FOLDER, save

SCREEN = {"viewport": {"width": 480, "height": 640}, "device_scale_factor": 2}
WIDTH = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", metavar="NAME=BOOK:PAGE")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        for name, _, place in (one.partition("=") for one in given.places):
            book, _, address = place.partition(":")
            unpacked = Path(folder, name)
            with ZipFile(book) as archive:
                archive.extractall(unpacked)
            halves = []
            for scheme in ("light", "dark"):
                page = browser.new_page(color_scheme=scheme, **SCREEN)
                page.goto(f"{unpacked.as_uri()}/{address}")
                halves.append(Image.open(io.BytesIO(page.screenshot())))
            save(beside(halves), FOLDER / f"epub-{name}.webp", WIDTH)
        browser.close()


def beside(halves: list[Image.Image]) -> bytes:
    """Return two pictures of the same size next to each other, as PNG."""
    width, height = halves[0].size
    whole = Image.new("RGB", (2 * width, height))
    for place, half in enumerate(halves):
        whole.paste(half, (place * width, 0))
    target = io.BytesIO()
    whole.save(target, "PNG")
    return target.getvalue()


if __name__ == "__main__":
    main()
