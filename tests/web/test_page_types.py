"""Every type of page in a real browser: accessible, on every screen, light and dark, and sufficient to itself."""

from __future__ import annotations

import time

import pytest

from browsers import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TYPES = {
    "front": "index.html",
    "post": "posts/editors-note.html",
    "dialogue": "posts/2023/inside-story-of-chatgpt.html",
    "English dialogue": "posts/2024/two-answers-and-a-choice/index.html",
    "section": "posts.html",
    "term": "tags/openai.html",
    "taxonomy": "tags.html",
    "archive": "archives.html",
    "author": "authors/catbaron.html",
    "speaker": "speakers/john-schulman.html",
    "speakers": "speakers/index.html",
    "search": "search.html?q=训练",
    "missing": "404.html",
    "index": "genindex.html",
}
SCREENS = [320, 390, 768, 1280, 1920, 3840]
# A control that is smaller can hardly be hit by a finger (WCAG 2.2, 2.5.8).
SMALLEST = 24
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""
# A link may show its place by the card that it lies over, a field by its frame.
UNSEEN_FOCUS = """() => {
  const element = document.activeElement;
  const drawn = (one, part) => {
    const style = one && getComputedStyle(one, part);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const seen = [[element], [element, "::after"], [element.closest(".bd-search")], [element.closest("li")]];
  return seen.some(([one, part]) => drawn(one, part)) ? "" : element.outerHTML.slice(0, 120);
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0)
  .filter(one => !one.closest("details:not([open]) > :not(summary)"))
  .filter(one => !one.matches("input[type=radio]:not(:checked)"))"""


@pytest.fixture
def site(look, own_site):
    return look(own_site("html"))


@pytest.mark.parametrize("kind", TYPES)
def test_axe_finds_nothing(site, kind):
    # Colours that are still changing have no contrast of their own.
    page = site.open(TYPES[kind], reduced_motion="reduce")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(400)
            found[scheme, width] = violations(page)
    assert {place: faults for place, faults in found.items() if faults} == {}


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_lies_beside_the_screen(site, kind):
    page = site.open(TYPES[kind])
    for width in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(50)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", TYPES)
def test_one_title_and_one_place_of_each_kind(site, kind):
    page = site.open(TYPES[kind])
    for selector in ("h1", "main", "article.bd-article"):
        assert page.locator(selector).count() == 1, selector
    assert page.title()
    assert page.evaluate("document.documentElement.lang")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_comes(site, kind, width):
    page = site.open(TYPES[kind], width=width)
    assert page.evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("kind", ["front", "dialogue", "English dialogue", "speaker", "taxonomy"])
def test_nothing_moves_while_a_page_comes_in_pieces(site, kind):
    page = site.open(f"{TYPES[kind]}?slowly")
    assert page.evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "address", ["search.html?q=训练", "search.html?q=反馈&tag=openai", "search.html", "search.html?q=xyzzy"]
)
def test_nothing_moves_while_results_come_slowly(site, address, width):
    page = site.open("archives.html", width=width)
    page.route("**/search-index/**", lambda route: (time.sleep(0.08), route.continue_()))
    page.goto(site.address + address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate(SHIFT) < 0.01
    if "q=" in address:
        assert page.locator("#search-progress").inner_text()


def test_nothing_moves_behind_a_reader_who_types(site):
    page = site.open("search.html", width=390)
    page.locator("main form.bd-search input").press_sequentially("人类反馈", delay=60)
    page.wait_for_timeout(1200)
    assert page.locator("#search-results p.context").count()
    assert (
        page.evaluate(SHIFT.replace("sum += entry.value", "sum += entry.hadRecentInput ? 0 : entry.value"))
        < 0.01
    )


@pytest.mark.parametrize("kind", ["front", "dialogue", "archive", "search", "missing"])
def test_keys_reach_everything_and_show_where_they_are(site, kind):
    page = site.open(TYPES[kind])
    page.wait_for_timeout(500)
    page.evaluate("document.querySelector('#pst-skip-link a').focus()")
    page.evaluate("document.activeElement.reached = true")
    wanted = page.evaluate(f"({REACHABLE})().length")
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body || 'reached' in document.activeElement"):
            break
        page.evaluate("document.activeElement.reached = true")
        assert page.evaluate(UNSEEN_FOCUS) == ""
    missed = f"({REACHABLE})().filter(one => !one.reached).map(one => one.outerHTML.slice(0, 120))"
    assert page.evaluate(missed) == []


@pytest.mark.parametrize("kind", ["front", "dialogue", "archive", "term"])
def test_controls_can_be_hit_with_a_finger(site, kind):
    page = site.open(TYPES[kind], width=390)
    small = page.evaluate(
        """smallest => [...document.querySelectorAll("button, .site-links a, .page-toc a, .list-pager a")]
          .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .map(one => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < smallest || box.height < smallest))
          .map(([html, box]) => [html, box.width, box.height])""",
        SMALLEST,
    )
    assert small == []


@pytest.mark.parametrize(
    "wish", [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}]
)
def test_what_a_reader_asks_of_the_system_is_kept(site, wish):
    page = site.open(TYPES["dialogue"], **wish)
    assert page.locator("article h1").is_visible()
    assert violations(page) == []
    if "reduced_motion" in wish:
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_column_of_the_site_can_be_put_away(site):
    page = site.open(TYPES["post"], width=1280)
    page.locator(".primary-toggle").click()
    page.wait_for_timeout(400)
    assert not page.locator(".site-title").is_visible()
    assert page.locator(".primary-toggle").get_attribute("aria-expanded") == "false"
    page.locator(".primary-toggle").click()
    page.wait_for_timeout(400)
    assert page.locator(".site-title").is_visible()


def test_the_contents_follow_the_reading(site):
    page = site.open(TYPES["post"], width=1280)
    links = page.locator("#pst-page-toc-nav a")
    links.last.click()
    page.wait_for_timeout(500)
    assert links.last.get_attribute("aria-current") == "true"
    assert page.locator("#pst-page-toc-nav a[aria-current]").count() == 1


def test_a_drawer_gives_the_keys_back(site):
    page = site.open(TYPES["post"], width=375)
    for toggle in (".primary-toggle", ".secondary-toggle"):
        page.locator(toggle).click()
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
        page.keyboard.press("Escape")
        page.wait_for_timeout(100)
        assert page.evaluate("document.activeElement.className").endswith(toggle[1:])


def test_without_scripts_every_page_can_be_read_and_left(site):
    for name in TYPES.values():
        page = site.open(name, java_script_enabled=False)
        assert page.locator("article h1").is_visible()
        assert page.locator(".site-links a").first.is_visible()
