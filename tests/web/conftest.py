"""Chromium, once for each test file, and built publications served to it."""

from __future__ import annotations

import functools
import threading
from http.server import ThreadingHTTPServer

import pytest

from browsers import Browser, Quiet
from tools import require_chromium


@pytest.fixture(scope="module")
def chromium():
    program = require_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def look(chromium):
    """Return a function that serves a built publication and gives a browser on it."""
    opened = []

    def look(publication):
        handler = functools.partial(Quiet, directory=str(publication.out))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = Browser(chromium, f"http://127.0.0.1:{server.server_address[1]}/")
        opened.append((browser, server))
        return browser

    yield look
    for browser, server in opened:
        # The pages first, which may still be loading something.
        try:
            browser.close()
        finally:
            server.shutdown()
            server.server_close()
