"""What stands on a page beside the words: cards, shares, the recording, data for the script; and what it costs."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from koushu.dialogue.cast.speakers import Speaker
from koushu.dialogue.extract import Conversation, Utterance
from koushu.dialogue.page.cards import cards_of, describe, initials, printed_name, worth_showing
from koushu.dialogue.page.media import media_address, read_media
from koushu.dialogue.page.shares import talk_shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

HEAD = "---\ntitle: An interview\nlang: en\n{more}---\n\n"
TALK = """\
**Ana:** What did you hear, the first night out there?

**Bo:** Nothing. That was the trouble, you know.

**Bo:** Nothing at all.

*He waits.*

**Ana:** And you wound it yourself?

**Bo:** Every two hours, I think. Eighty turns.

**Ana:** Thank you.
"""


def conversation(*turns: tuple[str, int], speakers: tuple[Speaker, ...] = ()) -> Conversation:
    said = [Utterance("turn", speakers=tuple(who.split("+")), words=words) for who, words in turns]
    names = dict.fromkeys(one for turn in said for one in turn.speakers)
    people = speakers or tuple(Speaker(one, one.title()) for one in names)
    return Conversation("a", "A", "en", utterances=tuple(said), speakers=people)


def page(built: Publication, name: str = "a.html") -> html.HtmlElement:
    return html.fromstring(built.read(name))


def test_shares_make_a_hundred() -> None:
    shares = talk_shares(conversation(("ana", 1), ("bo", 1), ("cy", 1)))
    assert [share.percent for share in shares.values()] == [34, 33, 33]
    assert [share.turns for share in shares.values()] == [1, 1, 1]


def test_the_words_of_a_joint_turn_are_divided() -> None:
    shares = talk_shares(conversation(("ana", 10), ("ana+bo", 10)))
    assert {one: (share.turns, share.words, share.percent) for one, share in shares.items()} == {
        "ana": (2, 15, 75),
        "bo": (1, 5, 25),
    }


def test_nobody_said_a_word() -> None:
    assert [share.percent for share in talk_shares(conversation(("ana", 0), ("bo", 0))).values()] == [0, 0]
    assert talk_shares(Conversation("a", "A", "en")) == {}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jan Leike", "JL"),
        ("Ana María de la Cruz", "AC"),
        ("周敏", "周"),
        ("山田 太郎", "山"),
        ("madonna", "M"),
        ("R2", "R"),
        ("42", "4"),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_description_says_role_title_and_affiliation() -> None:
    english = Speaker("a", "A", role="host", title="Keeper", affiliation="Inish Light")
    chinese = Speaker("z", "周敏", role="narrator", title="馆员", affiliation="青河县图书馆")
    assert describe(english, "en") == "Host · Keeper, Inish Light"
    assert describe(chinese, "zh-CN") == "口述者 · 青河县图书馆馆员"
    assert describe(Speaker("b", "B", role="his sister"), "en") == "his sister"
    assert describe(Speaker("h", "Host", role="host"), "en") == ""


def test_who_has_no_name_is_called_by_the_part() -> None:
    assert printed_name(Speaker("interviewer", "interviewer"), "zh") == "采访者"
    assert printed_name(Speaker("interviewer", "Ana"), "zh") == "Ana"


def test_cards_are_shown_where_they_say_something() -> None:
    few = conversation(("ana", 1), ("bo", 1))
    assert not worth_showing(cards_of(few))
    assert worth_showing(cards_of(conversation(*[("ana", 1), ("bo", 1)] * 3)))
    assert not worth_showing(cards_of(conversation(*[("ana", 1)] * 9)))
    told = (Speaker("ana", "Ana", role="host"), Speaker("bo", "Bo"))
    assert worth_showing(cards_of(conversation(("ana", 1), ("bo", 1), speakers=told)))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tape.mp3", "audio"),
        ("/audio/tape.OGG", "audio"),
        ("https://example.org/a/tape.m4a?key=1", "audio"),
        ("//example.org/film.webm", "video"),
        ("https://example.org/watch?v=abc", None),
        ("javascript:alert(1).mp3", None),
        ("file:///etc/tape.mp3", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_what_a_page_can_play(address: str, kind: str | None) -> None:
    media = read_media(address)
    assert (media.kind if media else None) == kind


def test_where_front_matter_names_a_recording() -> None:
    assert media_address({"audio": "a.mp3", "video": "b.mp4"}) == "a.mp3"
    assert media_address({"audio": True, "video": {"SRC": "b.mp4"}}) == "b.mp4"
    assert media_address({"audio": {"title": "x"}, "title": "y"}) == ""


def test_a_page_shows_cards_shares_and_who_goes_on(publication: Callable[..., Publication]) -> None:
    more = "speakers:\n  bo: {name: Bo, role: guest, avatar: img/bo.svg, colour: '#0b5cad'}\n"
    built = publication(
        {"a.md": HEAD.format(more=more) + TALK, "img/bo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    )
    assert built.warnings == []
    tree = page(built)
    ana, bo = tree.xpath("//ul[contains(@class, 'cast')]/li")
    assert "Ana" in ana.text_content()
    assert "3 turns · " in ana.text_content()
    assert bo.xpath(".//img/@src") == ["_images/bo.svg"]
    assert bo.xpath(".//img/@alt") == [""]
    assert "Guest" in bo.text_content()
    assert bo.get("style", "").startswith("--own:#0b5cad;--own-dark:#")
    assert [("again" in turn.get("class").split()) for turn in tree.find_class("turn")] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert (built.out / "_images" / "bo.svg").is_file()


def test_cards_can_be_left_out(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": HEAD.format(more="") + TALK}, dialogue_cards=False)
    assert not page(built).find_class("cast")
    assert len(page(built).find_class("dialogue-data")) == 1


def test_numbering_and_style_come_from_front_matter(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": HEAD.format(more="dialogue: {numbering: on, style: play}\n") + TALK})
    tree = page(built)
    assert [turn.get("data-number") for turn in tree.find_class("turn")] == list("123456")
    assert "play" in tree.find_class("dialogue")[0].get("class").split()


@pytest.mark.parametrize(("builder", "name"), [("html", "p/a.html"), ("dirhtml", "p/a/index.html")])
def test_a_recording_travels_with_its_page(
    publication: Callable[..., Publication], builder: str, name: str
) -> None:
    files = {"p/a.md": HEAD.format(more="audio: tape.mp3\n") + TALK, "p/tape.mp3": b"ID3"}
    built = publication(files, builder=builder, language="en")
    assert built.warnings == []
    (player,) = page(built, name).xpath("//audio")
    assert player.get("preload") == "none"
    assert ((built.out / name).parent / player.get("src")).resolve().read_bytes() == b"ID3"


def test_a_recording_that_is_not_there_is_told(publication: Callable[..., Publication]) -> None:
    for address in ("tape.mp3", "../../etc/tape.mp3", "https://example.org/watch?v=1"):
        built = publication({"a.md": HEAD.format(more=f'audio: "{address}"\n') + TALK}, language="en")
        (warning,) = built.warnings
        assert address in warning
        assert "[dialogue.media]" in warning
        assert not page(built).xpath("//audio")


def test_a_recording_of_the_web_is_not_asked_for(publication: Callable[..., Publication]) -> None:
    built = publication(
        {"a.md": HEAD.format(more="video: https://example.org/film.mp4\n") + TALK}, language="en"
    )
    assert built.warnings == []
    (player,) = page(built).xpath("//video")
    assert (player.get("src"), player.get("preload")) == ("https://example.org/film.mp4", "none")


def test_data_cannot_break_out_of_its_element(publication: Callable[..., Publication]) -> None:
    title = "</script><script>alert(1)</script>"
    head = f"---\ntitle: '{title}'\nauthor: '<!-- &\u2028x'\nlang: en\n---\n\n"
    built = publication({"posts/a.md": head + TALK}, language="en")
    (block,) = page(built, "posts/a.html").find_class("dialogue-data")
    data = json.loads(block.text)
    assert data["title"] == title
    # A name stands on one line.
    assert data["authors"] == ["<!-- & x"]
    assert not re.search("[<>&\u2028]", block.text)


def test_only_pages_with_dialogue_load_its_files(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": HEAD.format(more="") + TALK, "b.md": "# B\n\nNo talk.\n"}, language="en")
    assert "dialogue.js" in built.read("a.html")
    for name in ("b.html", "index.html", "search.html", "genindex.html"):
        assert "dialogue.js" not in built.read(name)
        assert "dialogue.css" not in built.read(name)


def test_posts_in_one_page_have_anchors_of_their_own(publication: Callable[..., Publication]) -> None:
    files = {f"posts/{n}.md": HEAD.format(more="") + TALK for n in "abc"}
    built = publication(files, builder="singlehtml", language="en")
    tree = page(built, "index.html")
    ids = tree.xpath("//*[contains(@class, 'turn')]/@id | //*[contains(@class, 'turn')]/span/@id")
    assert len(ids) == len(set(ids))
    links = [link.get("href")[1:] for link in tree.find_class("permalink")]
    assert len(links) == len(set(links)) == 18
    assert set(links) <= set(ids)
    assert len(tree.find_class("dialogue-data")) == 3


def test_a_book_has_cards_and_none_of_the_tools(publication: Callable[..., Publication]) -> None:
    files = {"posts/a.md": HEAD.format(more="audio: tape.mp3\n") + TALK, "posts/tape.mp3": b"ID3"}
    built = publication(files, builder="epub", language="en")
    with zipfile.ZipFile(next(built.out.glob("*.epub"))) as book:
        (name,) = [one for one in book.namelist() if one.endswith("/a.xhtml")]
        text = book.read(name).decode()
        assert not [one for one in book.namelist() if one.endswith((".js", ".mp3"))]
    root = etree.fromstring(text.encode())
    assert len(root.xpath("//*[local-name()='ul'][contains(@class, 'cast')]/*")) == 2
    assert not re.search("permalink|dialogue-data|<audio|<script", text)


def test_alone_without_the_other_features(publication: Callable[..., Publication]) -> None:
    built = publication(
        {"a.md": "# Round table (transcript)\n\n" + TALK},
        extensions=["myst_parser", "koushu.dialogue"],
        source_suffix={".md": "markdown"},
        html_theme="basic",
        language="en",
    )
    assert [line for line in built.warnings if "bibtex" not in line and "not_included" not in line] == []
    tree = page(built)
    assert len(tree.find_class("turn")) == 6
    assert json.loads(tree.find_class("dialogue-data")[0].text)["title"] == "Round table (transcript)"


def test_a_turn_costs_little(publication: Callable[..., Publication]) -> None:
    """Markup for each turn of a page without speakers' pages, words left out."""
    turns = [f"**{'Ana' if n % 2 else 'Bo'}:** And so I said, {n}, you know." for n in range(200)]
    built = publication(
        {"a.md": HEAD.format(more="") + "\n\n".join(turns)}, language="en", dialogue_speaker_pages=False
    )
    text = built.read("a.html")
    one, other = (text.index(f"said, {n}, you") for n in (100, 180))
    assert (other - one) / 80 < 330
