"""The card of a post: what it says, once, in which language, and as which element."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from koushu.lists.cards import Card, Face, Picture, card_html, picture_form, post_cards, post_lines
from koushu.posts.post_speakers import PostSpeaker

PACKAGE = Path(__file__).parents[2] / "_ext" / "koushu"
WHOLE = Card(
    "A <title> & more",
    "../a/?x=1&y=2",
    "en",
    date=datetime(2024, 5, 6, tzinfo=UTC),
    printed_date="6 May 2024",
    authors=("Zoe Park",),
    minutes=3,
    summary='Words with "quotes" <b>and</b> marks.',
    terms=("Go", "C++"),
)


def read(card: Card, **options: object) -> BeautifulSoup:
    return BeautifulSoup(card_html(card, **options), "lxml")


def people(count: int) -> tuple[Face, ...]:
    return tuple(Face(PostSpeaker(f"Person {n}", f"P{n}", n % 8 + 1)) for n in range(count))


def test_a_card_says_what_it_knows_and_links_once() -> None:
    card = read(WHOLE)
    assert [link["href"] for link in card.select("a")] == ["../a/?x=1&y=2"]
    assert card.select_one("h2.post-card-title a").get_text() == "A <title> & more"
    assert card.select_one("time")["datetime"] == "2024-05-06T00:00:00+00:00"
    assert card.select_one(".post-list-meta").get_text() == "Zoe Park · 6 May 2024 · 3 min read"
    assert card.select_one(".post-list-summary").get_text() == 'Words with "quotes" <b>and</b> marks.'
    assert [term.get_text() for term in card.select(".post-card-term")] == ["Go", "C++"]
    assert card.li["lang"] == "en"
    assert not card.select(".post-card-kicker, .post-card-people, img")


def test_a_card_of_nothing_but_a_title_has_no_empty_parts() -> None:
    card = read(Card("T", "t/", "zh"))
    assert [tag.name for tag in card.li.find_all()] == ["div", "h2", "a", "span"]


@pytest.mark.parametrize("level", [2, 3, 6])
def test_the_title_is_a_heading_of_the_level_that_is_asked(level: int) -> None:
    assert read(WHOLE, level=level).select_one(f"h{level}.post-card-title")


def test_the_words_of_a_card_are_in_the_language_of_its_post() -> None:
    faces = people(1)
    chinese = read(Card("题", "t/", "zh-CN", minutes=3, faces=faces))
    assert chinese.select_one(".post-kind").get_text() == "对话"
    assert chinese.select_one(".post-reading-time").get_text() == "阅读约 3 分钟"
    english = read(Card("T", "t/", "en", language_name="English", faces=faces))
    assert english.select_one(".post-card-kicker").get_text(" ", strip=True) == "Conversation English"


def test_speakers_are_named_for_all_and_drawn_for_the_eye() -> None:
    card = read(Card("T", "t/", "en", faces=people(2)))
    assert card.select_one(".names").get_text() == "Person 0, Person 1"
    assert card.select_one(".faces")["aria-hidden"] == "true"
    assert [face["class"] for face in card.select(".face")] == [["face", "sp-1"], ["face", "sp-2"]]


def test_many_speakers_are_counted() -> None:
    card = read(Card("T", "t/", "en", faces=people(7)))
    assert len(card.select(".face")) == 4
    assert card.select_one(".names").get_text() == "Person 0, Person 1, Person 2, Person 3 and 3 more"
    chinese = read(Card("T", "t/", "zh", faces=people(7)))
    assert chinese.select_one(".names").get_text().endswith("Person 3，另有 3 人")


def test_authors_who_speak_are_named_once() -> None:
    faces = people(2)
    assert not read(Card("T", "t/", "en", authors=("Person 1",), faces=faces)).select(".post-author")
    both = read(Card("T", "t/", "en", authors=("Person 1", "Somebody"), faces=faces))
    assert both.select_one(".post-author").get_text() == "Person 1, Somebody"


def test_a_speaker_may_have_a_portrait_or_a_colour_of_their_own() -> None:
    portrait = Face(PostSpeaker("A", "A", 1), Picture("a.png", 90, 90))
    coloured = Face(PostSpeaker("B", "B", 2, ("#111111", "#eeeeee")))
    card = read(Card("T", "t/", "en", faces=(portrait, coloured)))
    assert card.select_one("img.face")["alt"] == ""
    assert card.select_one("span.face")["style"] == "--own:#111111;--own-dark:#eeeeee"


@pytest.mark.parametrize(
    ("name", "width", "height", "form"),
    [
        ("photo.jpg", 1600, 900, ""),
        ("square.png", 800, 800, ""),
        ("portrait.jpg", 900, 1600, "upright"),
        ("banner.png", 1600, 300, "strip"),
        ("icon.png", 64, 64, "small"),
        ("diagram.svg", 720, 240, "drawing"),
        ("icon.SVG?v=1", 16, 16, "drawing"),
        ("unknown.webp", 0, 0, ""),
    ],
)
def test_a_picture_is_put_into_its_room_by_its_form(name: str, width: int, height: int, form: str) -> None:
    picture = Picture(name, width, height)
    assert picture_form(picture) == form
    room = read(Card("T", "t/", "en", picture=picture)).select_one(".post-card-picture")
    assert " ".join(room["class"]) == f"post-card-picture {form}".strip()


def test_a_picture_says_its_size_and_waits_unless_it_is_the_first() -> None:
    picture = Picture("p.jpg", 1600, 900, (("p-480.webp", 480), ("p-800.webp", 800)))
    card = Card("T", "t/", "en", picture=picture)
    shown = read(card).img
    assert (shown["width"], shown["height"], shown["alt"], shown["loading"]) == ("1600", "900", "", "lazy")
    assert shown["srcset"] == "p-480.webp 480w, p-800.webp 800w"
    assert shown["sizes"].startswith("auto, ")
    lead = read(card, lead=True).img
    assert "loading" not in lead.attrs
    assert not lead["sizes"].startswith("auto")
    assert "width" not in read(Card("T", "t/", "en", picture=Picture("p.svg"))).img.attrs


def test_the_first_card_alone_is_larger() -> None:
    page = BeautifulSoup(post_cards([WHOLE, WHOLE], lead=True), "lxml")
    assert ["lead" in item["class"] for item in page.select("li")] == [True, False]
    assert post_cards([]) == ""


def test_a_line_has_a_day_a_title_and_another_language() -> None:
    card = Card("T", "t/", "en", "English", datetime(2024, 5, 6, tzinfo=UTC), "6 May")
    page = BeautifulSoup(post_lines([card, Card("U", "u/", "zh")]), "lxml")
    assert [item.get_text(" ", strip=True) for item in page.select("li")] == ["6 May T English", "U"]
    assert post_lines([]) == ""


def test_speakers_have_the_colours_that_they_have_in_the_dialogue() -> None:
    def palette(path: str) -> list[tuple[str, str]]:
        return re.findall(r"(--sp-\d): (#[0-9a-f]{6});", (PACKAGE / path).read_text(encoding="utf-8"))

    found = palette("lists/assets/lists.css")
    assert len(found) == 16
    assert found == palette("dialogue/assets/dialogue.css")
