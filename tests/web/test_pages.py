"""Pages of small publications: head, language, navigation, safety, and what they must not contain."""

from __future__ import annotations

import re
import subprocess
import sys

import pydata_sphinx_theme.toctree
import pytest
from bs4 import BeautifulSoup

from conftest import SHARED
from tools import require_module

REMOTE_REFS = SHARED / "bars" / "remote_refs.py"
POST = """---
title: 第一篇
author: 甲
date: 2023-03-14T08:00:00+08:00
lastmod: 2023-04-01
description: 一句 "话" <b>
tags: [openai, 访谈]
---

开头的话。

## 小标题

正文 --- "引号" https://github.com/sphinx-doc/sphinx/issues/1 。
"""
ENGLISH = """---
title: Second
date: 2024-05-06
lang: en
---

Opening words of the second post.
"""
PUBLICATION = {
    "index.md": "# 首页\n\n欢迎。\n",
    "posts/a.md": POST,
    "posts/b.en.md": ENGLISH,
    "posts/b.md": ENGLISH,
}


@pytest.fixture
def site(publication):
    return publication(PUBLICATION, language="zh_CN", html_title="口述", author="编者")


def page(publication, name):
    return BeautifulSoup(publication.read(name), "lxml")


def metadata(soup):
    return {tag.get("name") or tag.get("property"): tag["content"] for tag in soup.select("meta[content]")}


def test_head_of_a_post(site):
    soup = page(site, "posts/a.html")
    found = metadata(soup)
    expected = {
        "author": "甲",
        "description": '一句 "话" <b>',
        "keywords": "openai, 访谈",
        "article:published_time": "2023-03-14T08:00:00+08:00",
        "DC.title": "第一篇",
        "DC.creator": "甲",
        "DC.date": "2023-03-14",
        "DC.language": "zh-CN",
        "og:title": "第一篇",
        "og:type": "article",
    }
    assert {key: found.get(key) for key in expected} == expected
    assert found["article:modified_time"].startswith("2023-04-01")
    assert soup.title.string == "第一篇 — 口述"


def test_description_is_the_opening_where_the_post_gives_none(site):
    assert metadata(page(site, "posts/b.html"))["description"] == "Opening words of the second post."


def test_head_of_the_front_page(site):
    soup = page(site, "index.html")
    assert soup.title.string == "口述"
    assert metadata(soup)["og:type"] == "website"
    assert "DC.title" not in metadata(soup)


@pytest.mark.parametrize(
    ("name", "language", "skip"),
    [
        ("posts/a.html", "zh-CN", "跳到正文"),
        ("posts/b.html", "en", "Skip to the text"),
        ("search.html", "zh-CN", "跳到正文"),
    ],
)
def test_each_page_has_its_own_language(site, name, language, skip):
    soup = page(site, name)
    assert soup.html["lang"] == language
    assert soup.article["lang"] == language
    assert soup.select_one(".site-head")["lang"] == "zh-CN"
    assert soup.select_one("#pst-skip-link").get_text(strip=True) == skip


def test_text_is_kept_as_written(site):
    text = page(site, "posts/a.html").article.get_text()
    assert "https://github.com/sphinx-doc/sphinx/issues/1" in text
    assert not list(site.out.glob("_sources/*"))


def test_contents_of_the_page(site):
    soup = page(site, "posts/a.html")
    links = soup.select("#pst-page-toc-nav a")
    assert [link.get_text() for link in links] == ["小标题"]
    assert soup.find(id=links[0]["href"][1:]) is not None
    assert not page(site, "posts/b.html").select("#pst-page-toc-nav")


def test_one_article_one_main_and_headings(site):
    for name in ("index.html", "posts/a.html", "posts/b.html", "search.html", "genindex.html"):
        soup = page(site, name)
        assert (
            len(soup.select("main")) == len(soup.select("article.bd-article")) == len(soup.select("h1")) == 1
        )
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))


HOSTILE = {
    "posts/title.md": "# The `<script>alert(1)</script>` tag\n\ntext\n",
    "posts/meta.md": (
        "---\ntitle: '</title><script>alert(2)</script>'\nauthor: '\"><script>alert(3)</script>'\n"
        "lang: '\"><script>alert(4)</script>'\ndescription: '<script>alert(5)</script>'\n"
        "tags: ['<script>alert(6)</script>']\n---\n\n## `<img src=x onerror=alert(7)>`\n\ntext\n"
    ),
    "posts/');alert(8);('.md": "# Name\n\ntext\n",
}


def test_nothing_of_a_post_becomes_active(publication):
    require_module("html5lib", "pip install html5lib")
    built = publication(HOSTILE)
    for path in built.out.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")
        assert not [script for script in soup.select("script") if "alert(" in script.get_text()], path
        assert not [name for tag in soup.select("*") for name in tag.attrs if name.startswith("on")], path


def test_nothing_is_fetched_from_elsewhere(publication):
    if not REMOTE_REFS.exists():
        pytest.skip("the shared bars are not beside the checkout")
    built = publication({**PUBLICATION, "posts/c.md": "# Formula\n\n$$\na^2\n$$\n"})
    run = subprocess.run(
        [sys.executable, REMOTE_REFS, built.out], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


def around_the_article(publication, name):
    html = publication.read(name)
    return len((html[: html.index("<article")] + html[html.index("</article>") :]).encode())


def numbered(count):
    body = "---\ntitle: 第 {n} 篇\ndate: 2023-01-{d:02}\n---\n\n正文 {n}。\n"
    return {f"posts/p{n:02}.md": body.format(n=n, d=n % 28 + 1) for n in range(count)}


def test_a_page_costs_the_same_among_many_posts(publication):
    few, many = publication(numbered(3)), publication(numbered(40))
    costs = [around_the_article(built, "posts/p01.html") for built in (few, many)]
    assert max(costs) < 12_000
    # The posts beside it are others, with longer names.
    assert costs[1] - costs[0] < 20
    assert "posts/p02" not in many.read("posts/p01.html")


def test_no_page_asks_for_the_toctree(publication, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a page parsed its contents or the site's")

    monkeypatch.setattr(
        pydata_sphinx_theme.toctree, "BeautifulSoup", type("Refused", (), {"__init__": refuse})
    )
    monkeypatch.setattr(pydata_sphinx_theme.toctree, "_get_ancestor_pagename", refuse)
    monkeypatch.setattr("sphinx.builders.html.global_toctree_for_doc", refuse)
    monkeypatch.setattr("sphinx.builders.dirhtml.StandaloneHTMLBuilder._get_local_toctree", refuse)
    publication(PUBLICATION, builder="dirhtml")


def test_navigation_comes_from_configuration(publication):
    built = publication(
        PUBLICATION,
        web_navigation={"首页": "index", "一": "posts/a", "外": "https://example.org/", "无": "posts/none"},
    )
    links = page(built, "posts/a.html").select(".site-links a")
    assert [(link.get_text(), link["href"], link.get("aria-current")) for link in links[:3]] == [
        ("首页", "../index.html", None),
        ("一", "#", "page"),
        ("外", "https://example.org/", None),
    ]
    assert [line for line in built.warnings if "web.navigation" in line and "posts/none" in line]


def test_the_publication_may_set_the_themes_own_options(publication):
    built = publication(
        {**PUBLICATION, "_templates/mine.html": "<p class='mine'>mine</p>"},
        templates_path=["_templates"],
        html_sidebars={"**": ["mine.html"]},
        html_theme_options={"secondary_sidebar_items": ["mine.html"], "article_header_end": ["mine.html"]},
    )
    soup = page(built, "posts/a.html")
    assert [tag.find_parent(class_=re.compile("^bd-"))["class"][0] for tag in soup.select(".mine")] == [
        "bd-sidebar-primary",
        "bd-header-article",
        "bd-sidebar-secondary",
    ]


def test_another_theme_gets_head_and_language(publication):
    built = publication(PUBLICATION, html_theme="alabaster", language="zh_CN")
    soup = page(built, "posts/b.html")
    assert soup.html["lang"] == "en"
    assert metadata(soup)["DC.title"] == "Second"


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_site_builders(publication, builder):
    built = publication(PUBLICATION, builder=builder)
    assert page(built, "index.html").select_one("main article h1")


def test_the_publication_may_ask_for_source_copies(publication):
    built = publication(PUBLICATION, html_copy_source=True)
    assert (built.out / "_sources/posts/a.md").exists()


@pytest.mark.parametrize(("options", "count"), [({}, 2), ({"disable_search": True}, 0)])
def test_search_can_be_left_out(publication, options, count):
    soup = page(publication(PUBLICATION, html_theme_options=options), "index.html")
    assert len(soup.select(".search-button__button")) == count


def test_a_site_in_one_page_has_its_title_and_no_search(publication):
    soup = page(publication(PUBLICATION, builder="singlehtml", html_title="口述"), "index.html")
    assert soup.title.string == "口述"
    assert soup.select_one(".site-title").get_text(strip=True) == "口述"
    assert not soup.select(".search-button__button, #pst-search-dialog")
    assert [link.get_text() for link in soup.select("#pst-page-toc-nav > ul > li > a")] == [
        "第一篇",
        "Second",
        "Second",
    ]
