"""Former addresses of pages: redirect pages, and the rules for hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.posts.redirects import Redirect, redirect_page, redirect_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


def test_rules_are_escaped_and_carry_the_path_of_the_site() -> None:
    redirects = [
        Redirect("/old/", "/new/"),
        Redirect("/旧 文.html", "/posts/a:b/"),
        Redirect("/what?*/", "/x#y/"),
        Redirect("/old/", "/another/"),
    ]
    assert redirect_rules(redirects, "https://example.org/sub/").splitlines() == [
        "/sub/old /sub/new/ 301",
        "/sub/old/ /sub/new/ 301",
        "/sub/%E6%97%A7%20%E6%96%87.html /sub/posts/a%3Ab/ 301",
        "/sub/what%3F%2A /sub/x%23y/ 301",
        "/sub/what%3F%2A/ /sub/x%23y/ 301",
    ]
    assert redirect_rules(redirects[:1], "").splitlines() == ["/old /new/ 301", "/old/ /new/ 301"]


def test_a_page_leads_on_from_where_it_lies() -> None:
    page = redirect_page(Redirect("/a/b/", "/ü/"), "https://example.org/sub/")
    assert 'content="0; url=../../%C3%BC/"' in page
    assert '<link rel="canonical" href="https://example.org/sub/%C3%BC/">' in page


POST = "---\ntitle: A\naliases: [/old/a, beside, /file.html]\n---\n\nText.\n"


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "posts/a/"), ("html", "posts/a.html")])
def test_a_publication_without_hugo_has_them_too(
    publication: Callable[..., Publication], builder: str, page: str
) -> None:
    built = publication({"posts/a.md": POST}, builder=builder, html_baseurl="https://example.org/")
    assert f'url=../../{page}"' in built.read("old/a/index.html")
    assert f'url=../../{page}"' in built.read("posts/beside/index.html")
    assert f'url=./{page}"' in built.read("file.html")
    assert f"/old/a /{page} 301\n" in built.read("_redirects")


def test_each_form_can_be_left_out(publication: Callable[..., Publication]) -> None:
    pages = publication({"posts/a.md": POST}, builder="dirhtml", posts_redirects=["pages"])
    assert (pages.out / "old" / "a" / "index.html").is_file()
    assert not (pages.out / "_redirects").exists()
    rules = publication({"posts/a.md": POST}, builder="dirhtml", posts_redirects=["file"])
    assert not (rules.out / "old").exists()
    assert "/old/a/ /posts/a/ 301\n" in rules.read("_redirects")
    nothing = publication({"posts/a.md": "# A\n"}, builder="dirhtml")
    assert not (nothing.out / "_redirects").exists()


def test_rules_of_the_site_itself_come_first(publication: Callable[..., Publication]) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "content/a.md": POST,
        "static/_redirects": "/own /other 302",
    }
    built = publication(files, builder="dirhtml", hugo_site=".")
    first = built.read("_redirects")
    assert first.startswith("/own /other 302\n/old/a /a/ 301\n")
    assert built.rebuild().read("_redirects") == first


def test_a_page_that_leads_on_can_be_read_where_nothing_is_followed() -> None:
    page = redirect_page(Redirect("/a/", "/新 <b>/"), "")
    assert '<html lang="zxx">' in page
    assert '<main><h1><a href="../%E6%96%B0%20%3Cb%3E/">/新 &lt;b&gt;/</a></h1></main>' in page
    assert "<title>→ /新 &lt;b&gt;/</title>" in page
