"""The page of a post in a real browser: notes beside their lines, citations, comments that wait to be wanted."""

from __future__ import annotations

import itertools
import json
import re

import pytest

from browsers import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOREM = "水声一直在那里，像是有人在远处念一封很长的信，谁也没有先开口。" * 5
NOTE = "当地有听河的说法，见于县志，成书较晚，其中附有一幅测绘图。" * 3
NOTES = "".join(f"{LOREM}[^{number}]{LOREM}[^{number}b]\n\n" for number in range(6))
TEXTS = "".join(f"[^{number}]: {NOTE}\n\n[^{number}b]: 短注。\n\n" for number in range(6))
POST = f"""---
title: 河边散步
date: 2023-02-01
lang: zh-CN
author: 周敏
series: 散步
tags: [河]
description: 一句引言。
---

{NOTES}

最后一句。[^long]

{TEXTS}

[^long]: {NOTE * 20}
"""
TALK = f"""---
title: A talk
date: 2023-03-01
lang: en
author: Ada_King
---

**Ruth Keane:** What did you hear, the first night you were alone out there?[^1]

**Tomás Byrne:** Nothing. That was the trouble. You expect the sea to be loud, and it is.[^2]

**Ruth Keane:** And you wound it yourself?

**Tomás Byrne:** Every two hours, eighty turns.

**Ruth Keane:** Did it ever stop?

**Tomás Byrne:** Once. Eleven minutes, in March.

[^1]: A note of the editor. {"It goes on for a while. " * 6}
[^2]: Another.
"""
FILES = {
    "posts/walk.md": POST,
    "posts/talk.md": TALK,
    "posts/first.md": "---\ntitle: 第一篇\ndate: 2023-01-01\nlang: zh-CN\nseries: 散步\ntags: [河]\n---\n\n正文。\n",
    "posts/first.en.md": "---\ntitle: The first\ndate: 2023-01-01\nlang: en\n---\n\nText.\n",
}
COMMENTS = {"provider": "giscus", "repo": "a/b", "repo_id": "R_1", "category_id": "D_1"}
PAGES = ["posts/walk.html", "posts/talk.html", "posts/first.html"]


@pytest.fixture(scope="module")
def built(shared_publication):
    return shared_publication(
        FILES, web_comments=COMMENTS, project="Harbour", lists_taxonomies=["tags", "series"]
    )


@pytest.fixture
def site(look, built):
    return look(built)


def boxes(page, selector):
    return page.locator(selector).evaluate_all(
        "all => all.map((one) => { const box = one.getBoundingClientRect();"
        " return [box.left, box.top + scrollY, box.right, box.bottom + scrollY]; })"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(site, name, scheme):
    for width in (1440, 390):
        page = site.open(name, width=width, color_scheme=scheme)
        page.locator("details.post-cite summary").click()
        page.wait_for_timeout(200)
        assert violations(page) == []


@pytest.mark.parametrize("name", PAGES[:2])
@pytest.mark.parametrize("width", [1200, 1280, 1440, 1920, 2560, 3840])
def test_notes_stand_beside_their_lines(site, name, width):
    page = site.open(name, width=width)
    (text,) = (
        boxes(page, "article.bd-article > section > p:first-of-type")
        if "walk" in name
        else boxes(page, "section.dialogue")
    )
    notes = boxes(page, ".side-note")
    assert len(notes) == (12 if "walk" in name else 2)
    contents = boxes(page, "#pst-secondary-sidebar:not([hidden])")
    for left, top, right, bottom in notes:
        assert left >= text[2]
        assert right <= (contents[0][0] if contents else width)
        assert bottom - top > 10
        assert right - left > 150
    for above, below in itertools.pairwise(notes):
        assert above[3] <= below[1]
    references = dict(
        page.locator("a.footnote-reference").evaluate_all(
            "all => all.map((one) => [one.hash, one.getBoundingClientRect().top + scrollY])"
        )
    )
    names = page.locator(".side-note").evaluate_all("all => all.map((one) => `#${one.id}`)")
    for name_, (_left, top, _right, _bottom) in zip(names, notes, strict=True):
        assert top >= references[name_] - 4
        assert top - references[name_] < 400
    assert abs(notes[0][1] - references[names[0]]) < 4


def test_a_note_too_long_for_the_margin_stays_at_the_end(site):
    page = site.open(PAGES[0], width=1440)
    ((left, top, _right, _bottom),) = boxes(page, ".footnote:not(.side-note)")
    (text,) = boxes(page, "article.bd-article > section > p:first-of-type")
    assert left == pytest.approx(text[0], abs=2)
    assert top > text[3]


@pytest.mark.parametrize("width", [390, 1100])
def test_on_narrow_pages_notes_stay_at_the_end(site, width):
    page = site.open(PAGES[0], width=width)
    (text,) = boxes(page, "article.bd-article > section > p:first-of-type")
    notes = boxes(page, ".footnote")
    assert len(notes) == 13
    assert {round(left) for left, *_ in notes} == {round(text[0])}


def test_on_paper_notes_stay_at_the_end_and_nothing_is_offered(site):
    page = site.open(PAGES[0], width=1440)
    page.emulate_media(media="print")
    notes = boxes(page, ".footnote")
    assert len({round(left) for left, *_ in notes}) == 1
    assert not page.locator(".post-end").is_visible()
    assert not page.locator(".post-series").is_visible()


def test_going_to_a_note_and_back_by_key(site):
    page = site.open(PAGES[0], width=1440)
    page.locator("a.footnote-reference").nth(2).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == page.locator(".side-note").nth(2).evaluate("one => `#${one.id}`")
    page.locator(".side-note").nth(2).locator(".label a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == page.locator("a.footnote-reference").nth(2).evaluate(
        "one => `#${one.id}`"
    )


def test_nothing_moves_when_the_page_is_shown(site):
    page = site.open(PAGES[0], width=1440)
    shift = page.evaluate(
        "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " sum += one.value; }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 500); })"
    )
    assert shift < 0.01


def test_a_citation_is_copied_and_saved_with_the_day(site):
    page = site.open(PAGES[1])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("details.post-cite summary").focus()
    page.keyboard.press("Enter")
    form = page.locator(".cite-form").nth(2)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    form.get_by_role("button", name="Copy").click()
    form.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "@misc{ada-king-2023-talk,\n  author = {Ada\\_King},\n  title = {{A talk}},\n  howpublished = {Harbour},\n"
        "  year = {2023},\n  month = mar,\n  language = {en},\n"
        f"  url = {{{site.address}{PAGES[1]}}},\n  urldate = {{{today}}},\n}}"
    )
    with page.expect_download() as started:
        form.get_by_role("button", name="Save as talk.bib").click()
    assert started.value.suggested_filename == "talk.bib"
    assert started.value.path().read_text(encoding="utf-8").startswith("@misc{ada-king-2023-talk,")


def test_comments_ask_nobody_before_they_are_wanted(site):
    page = site.open(PAGES[0])
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(300)
    assert site.left == []
    asked = []
    page.route(
        re.compile("giscus"),
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(content_type="text/javascript", body="window.loaded = true;"),
        ),
    )
    page.get_by_role("button", name="从 giscus.app 加载评论").click()
    page.wait_for_function("window.loaded")
    assert asked == ["https://giscus.app/client.js"]
    script = page.locator(".post-comments script")
    assert script.get_attribute("data-theme") == "light"
    assert script.get_attribute("data-repo") == "a/b"
    assert script.get_attribute("data-lang") == "zh-CN"
    # This test has wanted it.
    site.left.clear()


def test_comments_that_do_not_come_can_be_asked_for_again(site):
    page = site.open(PAGES[0], color_scheme="dark")
    page.route(re.compile("giscus"), lambda route: route.abort())
    button = page.get_by_role("button", name="从 giscus.app 加载评论")
    button.click()
    page.get_by_text("无法从 giscus.app 加载评论").wait_for()
    assert button.is_enabled()
    site.left.clear()
    site.errors.clear()


def test_all_is_there_without_a_script(look, built):
    browser = look(built)
    page = browser.open(PAGES[0], width=1440, java_script_enabled=False)
    page.locator("details.post-cite summary").click()
    text = page.locator(".cite-form pre").nth(1).inner_text()
    assert text == "周敏. 河边散步[EB/OL]. Harbour, (2023-02-01)."
    assert not page.locator(".post-comments").is_visible()
    assert page.locator(".post-beside a").first.is_visible()
    notes = page.locator(".side-note")
    assert notes.first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1200])
def test_no_page_scrolls_sideways(site, width):
    for name in PAGES:
        page = site.open(name, width=width)
        page.locator("details.post-cite summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_linked_data_and_the_citation_name_the_same_people(site):
    page = site.open(PAGES[1])
    item = json.loads(page.locator(".cite-form pre").nth(3).text_content())[0]
    assert item["author"] == [{"literal": page.locator("meta[name=author]").get_attribute("content")}]
