"""The parts of pages of lists: headings, ways on, pagers, terms."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from koushu.lists.markup import (
    Tile,
    Way,
    heading,
    list_heading,
    pager,
    pages_named,
    term_cloud,
    term_index,
    term_tiles,
    ways_on,
)


@pytest.mark.parametrize(
    ("number", "total", "named"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, 4, 5]),
        (1, 9, [1, 2, 3, 0, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (50, 250, [1, 0, 48, 49, 50, 51, 52, 0, 250]),
        (250, 250, [1, 0, 248, 249, 250]),
    ],
)
def test_a_pager_names_the_ends_and_what_is_near(number: int, total: int, named: list[int]) -> None:
    assert pages_named(number, total) == named


@pytest.mark.parametrize("total", range(1, 40))
def test_a_pager_is_short_and_says_each_page_once(total: int) -> None:
    for number in range(1, total + 1):
        named = pages_named(number, total)
        shown = [one for one in named if one]
        assert shown == sorted(set(shown))
        assert {1, number, total} <= set(shown)
        assert len(named) <= 9


def test_a_pager_leads_by_words_and_numbers() -> None:
    page = BeautifulSoup(pager(2, 3, "zh-CN", lambda number: f"p{number}"), "lxml")
    assert page.nav["aria-label"] == "分页"
    assert [(link.get("rel"), link["href"]) for link in page.select("a[rel]")] == [
        (["prev"], "p1"),
        (["next"], "p3"),
    ]
    assert [link["aria-label"] for link in page.select("ol a")] == ["第 1 页", "第 2 页", "第 3 页"]
    assert [link.get_text() for link in page.select("[aria-current=page]")] == ["2"]
    assert pager(1, 1, "en", str) == ""


def test_a_heading_escapes_what_it_is_given() -> None:
    page = BeautifulSoup(
        heading("<C>", kicker=Way("T & U", "../?a=1&b"), about=["1 post"], ways=[Way("Feed", "atom.xml")]),
        "lxml",
    )
    assert page.h1.get_text() == "<C>"
    assert page.select_one(".list-kind a")["href"] == "../?a=1&b"
    assert page.select_one(".list-about").get_text() == "1 post · Feed"
    assert page.select_one(".list-about a")["href"] == "atom.xml"


def test_ways_on_are_a_named_list_of_links() -> None:
    page = BeautifulSoup(ways_on([Way("Tags", "tags/", 1234), Way("Feed", "f")], "Explore"), "lxml")
    assert page.nav["aria-label"] == "Explore"
    assert [item.get_text() for item in page.select("li > a")] == ["Tags 1,234", "Feed"]
    assert ways_on([], "Explore") == ""


def test_the_heading_of_a_list_may_lead_to_all() -> None:
    page = BeautifulSoup(list_heading("Newest", 3, Way("All", "all/")), "lxml")
    assert page.h3.get_text() == "Newest"
    assert page.select_one(".list-more a")["href"] == "all/"


def test_few_terms_are_tiles_and_many_stand_below_letters() -> None:
    tiles = BeautifulSoup(term_tiles([Tile("C<", "c/", "2 posts", "Newest", "en", "C")]), "lxml")
    assert [one.get_text() for one in tiles.select("li > *")] == ["C", "C<", "2 posts", "Newest"]
    assert tiles.select_one(".term-newest")["lang"] == "en"
    index = BeautifulSoup(term_index([("A", "letter-0", [Way("a", "a/", 2)])], "By letter"), "lxml")
    assert index.select_one("nav a")["href"] == "#letter-0"
    assert index.select_one("section#letter-0 h2").get_text() == "A"
    assert index.select_one("section li").get_text() == "a 2"
    assert term_cloud([]) == ""
