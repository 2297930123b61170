"""A real browser on a built site: what it shows, what it complains of, and whether it asks any other machine."""

from __future__ import annotations

import re
import time
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tools import require_module

PIECES, PAUSE = 10, 0.08


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, parts of them, which a player needs to jump, and pages in pieces (`?slowly`), as a network does."""

    def log_message(self, *arguments):
        pass

    def translate_path(self, path):
        # Where our own site lies on its server; its page for lost addresses names all from there.
        return super().translate_path(path.removeprefix("/zh-cn/latest"))

    def do_GET(self):
        if self.path.endswith("?slowly"):
            self._send_slowly(Path(self.translate_path(self.path)).read_bytes().splitlines(keepends=True))
            return
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not wanted or not path.is_file():
            super().do_GET()
            return
        data = path.read_bytes()
        first, last = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        self.wfile.write(data[first : last + 1])

    def _send_slowly(self, lines):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        step = len(lines) // PIECES + 1
        for start in range(0, len(lines), step):
            self.wfile.write(b"".join(lines[start : start + step]))
            self.wfile.flush()
            time.sleep(PAUSE)


class Browser:
    """Chromium looking at one built site; notes errors and every request that leaves the machine."""

    def __init__(self, chromium, address):
        self.chromium, self.address = chromium, address
        self.contexts, self.errors, self.left = [], [], []

    def open(self, name, width=1280, height=800, **options):
        context = self.chromium.new_context(viewport={"width": width, "height": height}, **options)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note)
        page.goto(self.address + name)
        page.wait_for_load_state("networkidle")
        return page

    def _note(self, request):
        if not request.url.startswith((self.address, "data:")):
            self.left.append(request.url)

    def close(self):
        for context in self.contexts:
            context.close()
        assert self.errors == []
        assert self.left == []


def violations(page):
    """Return what axe finds wrong with a page."""
    require_module("axe_playwright_python", "pip install axe-playwright-python")
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [(rule["id"], rule["impact"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]
