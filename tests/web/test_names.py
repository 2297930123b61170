"""Links and cells that show no words have names, or claim none; what is shown stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from koushu.web.names import address_in_words, is_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: T
date: 2024-01-01
tags: [go, map]
---

[](https://example.org/%E7%8C%AB/) [![](i.png)](https://example.org/y?z=1) [![alt](i.png)](https://example.org/z)
[words](https://example.org/w) [*w*](https://example.org/e) [](#here)

| | b |
|---|---|
| 1 | |
"""


@pytest.fixture(scope="module")
def page(shared_publication: Callable[..., Publication]) -> BeautifulSoup:
    built = shared_publication({"posts/a.md": POST}, builder="dirhtml")
    return BeautifulSoup(built.read("posts/a/index.html"), "lxml")


def test_a_link_without_words_is_called_by_its_address(page: BeautifulSoup) -> None:
    names = {link["href"]: link.get("aria-label") for link in page.select("article p > a.reference")}
    assert names == {
        "https://example.org/%E7%8C%AB/": "example.org/猫",
        "https://example.org/y?z=1": "example.org/y",
        "https://example.org/z": None,
        "https://example.org/w": None,
        "https://example.org/e": None,
        "#here": "here",
    }


def test_an_empty_head_is_no_head(page: BeautifulSoup) -> None:
    assert [cell.get("role") for cell in page.select("article th")] == ["cell", None]
    assert all(cell.get("role") is None for cell in page.select("article td"))


def test_a_tag_says_that_it_is_one(page: BeautifulSoup) -> None:
    links = page.select(".post-tags a")
    assert [link.get_text() for link in links] == ["#go", "#map"]
    assert [link.select_one(".visually-hidden").get_text() for link in links] == ["#", "#"]


@pytest.mark.parametrize("description", ["", "Front."])
def test_every_page_describes_itself(publication: Callable[..., Publication], description: str) -> None:
    front = f"---\ntitle: Home\ndescription: {description}\n---\n"
    empty = "---\ntitle: Empty\ndate: 2024-01-01\n---\n"
    built = publication({"index.md": front, "posts/a.md": empty}, "dirhtml", html_title="A site")
    for name, wanted in (
        ("index.html", description or "Home · A site"),
        ("posts/a/index.html", "Empty · A site"),
    ):
        tag = BeautifulSoup(built.read(name), "lxml").select_one("meta[name=description]")
        assert tag["content"] == wanted


def test_what_has_a_name() -> None:
    assert is_named(nodes.paragraph("", "", nodes.emphasis("", "x")))
    assert is_named(nodes.paragraph("", "", nodes.image(alt="x")))
    assert is_named(nodes.paragraph("", "", nodes.math("", "x")))
    assert not is_named(nodes.paragraph("", "", nodes.emphasis("", " "), nodes.image(alt="")))


@pytest.mark.parametrize(
    ("address", "words"),
    [("https://e.org/a/?b", "e.org/a"), ("#x%20y", "x y"), ("?q", "?q"), ("mailto:a@b.c", "a@b.c"), ("", "")],
)
def test_an_address_in_words(address: str, words: str) -> None:
    assert address_in_words(address) == words
