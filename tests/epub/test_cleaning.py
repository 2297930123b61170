"""What raw HTML becomes in a page of the book."""

from __future__ import annotations

import random
from xml.etree import ElementTree as ET

import pytest

from cleaning_cases import read_cases
from koushu.epub.page import Page, clean_body, render_page
from koushu.xhtml import forbidden_characters

TAGS = "p div span em a ul li table tr td th caption dl dt dd h2 pre blockquote details summary my-tag"


@pytest.mark.parametrize(
    ("written", "bound"), [case[1:] for case in read_cases()], ids=[c[0] for c in read_cases()]
)
def test_a_body_becomes_valid(written: str, bound: str) -> None:
    assert clean_body(written) == bound


def test_cleaning_twice_changes_nothing() -> None:
    for _, written, _ in read_cases():
        once = clean_body(written)
        assert clean_body(once) == once


@pytest.mark.parametrize(
    "markup", ["<div>" * 5000, "<b><i>" * 3000 + "x", "</p>" * 100, "<" * 1000, "&" * 1000, "<a b='"]
)
def test_a_page_is_well_formed_whatever_it_holds(markup: str) -> None:
    page = render_page(Page("a.xhtml", "<T> & \x00", "zh-CN"), clean_body(markup), ["styles/a.css"])
    assert ET.fromstring(page).tag.endswith("html")


def test_a_page_names_its_language_twice() -> None:
    page = render_page(Page("posts/a.xhtml", "题", "zh-CN", "bodymatter"), "<p>字</p>", ["styles/a.css"])
    assert 'lang="zh-CN" xml:lang="zh-CN"' in page
    assert 'href="../styles/a.css"' in page
    assert '<body epub:type="bodymatter">' in page


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_in_tag_soup(seed: int) -> None:
    chance = random.Random(seed)
    tags = TAGS.split()
    words = [f"word{number}x" for number in range(30)]
    soup = "".join(f"<{'/' * chance.randint(0, 1)}{chance.choice(tags)}>{word}" for word in words)
    body = clean_body(soup)
    assert [word for word in words if word not in body] == []
    assert clean_body(body) == body


def test_forbidden_characters_are_named_once() -> None:
    assert forbidden_characters("a\x00b\x00c\x0b\ud800") == ["\x00", "\x0b", "\ud800"]
