"""The site in a real browser: accessibility, search, keys, light and dark, phone and paper."""

from __future__ import annotations

import pytest

from browsers import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLE = "posts/2023/inside-story-of-chatgpt.html"
SECOND = "posts/2024/two-answers-and-a-choice/index.html"
PAGES = ["index.html", SAMPLE, SECOND, "posts/editors-note.html", "search.html?q=训练"]
WIDE = """
# Wide

| a | b | c | d | e | f |
|---|---|---|---|---|---|
| {long} | {long} | {long} | {long} | {long} | {long} |

```python
{code}
```

https://example.org/{address}

`{address}`
""".format(long="unbreakable" * 4, code="x = " + "1 + " * 60 + "1", address="a" * 200)
FORMULA = "\nFormula\n=======\n\n.. math:: {terms}\n".format(
    terms=" + ".join(f"x_{{{n}}}" for n in range(60))
)


@pytest.fixture
def site(look, own_site):
    return look(own_site("html"))


@pytest.fixture
def wide(look, publication):
    files = {"posts/wide.md": WIDE, "formula.rst": FORMULA}
    return look(publication(files, source_suffix={".md": "hugo", ".rst": "restructuredtext"}))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_around_wide_content(wide, scheme):
    for name in ("posts/wide.html", "formula.html"):
        page = wide.open(name, width=375, color_scheme=scheme)
        page.wait_for_timeout(300)
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 3840])
def test_no_page_scrolls_sideways(site, wide, width):
    for browser, names in ((site, PAGES), (wide, ["posts/wide.html", "formula.html"])):
        for name in names:
            page = browser.open(name, width=width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_what_scrolls_can_be_reached_by_key(wide):
    page = wide.open("posts/wide.html", width=375)
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('.bd-article pre').tabIndex") == 0
    assert page.evaluate("document.querySelector('.pst-scrollable-table-container').tabIndex") == 0
    page = wide.open("formula.html", width=375)
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('div.math > .formula').tabIndex") == 0


@pytest.mark.parametrize("name", [SAMPLE, SECOND])
def test_lines_have_a_readable_length(site, name):
    page = site.open(name, width=1920)
    paragraph = page.locator("article.bd-article p:not([class])").first
    size = float(paragraph.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))
    assert 30 * size <= paragraph.bounding_box()["width"] <= 41 * size


def test_light_and_dark_are_chosen_and_kept(site):
    page = site.open(SAMPLE, color_scheme="light")
    page.locator(".theme-change-button[data-mode=dark]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator(".theme-change-button[aria-pressed=true]").get_attribute("data-mode") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_search_opens_by_key_and_closes(site):
    page = site.open(SAMPLE)
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('pst-search-dialog').open")


def test_the_first_key_skips_to_the_text(site):
    page = site.open(SAMPLE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_menu_of_a_phone_opens_and_closes(site):
    page = site.open("posts/editors-note.html", width=375)
    assert not page.locator(".site-title").is_visible()
    page.locator(".primary-toggle").click()
    assert page.locator(".site-title").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert not page.locator(".site-title").is_visible()
    page.locator(".secondary-toggle").click()
    page.locator("#pst-page-toc-nav a").first.wait_for(state="visible")


def test_on_paper_the_text_stands_alone(site):
    page = site.open(SAMPLE)
    page.emulate_media(media="print")
    assert page.locator("article h1").is_visible()
    for selector in (".bd-sidebar-primary", ".bd-header-article", ".bd-footer-content", "a.headerlink"):
        assert not page.locator(selector).first.is_visible()


def test_without_scripts_the_page_can_be_read(site):
    page = site.open(SAMPLE, java_script_enabled=False)
    assert page.locator("article h1").is_visible()
    assert not page.locator(".site-search").is_visible()


_MARK = """(selector) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.search(/[\u2018\u2019\u201c\u201d]/);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    return range.getBoundingClientRect().width / size;
  }
  return 0;
}"""


def test_quotation_marks_are_narrow_in_english(look, publication):
    files = {
        "posts/a.md": "---\nlang: en\n---\nThe editor\u2019s word.\n",
        "posts/b.md": "---\nlang: zh\n---\n他说\u201c好\u201d。\n",
    }
    site = look(publication(files, language="en"))
    assert 0 < site.open("posts/a.html").evaluate(_MARK, "article") < 0.6
    style = "getComputedStyle(document.querySelector('article')).fontVariantEastAsian"
    assert site.open("posts/b.html").evaluate(style) == "normal"
