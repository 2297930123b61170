"""`404.html`: shown at any address, so it names everything from the root of the server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

CONF = {"language": "zh_CN", "html_baseurl": "https://example.org/deep/site/"}
FILES = {
    f"posts/p{n}.md": f"---\ntitle: 第{n}篇\ndate: 2024-01-{n + 1:02}\ntags: [t]\n---\n\n文 {n}。\n"
    for n in range(7)
}


def addresses(page: BeautifulSoup) -> list[str]:
    """Return every address in a page but those within it."""
    found = [
        tag[name]
        for name in ("href", "src", "action", "data-content_root")
        for tag in page.select(f"[{name}]")
    ]
    return [one for one in found if not one.startswith(("#", "data:"))]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", ["sphinx_book_theme", "alabaster", "pydata_sphinx_theme"])
def test_all_is_named_from_the_root(
    publication: Callable[..., Publication], builder: str, theme: str
) -> None:
    built = publication(FILES, builder=builder, **{**CONF, "html_theme": theme})
    assert built.warnings == []
    page = BeautifulSoup(built.read("404.html"), "lxml")
    found = addresses(page)
    assert len(found) > 10
    assert [one for one in found if not one.startswith(("/deep/site/", "https://"))] == []
    for one in found:
        path = re.sub(r"[?#].*", "", one).removeprefix("/deep/site/")
        if not one.startswith("https://") or "/deep/site/" in one:
            local = built.out / path.removeprefix("https://example.org/deep/site/")
            assert local.exists(), one


def test_the_page_offers_search_the_newest_posts_and_ways_on(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, builder="dirhtml", **CONF)
    page = BeautifulSoup(built.read("404.html"), "lxml")
    assert page.html["lang"] == "zh-CN"
    article = page.select_one("article.bd-article")
    assert article.h1.get_text() == "这里没有页面"
    assert article.form["action"] == "/deep/site/search/"
    assert article.form.input["name"] == "q"
    assert [title.get_text() for title in article.select(".post-list-title")] == [
        f"第{n}篇" for n in range(6, 1, -1)
    ]
    ways = {link.get_text(): link["href"] for link in article.select(".ways-on a")}
    assert ways["首页"] == "/deep/site/"
    assert ways["归档 7"] == "/deep/site/archives/"


def test_the_page_is_no_page_to_find(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, builder="dirhtml", **CONF)
    assert "404" not in built.read("sitemap.xml")
    page = BeautifulSoup(built.read("404.html"), "lxml")
    assert "noindex" in page.select_one("meta[name=robots]")["content"]
    assert page.select("link[rel=canonical]") == []
    assert "404" not in built.app.env.found_docs


def test_a_site_without_an_address_lies_at_the_root(publication: Callable[..., Publication]) -> None:
    page = BeautifulSoup(publication(FILES, builder="dirhtml").read("404.html"), "lxml")
    assert [one for one in addresses(page) if not one.startswith("/")] == []


def test_a_publication_may_do_without(publication: Callable[..., Publication]) -> None:
    assert not (publication(FILES, builder="dirhtml", lists_not_found=False).out / "404.html").exists()
    assert not list(publication(FILES, builder="singlehtml").out.glob("404*"))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_author_may_write_the_page(publication: Callable[..., Publication], builder: str) -> None:
    built = publication({**FILES, "404.md": "# 迷路了\n\n[回家](index.md)\n"}, builder=builder, **CONF)
    page = BeautifulSoup(built.read("404.html"), "lxml")
    assert page.select_one("article h1").get_text().startswith("迷路了")
    assert [one for one in addresses(page) if not one.startswith(("/deep/site/", "https://"))] == []
    assert not (built.out / "404").exists()


def test_hugo_puts_a_page_of_that_name_into_a_folder(publication: Callable[..., Publication]) -> None:
    site = {
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "content/404.md": "---\ntitle: About this number\n---\n\nText.\n",
    }
    built = publication(site, builder="dirhtml", hugo_site=".")
    assert "About this number" in built.read("404/index.html")
    assert "There is no page here" in built.read("404.html")
