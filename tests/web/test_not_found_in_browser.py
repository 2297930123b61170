"""`404.html` in a browser, on servers that its site was not made for: at the root, below a folder, from a disk."""

from __future__ import annotations

import functools
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from browsers import Browser, Quiet, violations

pytestmark = pytest.mark.browser
# Where a browser says that the very page it shows is none.
LOST = "Failed to load resource: the server responded with a status of 404 (Not Found)"


class Host(Quiet):
    """A server that has a site below a folder, and shows the site's page for addresses that are lost."""

    mount = "/"

    def translate_path(self, path):
        inside = path.startswith(self.mount)
        return super(Quiet, self).translate_path(path.removeprefix(self.mount) if inside else "/no/such/file")

    def send_error(self, code, *_words):
        page = super(Quiet, self).translate_path("/404.html")
        data = Path(page).read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@pytest.fixture
def host(chromium):
    """Return a function that serves a publication below a folder and opens an address there."""
    opened = []

    def host(publication, mount, address, **options):
        kind = type("At", (Host,), {"mount": mount})
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(kind, directory=str(publication.out))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = Browser(chromium, f"http://127.0.0.1:{server.server_address[1]}")
        opened.append((browser, server))
        return browser, browser.open(address, **options)

    yield host
    for browser, server in opened:
        browser.close()
        server.shutdown()
        server.server_close()


def ways_work(browser, page, root):
    """Whether the page looks designed, and each of its links leads somewhere."""
    assert page.locator("h1").evaluate("it => getComputedStyle(it).fontSize") != "32px"
    assert page.locator("article a").first.evaluate("it => getComputedStyle(it).color") != "rgb(0, 0, 238)"
    page.wait_for_function("document.querySelector('.theme-change-button[aria-pressed=true]')")
    links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    own = {link.partition("#")[0] for link in links if link.startswith(browser.address)} - {page.url}
    assert len(own) > 8
    answers = {link: page.request.get(link).status for link in own}
    assert [link for link, status in answers.items() if status != 200] == []
    assert page.locator(".list-search").evaluate("it => new URL(it.action).pathname").startswith(root)


@pytest.mark.parametrize(
    ("builder", "mount", "address"),
    [
        ("html", "/", "/404.html"),
        ("html", "/", "/lost"),
        ("dirhtml", "/", "/posts/2024/lost/deep/"),
        ("html", "/zh-cn/latest/", "/zh-cn/latest/lost/deep/one.html"),
        ("dirhtml", "/zh-cn/latest/", "/zh-cn/latest/404.html"),
        ("dirhtml", "/zh-cn/latest/", "/lost"),
        ("dirhtml", "/fork/", "/fork/a/b/c/"),
        ("html", "/fork/", "/fork/404.html"),
    ],
)
def test_it_looks_right_and_leads_on_wherever_it_is_shown(own_site, host, builder, mount, address):
    browser, page = host(own_site(builder), mount, address)
    ways_work(browser, page, mount)
    # The page itself is lost, and each place in which the site was sought before it was found.
    assert set(browser.errors) <= {LOST}
    assert len(browser.errors) <= (0 if address.endswith("404.html") else 3)
    browser.errors.clear()
    assert browser.left == []


def test_its_scripts_run_and_search_leads_to_results(own_site, host):
    browser, page = host(own_site("dirhtml"), "/", "/lost/deep/")
    page.wait_for_function("document.querySelector('.theme-change-button[aria-pressed=true]')")
    page.locator("button.theme-change-button[data-mode=dark]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator(".list-search input").fill("人类反馈")
    page.locator(".list-search button").click()
    page.wait_for_selector("#search-results li")
    assert page.url.startswith(f"{browser.address}/search/?q=")
    browser.errors.clear()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_without_its_server(own_site, host, width, scheme):
    browser, page = host(own_site("dirhtml"), "/", "/lost/", width=width, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    browser.errors.clear()


def test_it_looks_right_without_scripts(own_site, host):
    browser, page = host(own_site("html"), "/", "/lost/deep/", java_script_enabled=False)
    assert page.locator("link[rel=stylesheet]").count() == 0
    assert page.locator(".bd-sidebar-primary").bounding_box()["width"] < 500
    browser.errors.clear()


def test_it_looks_right_from_a_disk(own_site, chromium):
    built = own_site("html")
    page = chromium.new_page()
    page.goto((built.out / "404.html").as_uri())
    page.wait_for_function("document.querySelector('.theme-change-button[aria-pressed=true]')")
    page.locator(".ways-on a").first.click()
    page.wait_for_url("**/index.html")
    page.close()
