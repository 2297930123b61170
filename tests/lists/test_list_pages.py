"""Pages of lists in whole builds: what stands on them, how long they get, and where they lead."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from koushu.lists import bodies, list_pages
from koushu.search.extract import passages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from conftest import Publication

CONF = {"language": "zh_CN", "html_baseurl": "https://example.org/deep/site/"}
TALK = "**Zoe Park:** Why?\n\n**Ben Ode:** Because it is so.\n\n" * 4
FILES = {
    "index.md": "# 首页\n\n编者的话。\n\n```{post-list}\n```\n",
    "posts/talk.md": (
        f"---\ntitle: A Talk\ndate: 2024-05-06\nlang: en\ntags: [go]\nauthors: [Zoe Park]\n---\n\n{TALK}"
    ),
    "posts/picture.md": "---\ntitle: 图\ndate: 2024-03-02\ntags: [Go, 口述历史]\n---\n\n![画](a.svg)\n\n文字。\n",
    "posts/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
    "posts/old.md": "---\ntitle: 旧\ndate: 2020-05-01\nauthors: [周敏]\n---\n\n旧文。\n",
    "posts/undated.md": "---\ntitle: 无日期\n---\n\n文。\n",
}
MANY = {
    "index.md": "# Home\n\n```{post-list}\n```\n",
    **{
        f"posts/p{n:02}.md": f"---\ntitle: P{n:02}\ndate: 2024-01-{n + 1:02}\ntags: [t]\n---\n\nText {n}.\n"
        for n in range(23)
    },
}


def parsed(built: Publication, name: str) -> Tag:
    return BeautifulSoup(built.read(name), "lxml").select_one("article.bd-article")


def titles(page: Tag) -> list[str]:
    return [title.get_text() for title in page.select(".post-list-title")]


def hrefs(page: Tag, selector: str) -> dict[str, str]:
    return {link.get_text(" ", strip=True): link["href"] for link in page.select(f"{selector} a")}


@pytest.fixture(scope="module")
def site(shared_publication: Callable[..., Publication]) -> Publication:
    built = shared_publication(FILES, builder="dirhtml", **CONF)
    assert built.warnings == []
    return built


@pytest.fixture(scope="module")
def long_site(shared_publication: Callable[..., Publication]) -> Publication:
    built = shared_publication(MANY, builder="dirhtml", language="en", lists_page_size=10)
    assert built.warnings == []
    return built


def test_the_front_page_has_the_authors_words_then_cards_then_ways_on(site: Publication) -> None:
    page = parsed(site, "index.html")
    order = [page.find("p", string="编者的话。"), page.find("h2"), page.select_one(".post-cards"), page.nav]
    assert all(order)
    assert [order.index(one) for one in sorted(order, key=lambda one: (one.sourceline, one.sourcepos))] == [
        *range(4)
    ]
    assert page.h2.get_text() == "最新文章"
    assert titles(page) == ["A Talk", "图", "旧", "无日期"]
    assert page.select_one(".post-card")["class"] == ["post-card", "lead", "talk"]
    assert hrefs(page, ".ways-on") == {
        "归档 4": "archives/",
        "作者 2": "authors/",
        "标签 2": "tags/",
        "订阅": "atom.xml",
    }


def test_headings_go_down_by_one(site: Publication) -> None:
    for name in ("index.html", "tags/go/index.html", "tags/index.html", "archives/index.html", "404.html"):
        levels = [int(one.name[1]) for one in parsed(site, name).select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_a_conversation_is_marked_and_names_its_speakers(site: Publication) -> None:
    card = parsed(site, "index.html").select_one(".post-card.talk")
    assert card["lang"] == "en"
    assert card.select_one(".post-card-kicker").get_text(" ", strip=True) == "Conversation English"
    assert card.select_one(".names").get_text() == "Zoe Park, Ben Ode"
    assert [face.get_text() for face in card.select(".face")] == ["ZP", "BO"]
    # The slots are those of the turns on the post's own page.
    post = BeautifulSoup(site.read("posts/talk/index.html"), "lxml")
    shown = [turn["class"] for turn in post.select(".turn")][:2]
    assert [face["class"][1] for face in card.select(".face")] == [
        next(name for name in names if name.startswith("sp-")) for names in shown
    ]


def test_a_picture_is_shown_and_there(site: Publication) -> None:
    image = parsed(site, "index.html").select_one(".post-card-picture img")
    assert (image["width"], image["height"]) == ("40", "30")
    assert (site.out / image["src"]).is_file()
    image = parsed(site, "tags/go/index.html").select_one(".post-card-picture img")
    assert (site.out / "tags" / "go" / image["src"]).resolve().is_file()


def test_a_picture_that_only_the_front_matter_names_is_there_too(
    publication: Callable[..., Publication],
) -> None:
    files = {
        **FILES,
        "posts/old.md": "---\ntitle: 旧\ndate: 2030-01-01\nimages: [b.svg]\n---\n\n文。\n",
        "posts/b.svg": FILES["posts/a.svg"],
    }
    built = publication(files, builder="dirhtml", hugo_build_future=True, **CONF)
    image = parsed(built, "index.html").select_one(".post-card.lead img")
    assert (built.out / image["src"]).read_text(encoding="utf-8") == FILES["posts/a.svg"]


def test_a_term_page_says_what_it_is_and_where_its_feed_is(site: Publication) -> None:
    page = parsed(site, "tags/go/index.html")
    assert hrefs(page, ".list-kind") == {"标签": "../"}
    assert page.select_one(".list-about").get_text() == "2 篇文章 · 2024 · 订阅"
    assert hrefs(page, ".list-about") == {"订阅": "atom.xml"}
    assert titles(page) == ["A Talk", "图"]
    assert [one.name for one in page.select(".post-card-title")] == ["h2", "h2"]


def test_a_taxonomy_of_few_terms_shows_the_newest_post_of_each(site: Publication) -> None:
    page = parsed(site, "tags/index.html")
    tiles = [tile.get_text(" ", strip=True) for tile in page.select(".term-tiles > li")]
    assert tiles == ["Go 2 篇文章 A Talk", "口述历史 1 篇文章 图"]
    authors = parsed(site, "authors/index.html")
    assert [one.get_text() for one in authors.select(".list-initials")] == ["ZP", "周"]


def test_a_taxonomy_of_many_terms_is_an_index(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_TILES", 1)
    page = parsed(publication(FILES, builder="dirhtml", **CONF), "tags/index.html")
    assert hrefs(page, ".letters") == {"G": "#letter-0", "K": "#letter-1"}
    assert hrefs(page, ".term-list") == {"Go 2": "go/", "口述历史 1": "口述历史/"}
    assert hrefs(page, "#letter-1") == {"口述历史 1": "口述历史/"}


def test_the_archive_has_months_and_posts_without_a_date(site: Publication) -> None:
    page = parsed(site, "archives/index.html")
    assert hrefs(page, ".year-row") == {"2024 2": "#y2024", "2020 1": "#y2020"}
    assert [one["id"] for one in page.select("section")] == [
        "y2024",
        "y2024-05",
        "y2024-03",
        "y2020",
        "y2020-05",
    ]
    assert [one.get_text() for one in page.select("h2, h3")] == [
        *("2024 2", "五月 1", "三月 1", "2020 1", "五月 1", "没有日期"),
    ]
    assert titles(page) == ["A Talk", "图", "旧", "无日期"]
    assert page.select_one("#y2024-05 li")["lang"] == "en"
    assert page.select_one("#y2024-05 time").get_text() == "6 May"
    assert page.select_one("#y2024-03 time").get_text() == "3月2日"


def test_a_long_archive_has_a_page_for_each_year(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (list_pages, bodies):
        monkeypatch.setattr(module, "ON_ONE_PAGE", 2)
    built = publication(FILES, builder="dirhtml", **CONF)
    page = parsed(built, "archives/index.html")
    assert hrefs(page, ".post-lines") == {"无日期": "../posts/undated/"}
    assert hrefs(page, ".year-row") == {"2024 2": "#y2024", "2020 1": "#y2020"}
    assert hrefs(page, "h2") == {"2024": "2024/", "2020": "2020/"}
    assert hrefs(page, ".month-row")["五月"].endswith("#y2020-05")
    year = parsed(built, "archives/2024/index.html")
    assert hrefs(year, ".list-kind") == {"归档": "../"}
    assert titles(year) == ["A Talk", "图"]
    assert [one.name for one in year.select("h1, h2, h3")] == ["h1", "h2", "h2"]
    assert "archives/2024/" in built.read("sitemap.xml")


def test_a_folder_of_posts_has_a_page(site: Publication, publication: Callable[..., Publication]) -> None:
    page = parsed(site, "posts/index.html")
    assert page.h1.get_text() == "文章"
    assert len(titles(page)) == 4
    assert not (
        publication(FILES, builder="dirhtml", lists_sections=False, **CONF).out / "posts/index.html"
    ).exists()
    written = publication({**FILES, "posts/index.md": "# 我的文章\n"}, builder="dirhtml", **CONF)
    assert parsed(written, "posts/index.html").h1.get_text().startswith("我的文章")


def test_a_long_list_goes_on_to_further_pages(long_site: Publication) -> None:
    home = parsed(long_site, "index.html")
    assert titles(home) == [f"P{n:02}" for n in range(22, 12, -1)]
    assert hrefs(home, ".list-pager")["Next"] == "page/2/"
    second = parsed(long_site, "page/2/index.html")
    assert titles(second) == [f"P{n:02}" for n in range(12, 2, -1)]
    assert hrefs(second, ".list-kind") == {"Home": "../../"}
    assert hrefs(second, ".list-pager")["Previous"] == "../../"
    assert "Home · Page 2" in BeautifulSoup(long_site.read("page/2/index.html"), "lxml").title.get_text()
    assert titles(parsed(long_site, "page/3/index.html")) == ["P02", "P01", "P00"]
    assert not (long_site.out / "page" / "4").exists()
    assert titles(parsed(long_site, "tags/t/page/3/index.html")) == ["P02", "P01", "P00"]
    assert titles(parsed(long_site, "posts/page/3/index.html")) == ["P02", "P01", "P00"]


def test_pages_of_files_have_further_pages_too(publication: Callable[..., Publication]) -> None:
    files = {**MANY, "blog/index.md": "# Blog\n\n```{post-list}\n```\n"}
    built = publication(files, builder="html", language="en", lists_page_size=10)
    assert hrefs(parsed(built, "index.html"), ".list-pager")["Next"] == "page/2.html"
    assert hrefs(parsed(built, "blog/index.html"), ".list-pager")["Next"] == "page/2.html"
    assert hrefs(parsed(built, "blog/page/2.html"), ".list-pager")["Previous"] == "../index.html"
    assert titles(parsed(built, "blog/page/3.html")) == ["P02", "P01", "P00"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (":limit: 2", ["A Talk", "图"]),
        (":term: go", ["A Talk", "图"]),
        (":term: tags/口述历史", ["图"]),
        (":term: authors/zoe park", ["A Talk"]),
        (":order: oldest", ["旧", "图", "A Talk", "无日期"]),
        (":order: title\n:limit: 2", ["A Talk", "图"]),
        (":section: posts\n:term: Go\n:limit: 1", ["A Talk"]),
    ],
)
@pytest.mark.parametrize("builder", ["html", "text"])
def test_the_author_says_which_posts(
    publication: Callable[..., Publication], options: str, expected: list[str], builder: str
) -> None:
    files = {**FILES, "more.md": f"# More\n\n```{{post-list}}\n{options}\n```\n"}
    built = publication(files, builder=builder, **CONF)
    assert built.warnings == []
    if builder == "html":
        assert titles(parsed(built, "more.html")) == expected
    else:
        text = built.read("more.txt")
        places = [text.index(title) for title in expected]
        assert places == sorted(places)
        assert len([line for line in text.splitlines() if line.startswith("* ")]) == len(expected)


def test_a_list_in_lines_is_short_in_every_format(publication: Callable[..., Publication]) -> None:
    files = {**FILES, "more.md": "# More\n\n## Part\n\n```{post-list}\n:style: list\n:limit: 2\n```\n"}
    page = parsed(publication(files, **CONF), "more.html")
    assert [item.get_text(" ", strip=True) for item in page.select(".post-lines li")] == [
        "6 May 2024 A Talk English",
        "2024年3月2日 图",
    ]
    assert "* 图 · 2024年3月2日" in publication(files, "text", **CONF).read("more.txt")


def test_cards_in_a_part_of_a_page_stand_below_its_heading(publication: Callable[..., Publication]) -> None:
    files = {**FILES, "more.md": "# More\n\n## Part\n\n```{post-list}\n:limit: 1\n```\n"}
    page = parsed(publication(files, **CONF), "more.html")
    assert page.select_one("h3.post-card-title")


def test_a_term_that_no_post_has_is_reported(publication: Callable[..., Publication]) -> None:
    files = {**FILES, "more.md": "# More\n\n```{post-list}\n:term: nothing\n```\n"}
    for builder in ("html", "text"):
        built = publication(files, builder=builder, **CONF)
        assert len(built.warnings) == 1
        assert built.warnings[0].startswith("more.md:3: WARNING: no post has the term “nothing”")


def test_an_author_writes_the_page_of_a_term_in_a_folder_of_sphinx(
    publication: Callable[..., Publication],
) -> None:
    files = {**FILES, "authors/周敏.md": "# 周敏\n\n周敏是馆员。\n", "archives.md": "# 往期\n\n我的话。\n"}
    built = publication(files, builder="dirhtml", **CONF)
    page = parsed(built, "authors/周敏/index.html")
    assert "周敏是馆员。" in page.get_text()
    assert titles(page) == ["旧"]
    assert page.select_one(".list-about").get_text() == "1 篇文章 · 2020 · 订阅"
    archive = parsed(built, "archives/index.html")
    assert archive.get_text().index("我的话。") < archive.get_text().index("A Talk")


def test_a_hugo_site_says_where_its_archive_is(publication: Callable[..., Publication]) -> None:
    site = {
        "hugo.toml": 'title = "T"\nlocale = "zh-CN"\n[taxonomies]\nauthor = "authors"\n',
        "content/_index.md": "---\ntitle: 家\n---\n",
        "content/往期.md": "---\ntitle: 往期\nlayout: archives\n---\n\n从头看起。\n",
        "content/authors/周敏/_index.md": "---\ntitle: 周敏\n---\n\n馆员。\n",
        **{f"content/{name}": text for name, text in FILES.items() if name.startswith("posts/")},
    }
    built = publication(site, builder="dirhtml", hugo_site=".")
    page = parsed(built, "往期/index.html")
    assert page.get_text().index("从头看起。") < page.get_text().index("五月")
    assert titles(page) == ["A Talk", "图", "旧", "无日期"]
    assert "归档 4" in hrefs(parsed(built, "index.html"), ".ways-on")
    assert "往期" not in titles(parsed(built, "index.html"))
    assert not (built.out / "archives").exists()
    author = parsed(built, "authors/周敏/index.html")
    assert author.get_text().index("馆员。") < author.get_text().index("旧")
    assert parsed(built, "authors/index.html").h1.get_text() == "作者"


def test_each_language_of_a_hugo_site_has_lists_in_its_own_words(
    publication: Callable[..., Publication],
) -> None:
    site = {
        "hugo.toml": 'title="T"\ndefaultContentLanguage="zh"\n[languages.zh]\n[languages.en]\n',
        "content/_index.md": "---\ntitle: 家\n---\n",
        "content/posts/a.md": "---\ntitle: 甲\ndate: 2024-01-01\ntags: [x]\n---\n\n文。\n",
        "content/posts/b.en.md": "---\ntitle: B\ndate: 2024-01-01\ntags: [y]\n---\n\nText.\n",
    }
    built = publication(site, builder="dirhtml", hugo_site=".", lists_page_size=1)
    assert titles(parsed(built, "index.html")) == ["甲"]
    assert titles(parsed(built, "en/index.html")) == ["B"]
    tags = BeautifulSoup(built.read("en/tags/index.html"), "lxml")
    assert tags.h1.get_text() == "Tags"
    assert tags.html["lang"] == "en"
    assert hrefs(parsed(built, "en/index.html"), ".ways-on") == {"Tags 1": "tags/"}


def test_other_builders_have_plain_lists(publication: Callable[..., Publication]) -> None:
    text = publication(FILES, "text", **CONF).read("index.txt")
    assert "A Talk" in text
    assert "post-card" not in text
    assert "最新文章" not in text
    pages = json.loads(publication(FILES, "json", **CONF).read("index.fjson"))
    assert 'class="post-list' in pages["body"]


def test_lists_are_in_no_index_of_search_and_in_no_description(site: Publication) -> None:
    assert [one.text for one in passages_of(site.resolved("index"))] == ["编者的话。"]
    head = BeautifulSoup(site.read("index.html"), "lxml")
    assert head.select_one("meta[name=description]")["content"] == "编者的话。"
