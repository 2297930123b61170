"""Search in a real browser: what is found, how it is shown, facets, keys, and nothing from any other machine."""

from __future__ import annotations

import pytest

from browsers import violations
from koushu.search.terms import terms
from koushu.web.search_language import split_terms

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLE = "posts/2023/inside-story-of-chatgpt.html"
SECOND = "posts/2024/two-answers-and-a-choice/index.html"
CONF = {"html_theme": "sphinx_book_theme", "language": "zh_CN"}
INTERVIEW = """---
title: 与周敏谈话
date: 2023-03-14
tags: [口述, 地图]
dialogue: on
---

**记者：** 地图是从哪里开始的？

**周敏：** 从一次**对**抗训
练开始，用的是 ＧＰＴ-4 模型。

## 数据标注

**周敏：** RLHF 之后再训练。Communities grew.

**记者：** 猫。
"""
ESSAY = """---
title: <b>Essays</b> & "训练"
date: 2024-01-02
tags: [map]
---

抵抗之后是训练；对弈、抗争、训话、练习，各说各的。International answers, in a café.

ｶﾞﾗｽの道。한국어 검색.
"""
LATER = """---
title: Later
date: 2024-05-06
tags: [map]
---

Model training is not the training of a model, says the community.
"""
SITE = {"posts/a.md": INTERVIEW, "posts/b.md": ESSAY, "posts/c.md": LATER, "index.md": "# Home\n"}


@pytest.fixture
def site(look, publication):
    return look(publication(SITE, **CONF))


@pytest.fixture
def own(look, own_site):
    return look(own_site("html"))


def answer(page):
    """Wait for the results and return their addresses without what leads into the page."""
    page.locator("#search-progress:not(:empty)").wait_for()
    page.wait_for_timeout(400)
    links = page.locator("#search-results ul.search .search-title a")
    return [link.get_attribute("href") for link in links.all()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("对抗训练", SAMPLE),
        ("语言模型", SAMPLE),
        ("训练", SAMPLE),
        ("InstructGPT 训练", SAMPLE),
        ("conversations", SECOND),
        ("answer", SECOND),
    ],
)
def test_search_finds_in_our_own_site(own, query, found):
    assert found in answer(own.open(f"search.html?q={query}"))


A, B, C = "posts/a.html", "posts/b.html", "posts/c.html"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("对抗训练", [A]),
        ("抗训", [A]),
        ("训练", [B, A]),
        ("GPT-4模型", [A]),
        ("gpt 模型", [A]),
        ("RLHF 训练", [A]),
        ("猫", [A]),
        ("标注", [A]),
        ("周敏", [A]),
        ("international", [B]),
        ("CAFE", [B]),
        ("ガラス", [B]),
        ("국어", [B]),
        ("communities", [C, A]),
        ("communi", [C, A]),
        ('"model training"', [C]),
        ("“的训练”", []),
        ("没有这样的话语", []),
    ],
)
def test_what_is_found(site, query, expected):
    page = site.open("search.html")
    page.locator("main form.bd-search input").fill(query)
    assert answer(page) == expected


def test_pages_with_some_of_the_words_stand_below(site):
    page = site.open("search.html?q=model training 对弈")
    assert answer(page) == [C]
    assert page.locator(".search-note").inner_text() == "只含其中一部分的："
    assert page.locator("#search-progress").inner_text() == "没有找到"


def test_a_result_shows_who_says_it_and_leads_there(site):
    page = site.open("search.html?q=对抗训练")
    answer(page)
    passage = page.locator("ul.search .context").first
    assert passage.inner_text().startswith("周敏：从一次对抗训练开始")
    assert passage.locator("mark").inner_text() == "对抗训练"
    assert page.locator("ul.search .search-date").first.inner_text() == "2023年3月14日"
    passage.locator("a").click()
    page.wait_for_load_state("networkidle")
    there = "decodeURIComponent(location.hash.slice(1))"
    turn = page.evaluate(f"document.getElementById({there}).textContent")
    assert "对抗训" in turn.replace("\n", "")


def test_a_title_is_text(site):
    page = site.open("search.html?q=essay")
    assert answer(page) == [B]
    assert page.locator("ul.search .search-title a").inner_text() == '<b>Essays</b> & "训练"'


def test_facets_narrow_count_and_stay_in_the_address(site):
    page = site.open("search.html?q=训练")
    assert answer(page) == [B, A]
    speaker = page.locator(".search-facet[data-kind=speaker] button", has_text="周敏")
    assert speaker.inner_text().split() == ["周敏", "1"]
    speaker.click()
    page.wait_for_timeout(400)
    assert answer(page) == [A]
    assert "speaker=" in page.url
    assert page.evaluate("document.activeElement.dataset.value") == "周敏"
    assert page.locator(".search-facets button[aria-pressed=true]").count() == 1
    page.go_back()
    page.wait_for_timeout(400)
    assert answer(page) == [B, A]
    page.go_forward()
    page.wait_for_timeout(400)
    assert answer(page) == [A]


def test_facets_answer_without_a_question(site):
    assert answer(site.open("search.html?tag=map")) == [C, B]
    assert answer(site.open("search.html?year=2023&speaker=记者")) == [A]


def test_any_number_of_values_can_be_found(look, publication):
    posts = {
        f"posts/p{n}.md": f"---\ntitle: P {n}\ndate: 2024-01-02\ntags: [t{n}]\n---\n\n训练。\n"
        for n in range(230)
    }
    page = look(publication(posts, **CONF)).open("search.html?q=训练")
    answer(page)
    assert page.locator(".search-facet[data-kind=tag] button").count() == 8
    page.locator(".search-facet[data-kind=tag] input").fill("T22")
    page.locator(".search-facet[data-kind=tag] button", has_text="t229").click()
    page.wait_for_timeout(400)
    assert answer(page) == ["posts/p229.html"]
    page.goto(page.url.split("?")[0])
    page.wait_for_timeout(400)
    assert page.locator(".search-facet[data-kind=tag] button").count() == 8


def test_more_results_come_when_asked_for(look, publication):
    posts = {
        f"posts/p{n}.md": f"---\ntitle: P {n}\ndate: 2024-01-{n + 1:02}\n---\n\n训练。\n" for n in range(20)
    }
    page = look(publication(posts, **CONF)).open("search.html?q=训练")
    assert answer(page) == [f"posts/p{n}.html" for n in range(19, 11, -1)]
    page.locator(".search-more").click()
    page.wait_for_timeout(400)
    assert len(answer(page)) == 16
    assert page.evaluate("document.activeElement.textContent") == "P 11"


def test_keys_open_move_and_close(site):
    page = site.open(A)
    page.keyboard.press("/")
    page.keyboard.type("communi")
    page.locator("#pst-search-dialog ul.search .context").first.wait_for()
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "c.html".replace(
        "c.html", "../posts/c.html"
    )
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('pst-search-dialog').open")
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input").fill("对抗训练")
    page.locator("#pst-search-dialog ul.search .context a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert answer(page) == [A]


def test_what_an_input_method_composes_is_not_asked_for(site):
    page = site.open("search.html")
    page.wait_for_timeout(300)
    page.evaluate(
        """() => {
          const field = document.querySelector("main form.bd-search input");
          field.value = "xun'lian";
          field.dispatchEvent(new InputEvent("input", { isComposing: true }));
        }"""
    )
    page.wait_for_timeout(300)
    assert page.locator("#search-progress").inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_page_and_dialog(site, scheme, width):
    page = site.open("search.html?q=训练", width=width, color_scheme=scheme)
    answer(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page = site.open(A, width=width, color_scheme=scheme)
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input").fill("训练")
    page.locator("#pst-search-dialog ul.search .context").first.wait_for()
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_a_site_opened_as_files_is_searched(chromium, publication):
    built = publication(SITE, **CONF)
    page = chromium.new_page()
    errors = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto(f"{(built.out / 'search.html').as_uri()}?q=对抗训练")
    assert answer(page) == [A]
    page.locator(".context a").first.click()
    page.wait_for_url("**/posts/a.html*")
    page.keyboard.press("/")
    page.locator("#pst-search-dialog input").fill("community")
    page.locator("#pst-search-dialog ul.search .context").first.wait_for()
    page.close()
    assert errors == []


def test_a_missing_index_is_told(look, publication):
    built = publication(SITE, **CONF)
    (built.out / "search-index" / "manifest.js").unlink()
    browser = look(built)
    page = browser.open("search.html")
    page.wait_for_timeout(300)
    assert page.locator("#search-progress").inner_text() == "搜索的索引无法载入。"
    browser.errors.clear()


def test_without_scripts_the_page_says_so(site):
    page = site.open("search.html", java_script_enabled=False)
    assert "JavaScript" in page.locator("main noscript").inner_text()


@pytest.mark.parametrize(
    "text", ["对抗训练", "用GPT-3写 code_x 字", "𠀀𠀁𠀂にほん", "café naïve ﬁx ß", "，。！", "人々・한글 ｶﾞ"]
)
def test_a_query_is_divided_as_the_index_is(own, text):
    page = own.open("search.html")
    page.wait_for_function("Boolean(globalThis.koushuSearch?.terms)")
    assert sorted(page.evaluate("text => koushuSearch.terms(text)", text)) == sorted(terms(text).elements())


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_sphinx_s_own_search_finds_chinese_with_other_themes(look, publication, theme):
    if theme != "alabaster":
        pytest.importorskip(theme, reason=f"pip install {theme}")
    plain = {"posts/a.md": "# 谈话\n\n从一次对抗训练开始。Communities grew.\n", "index.md": "# Home\n"}
    browser = look(publication(plain, html_theme=theme, language="zh_CN"))
    page = browser.open("search.html?q=对抗训练")
    page.locator("#search-results ul.search li a").first.wait_for()
    links = page.locator("#search-results ul.search li a")
    assert any(link.get_attribute("href").startswith(A) for link in links.all())
    for text in ("对抗训练", "用GPT-3写 code_x 字"):
        assert page.evaluate("text => splitQuery(text)", text) == split_terms(text)
    page.goto(page.url.split("?")[0] + "?q=communities")
    page.locator("#search-results ul.search li a").first.wait_for()
    # These themes name files that do not exist.
    browser.errors[:] = [error for error in browser.errors if "404" not in error]
