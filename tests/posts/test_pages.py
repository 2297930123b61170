"""Header, lists, links, the book and what is withheld, in whole builds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from docutils import nodes

from koushu.posts.book import assemble_book, book_docnames
from koushu.posts.nodes import post_header, post_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

FRONT = """---
title: {title}
date: {date}
lastmod: {date}T12:00:00Z
author: 周敏
categories: [史]
tags: [a, b c]
---

第一段。

[下一篇](/posts/two/) 和 [同一篇](two.md)，[不存在](/posts/none/)。
"""
POSTS = {
    "conf.py": "language = 'zh_CN'",
    "index.md": "# 首页\n\n```{post-list}\n:limit: 2\n```\n",
    "posts/one.md": FRONT.format(title="一", date="2023-01-01"),
    "posts/two.md": "---\ntitle: 二\ndate: 2024-02-03\nlastmod: 2024-03-04\n---\n\n二的正文。\n",
    "posts/three.md": "---\ntitle: 三\ndate: 2022-01-01\n---\n\n三的正文。\n",
    "posts/draft.md": "---\ntitle: 草稿\ndraft: true\n---\n\n秘密。\n",
    "posts/[odd] name*.md": "---\ntitle: 怪\ndraft: true\n---\n\n秘密。\n",
    "posts/later.md": "---\ntitle: 以后\ndate: 2999-01-01\n---\n\n秘密。\n",
}


def test_the_header_tells_who_when_and_what(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS)
    header = next(iter(built.doctree("posts/one").findall(post_header)))
    assert header.parent.index(header) == 1
    assert header.astext().startswith("周敏 · 2023年1月1日 · 阅读约 1 分钟")
    page = BeautifulSoup(built.read("posts/one.html"), "lxml").select_one("header.post-header")
    assert page.select_one("time.post-date")["datetime"] == "2023-01-01T00:00:00+00:00"
    assert [term.get_text().removeprefix("#") for term in page.select(".post-tags .post-term")] == [
        "a",
        "b c",
    ]
    assert page.select_one(".post-categories").get_text() == "分类：史"


def test_an_update_on_another_day_is_told(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS)
    assert "更新于 2024年3月4日" in built.doctree("posts/two").astext()
    assert "更新于" not in built.doctree("posts/one").astext()


def test_a_list_links_to_the_newest_posts(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS)
    page = BeautifulSoup(built.read("index.html"), "lxml")
    titles = page.select("ul.post-list .post-list-title")
    assert [title.get_text() for title in titles] == ["二", "一"]
    assert [item["lang"] for item in page.select("ul.post-list > li")] == ["zh-CN", "zh-CN"]
    assert [title.find_parent("a")["href"] for title in titles] == ["posts/two.html", "posts/one.html"]


def test_links_between_posts_find_their_page(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS)
    links = BeautifulSoup(built.read("posts/one.html"), "lxml").select(
        "article p:not(.post-terms) > a.reference"
    )
    hrefs = {link.get_text(): link["href"] for link in links}
    assert hrefs == {"下一篇": "two.html", "同一篇": "two.html", "不存在": "/posts/none/"}
    assert [line for line in built.warnings if "/posts/none/" in line] == built.warnings
    assert built.warnings[0].startswith("posts/one.md:12: WARNING: ")


def test_a_page_outside_the_posts_links_to_them_and_to_its_neighbours(
    publication: Callable[..., Publication],
) -> None:
    index = "# 首页\n\n[一](posts/one.md) [二](/posts/two/) [关于](about.md) [自己](#首页)\n"
    built = publication({**POSTS, "index.md": index, "about.md": "# 关于\n\n[回](index.md)\n"})
    links = BeautifulSoup(built.read("index.html"), "lxml").select("article a.reference")
    assert [link["href"] for link in links] == ["posts/one.html", "posts/two.html", "about.html", "#首页"]
    assert [line for line in built.warnings if "index.md" in line or "about.md" in line] == []


def test_what_is_withheld_is_named_and_nowhere(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS)
    named = [line for line in built.log.splitlines() if line.startswith("withheld: ")]
    assert sorted(line.split()[1] for line in named) == ["posts/[odd]", "posts/draft.md", "posts/later.md"]
    assert any("2999-01-01" in line for line in named)
    for path in built.out.rglob("*"):
        assert path.is_dir() or "秘密".encode() not in path.read_bytes(), path


def test_hidden_sources_are_no_pages(publication: Callable[..., Publication]) -> None:
    hidden = dict.fromkeys(
        (".cache/README.md", "posts/.trash/old.md", "posts/.draft.md", "a/b/.x/c.md"), "# 秘密\n"
    )
    built = publication({**POSTS, **hidden})
    assert not [name for name in built.app.env.found_docs if "/." in name or name.startswith(".")]


def test_the_book_holds_every_post_once_in_order(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS, "text")
    assert book_docnames(built.app) == ["posts/three", "posts/one", "posts/two"]
    tree = assemble_book(built.app.builder, "index")
    titles = [node.astext() for node in tree.findall(nodes.title)]
    assert titles == ["首页", "三", "一", "二"]
    assert not list(tree.findall(post_list))


def test_the_book_holds_every_other_page_too(publication: Callable[..., Publication]) -> None:
    files = {
        **POSTS,
        "about.md": "# 关于\n\n我们。\n",
        "posts/_index.md": "---\ntitle: 栏目\n---\n",
        "posts/essays/_index.md": "---\ntitle: 随笔\n---\n\n栏目的话。\n",
        "index.md": "# 首页\n\n```{toctree}\nposts/two\n```\n\n```{post-list}\n```\n\n结尾。\n",
    }
    built = publication(files, "text")
    tree = assemble_book(built.app.builder, "index")
    titles = [node.astext() for node in tree.findall(nodes.title)]
    assert titles == ["首页", "二", "三", "一", "关于", "随笔"]
    other = assemble_book(built.app.builder, "posts/one")
    assert [node.astext() for node in other.findall(nodes.title)] == ["一"]


def test_a_new_post_changes_the_lists(publication: Callable[..., Publication]) -> None:
    built = publication(POSTS)
    source = built.app.srcdir / "posts" / "four.md"
    source.write_text("---\ntitle: 四\ndate: 2024-05-05\n---\n\n四。\n", encoding="utf-8")
    assert "四" in built.rebuild().read("index.html")
    source.unlink()
    assert "四" not in built.rebuild().read("index.html")


def test_no_page_in_another_markup_is_left_out_without_a_word(
    publication: Callable[..., Publication],
) -> None:
    files = {
        "hugo.toml": "",
        "content/a.Rmd": "x",
        "content/a.md": "---\ntitle: A\n---\n",
        "content/b.qmd": "x",
        "content/c.org": "x",
        "content/d.html": "---\ntitle: D\n---\n<p>x</p>",
        "content/notes.adoc": "x",
    }
    built = publication(files, builder="dirhtml", hugo_site=".")
    said = [line.split(": ", 1)[1] for line in built.log.splitlines() if line.startswith("withheld: ")]
    assert [line.split(" (")[0] for line in said] == [
        f"content/{n}" for n in ("a.Rmd", "b.qmd", "c.org", "d.html", "notes.adoc")
    ]
    assert "beside it" in said[0]
    assert "code to be run" in said[1]
    assert all("expected Markdown" in line for line in said[2:])


def test_the_page_of_a_post_that_is_gone_goes_and_no_other_file(
    publication: Callable[..., Publication],
) -> None:
    files = {
        "hugo.toml": "",
        "content/posts/a.md": "---\ntitle: A\n---\n",
        "content/posts/b.md": "---\ntitle: B\n---\n",
    }
    built = publication(files, builder="dirhtml", hugo_site=".")
    (built.out / "posts/mine").mkdir()
    (built.out / "posts/mine/index.html").write_text("mine", encoding="utf-8")
    source = Path(built.app.srcdir, "content/posts")
    (source / "b.md").unlink()
    (source / "a.md").write_text("---\ntitle: A\nurl: /moved/\naliases: [/posts/a/]\n---\n", encoding="utf-8")
    again = built.rebuild()
    assert not (again.out / "posts/b").exists()
    assert 'http-equiv="refresh"' in again.read("posts/a/index.html")
    assert again.read("posts/mine/index.html") == "mine"
    assert (again.out / "moved/index.html").is_file()


def test_a_ref_to_no_page_has_the_address_that_the_site_gives_for_it(
    publication: Callable[..., Publication],
) -> None:
    files = {
        "hugo.toml": 'refLinksErrorLevel = "warning"\nrefLinksNotFoundURL = "https://example.org/lost"\n',
        "content/a.md": '---\ntitle: A\n---\n\n[x]({{< ref "nowhere.md" >}})\n',
    }
    built = publication(files, builder="dirhtml", hugo_site=".")
    assert 'href="https://example.org/lost"' in built.read("a/index.html")
    assert len(built.warnings) == 1
