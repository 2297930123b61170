"""Pages of lists in a real browser: every width, light and dark, keys, paper, and an address that leads nowhere."""

from __future__ import annotations

import functools
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from browsers import Browser, Quiet, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TALK = "**Zoe Park:** Why?\n\n**Ben Ode:** Because it is so.\n\n" * 4
LONG = "一个没有空格也没有标点的很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的标题"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FILES = {
    "index.md": "# 首页\n\n编者的话。\n\n```{post-list}\n```\n",
    "posts/talk.md": f"---\ntitle: A Talk\ndate: 2024-05-06\nlang: en\ntags: [Go, {WORD}]\n---\n\n{TALK}",
    "posts/picture.md": f"---\ntitle: {LONG}\ndate: 2024-03-02\ntags: [口述历史]\n---\n\n![画](a.svg)\n\n文字。\n",
    "posts/word.md": f"---\ntitle: {WORD}\ndate: 2024-02-02\nauthors: [{WORD}]\n---\n\n{WORD}\n",
    "posts/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>',
    **{
        f"posts/p{n:02}.md": f"---\ntitle: 第{n}篇\ndate: {n % 12 + 2010}-02-03\ntags: [标签{n}]\n---\n\n文。\n"
        for n in range(30)
    },
}
PAGES = [
    *("index.html", "page/2/", "tags/", "tags/go/", "authors/", "archives/", "posts/", "posts/page/2/"),
    "404.html",
]


class Lost(Quiet):
    """Serves a site below `/deep/site/`, and its `404.html` for whatever is not there."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/deep/site"))

    def send_error(self, code, *_more):
        data = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture(scope="module")
def built(shared_publication):
    conf = {"language": "zh_CN", "lists_page_size": 10, "html_baseurl": "http://127.0.0.1/deep/site/"}
    return shared_publication(FILES, builder="dirhtml", **conf)


@pytest.fixture
def site(chromium, built):
    handler = functools.partial(Lost, directory=str(built.out))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = Browser(chromium, f"http://127.0.0.1:{server.server_address[1]}/deep/site/")
    yield browser
    try:
        browser.close()
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(site, name, scheme):
    for width in (1280, 375):
        assert violations(site.open(name, width=width, color_scheme=scheme)) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1440, 3840])
def test_no_page_scrolls_sideways(site, width):
    for name in PAGES:
        page = site.open(name, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_card_is_one_place_for_keys_and_shows_where_they_are(site):
    page = site.open("index.html")
    cards = page.locator(".post-card")
    assert cards.count() == 10
    assert page.locator(".post-card a").count() == 10
    cards.nth(1).locator("a").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert cards.nth(1).evaluate("card => getComputedStyle(card).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/**")


def test_the_whole_card_leads_to_the_post(site):
    page = site.open("index.html")
    page.locator(".post-card.lead .post-list-summary").click(force=True)
    page.wait_for_url("**/posts/talk/")


def test_cards_stand_beside_each_other_where_there_is_room(site):
    def rows(width):
        page = site.open("index.html", width=width)
        tops = page.evaluate(
            "[...document.querySelectorAll('.post-card')].map(one => Math.round(one.offsetTop))"
        )
        return len(set(tops))

    assert rows(375) == 10
    assert rows(1440) == 6


def test_the_newest_post_is_larger(site):
    page = site.open("index.html", width=1440)
    sizes = page.evaluate(
        "[...document.querySelectorAll('.post-card-title')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert sizes[0] > 1.2 * sizes[1]
    assert len(set(sizes[1:])) == 1


def test_an_address_that_leads_nowhere_shows_a_whole_page(site):
    page = site.open("404.html")
    answers = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    page.goto(f"{site.address}no/such/page/at-all.html?x=1")
    page.wait_for_load_state("networkidle")
    assert [url for status, url in answers if status >= 400] == [
        f"{site.address}no/such/page/at-all.html?x=1"
    ]
    assert page.evaluate("document.querySelector('.list-search').offsetHeight") > 20
    page.locator(".list-search input").fill("文")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deep/site/search/?q=*")
    page.go_back()
    page.locator(".post-lines a").first.click()
    page.wait_for_url("**/deep/site/posts/talk/")
    # What the server said of the address itself.
    site.errors[:] = [error for error in site.errors if "404" not in error]


def test_letters_and_years_lead_to_their_places(site):
    page = site.open("tags/")
    page.locator(".letters a").last.click()
    assert page.evaluate("document.querySelector(location.hash).tagName") == "SECTION"
    page = site.open("archives/")
    page.locator(".year-row a").last.click()
    assert page.evaluate("document.querySelector(location.hash).tagName") == "SECTION"


def test_on_paper_cards_stand_below_each_other_without_ways(site):
    page = site.open("index.html")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.post-cards')).display") == "block"
    assert not page.locator(".list-pager").is_visible()
    assert not page.locator(".ways-on").is_visible()
    assert page.locator(".post-card-title").last.is_visible()


def test_nothing_moves_for_readers_who_want_it_so(site):
    page = site.open("index.html", reduced_motion="reduce")
    duration = page.evaluate("getComputedStyle(document.querySelector('.post-card')).transitionDuration")
    assert float(duration.split(",")[0].rstrip("s")) < 0.001
