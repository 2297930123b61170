"""Who speaks: ids, front matter, the register, and labels that mean the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from koushu.dialogue.cast.contrast import DARK_GROUND, LIGHT_GROUND, READABLE, contrast, readable_pair
from koushu.dialogue.cast.people import known_people, people_of, read_people, read_speakers
from koushu.dialogue.cast.people_index import short_for
from koushu.dialogue.cast.portraits import portrait_file
from koushu.dialogue.cast.speakers import Speaker, slug
from koushu.dialogue.lexicon import folded
from koushu.dialogue.recognition.casting import Cast, introduced_initials

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jan Leike", "jan-leike"),
        ("José Núñez", "jose-nunez"),
        ("O’Brien, Pat", "o-brien-pat"),
        ("周敏", "周敏"),
        ("Ｚｈｏｕ　Ｍｉｎ", "zhou-min"),
        ("聞き手", "聞き手"),
        ("__!__", "speaker"),
        ("", "speaker"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        (["Ana", "Bo Li"], ["ana", "bo-li"]),
        ([{"name": "Ana", "role": "host"}], ["ana"]),
        ({"zhou-min": {"name": "周敏", "aliases": ["ZM"]}}, ["zhou-min"]),
        ({"zhou-min": "周敏"}, ["zhou-min"]),
        ({"zhou-min": {"name": {"zh": "周敏", "en": "Zhou Min"}}}, ["zhou-min"]),
        ("Ana", ["ana"]),
        (None, []),
        (7, []),
        ([None, 3, {"role": "host"}], []),
    ],
)
def test_read_speakers(value: object, ids: list[str]) -> None:
    assert [speaker.id for speaker in read_speakers(value)] == ids


def test_people_of_reads_podcast_fields() -> None:
    assert [one.name for one in people_of({"guests": ["Ana"], "hosts": "Bo", "title": "x"})] == ["Ana", "Bo"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Elizabeth K. Joseph （EKJ） says", {"ekj": "Elizabeth K. Joseph"}),
        ("with **Paul Belanger (PB)**: yes", {"pb": "Paul Belanger"}),
        ("Nitish Tiwari（以下简称 NT）：", {"nt": "Nitish Tiwari"}),
        ("徐晓明（以下简称徐）", {"徐": "徐晓明"}),
        ("the central processing unit (CPU) is", {"cpu": "central processing unit"}),
        ("we met (LOL) today", {}),
        ("持续集成（CI）是", {}),
        ("(AB)", {}),
    ],
)
def test_introduced_initials(text: str, found: dict[str, str]) -> None:
    assert introduced_initials(text) == found


@pytest.mark.parametrize(
    ("label", "full", "fits"),
    [
        ("PB", "Paul Belanger", True),
        ("P.B.", "Paul Belanger", True),
        ("Paul", "Paul Belanger", True),
        ("Belanger", "Paul Belanger", True),
        ("PA", "Paul Belanger", False),
        ("Paula", "Paul Belanger", False),
        ("Host", "Host Family", False),
        ("Paul", "Paul", False),
    ],
)
def test_short_for(label: str, full: str, fits: bool) -> None:
    assert short_for(label, full) is fits


def test_one_person_under_many_labels() -> None:
    cast = Cast([Speaker("zhou-min", "周敏", ("周老师", "ZM"))], printed=["Paul Belanger", "Ada King"])
    labels = ["周敏", "周老师", "ＺＭ", "Paul", "Paul Belanger", "ada king", "ADA KING"]
    ids = [cast.resolve(label)[0].id for label in labels]
    assert ids == ["zhou-min"] * 3 + ["paul-belanger"] * 2 + ["ada-king"] * 2


def test_two_people_are_never_merged() -> None:
    cast = Cast(printed=["Paul Belanger", "Paul Atkins"])
    assert [cast.resolve(label)[0].id for label in ("Paul Belanger", "Paul Atkins", "Paul")] == [
        "paul-belanger",
        "paul-atkins",
        "paul",
    ]


def test_joint_labels() -> None:
    cast = Cast([Speaker("ana", "Ana"), Speaker("bo", "Bo")])
    assert [person.id for person in cast.resolve("Ana & Bo")] == ["ana", "bo"]
    assert [person.id for person in cast.resolve("Ana、Bo")] == ["ana", "bo"]
    assert [person.id for person in cast.resolve("Smith and Sons")] == ["smith-and-sons"]
    assert [person.id for person in cast.resolve("Cy & Di", joint=True)] == ["cy", "di"]
    early = Cast(printed=["Janet and Yuan", "Janet", "Yuan"])
    assert [person.id for person in early.resolve("Janet and Yuan")] == ["janet", "yuan"]


TALK = """\
---
title: An interview
{more}---

**周老师：** 你来了？

**Bo:** I am here, yes.

**ZM：** 坐吧。

**Bo:** OK.
"""
REGISTER = "zhou-min:\n  name: 周敏\n  aliases: [周老师, ZM]\n  colour: 5\nbo: Bo\n"


def speakers(built: Publication, name: str = "a.html") -> list[str]:
    return [turn.get("data-speaker") for turn in html.fromstring(built.read(name)).find_class("turn")]


def test_the_register_names_people(publication: Callable[..., Publication]) -> None:
    built = publication({"speakers.yml": REGISTER, "a.md": TALK.format(more="")}, language="en")
    assert speakers(built) == ["zhou-min", "bo", "zhou-min", "bo"]
    assert 'class="turn sp-5"' in built.read("a.html")
    assert built.warnings == []


def test_front_matter_names_people(publication: Callable[..., Publication]) -> None:
    more = "speakers:\n  min:\n    name: 周敏\n    aliases: [周老师, ZM]\n"
    assert speakers(publication({"a.md": TALK.format(more=more)}, language="en")) == [
        "min",
        "bo",
        "min",
        "bo",
    ]


def test_labels_given_by_the_author(publication: Callable[..., Publication]) -> None:
    more = "dialogue:\n  speakers: {周老师: min, ZM: min, Bo: bo}\n"
    assert speakers(publication({"a.md": TALK.format(more=more)}, language="en")) == [
        "min",
        "bo",
        "min",
        "bo",
    ]


def test_a_broken_register_is_reported(publication: Callable[..., Publication]) -> None:
    built = publication({"speakers.yml": "zhou: [\nbo: Bo\n", "a.md": TALK.format(more="")}, language="en")
    assert built.warnings
    assert all(
        "speakers.yml:" in warning and "[dialogue.speakers_file]" in warning for warning in built.warnings
    )
    assert speakers(built)[:2] == ["周老师", "bo"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": 7}, "`name` is `7`; expected a text"),
        ({"aliases": [1]}, "`aliases` is `[1]`; expected a text or a list of texts"),
        ({"role": ["host"]}, "`role` is `['host']`; expected a text"),
        ({"url": "javascript:alert(1)"}, "`url` is `javascript:alert(1)`; expected an address"),
        ({"url": "java\tscript:alert(1)"}, "expected an address"),
        ({"url": "//evil.example"}, "expected an address"),
        ({"same_as": ["ftp://x", "https://orcid.org/1"]}, "`same_as` is `ftp://x`; expected addresses"),
        ({"avatar": "../../secret.png"}, "expected the path of a picture below the source folder"),
        ({"avatar": "https://x.org/a.png"}, "expected the path of a picture"),
        ({"colour": 9}, "expected a number from 1 to 8, or a colour as `#0b5cad`"),
        ({"colour": True}, "expected a number from 1 to 8"),
        ({"colour": "red"}, "expected a number from 1 to 8"),
        ({"colour": "#ffee00"}, "contrast of 1.1:1; expected at least 4.5:1"),
        ({"lang": "Chinese language"}, "expected a language tag"),
        ({"anonymous": "yes"}, "`anonymous` is `yes`; expected `true` or `false`"),
        ({"nmae": "Ana"}, "`nmae` is not known; expected `name`, `aliases`"),
    ],
)
def test_a_wrong_field_is_said_and_does_not_count(fields: dict[str, object], expected: str) -> None:
    people, problems = read_people({"speakers": {"ana": {"role": "host", **fields}}})
    assert [one.id for one in people] == ["ana"]
    assert len(problems) == 1
    assert expected in problems[0].message
    assert "ana" in problems[0].message


@pytest.mark.parametrize("value", [7, True, [["Ana"]], {"ana": 5}, [{"role": "host"}]])
def test_what_is_no_speaker_is_said(value: object) -> None:
    people, problems = read_people({"speakers": value})
    assert people == ()
    assert [problem.kind.value for problem in problems] == ["dialogue.speaker"]


def test_every_field_arrives() -> None:
    fields = {
        "name": {"zh": "周敏", "en": "Zhou Min", "zh-TW": "周敏 (TW)"},
        "aliases": ["周老师"],
        "role": "narrator",
        "affiliation": "青河县图书馆",
        "title": "馆员",
        "avatar": "/img/zhou.jpg",
        "url": "https://example.org/zhou",
        "colour": "#0B5",
        "lang": "zh_CN",
        "same_as": "https://orcid.org/0000",
        "anonymous": False,
    }
    (zhou,) = read_speakers({"zhou-min": fields})
    assert zhou == Speaker(
        id="zhou-min",
        name="周敏",
        aliases=("周老师",),
        role="narrator",
        language="zh-CN",
        names={"zh": "周敏", "en": "Zhou Min", "zh-tw": "周敏 (TW)"},
        affiliation="青河县图书馆",
        title="馆员",
        avatar="img/zhou.jpg",
        url="https://example.org/zhou",
        hex_colour="#00bb55",
        same_as=("https://orcid.org/0000",),
    )
    shown = [zhou.display(tag) for tag in ("en-GB", "zh_CN", "zh-TW", "zh-Hant-TW", "fr", "")]
    assert shown == ["Zhou Min", "周敏", "周敏 (TW)", "周敏", "周敏", "周敏"]
    assert {folded("周敏"), folded("Zhou Min"), folded("周老师")} <= zhou.keys


def test_the_post_wins_field_by_field() -> None:
    register = read_speakers(
        {"zhou-min": {"name": "周敏", "role": "guest", "aliases": ["ZM"], "colour": 5}, "bo": "Bo"}
    )
    (zhou,) = people_of({"speakers": {"zhou-min": {"role": "narrator"}}}, register)
    assert (zhou.name, zhou.role, zhou.aliases, zhou.colour) == ("周敏", "narrator", ("ZM",), 5)
    (named,) = people_of({"speakers": ["ZM"]}, register)
    assert named == register[0]
    (other,) = people_of({"speakers": {"zhou-min": {"name": "Zhou Min"}}}, register)
    assert other.name == "Zhou Min"
    assert "周敏" in other.aliases
    everybody = known_people({"speakers": ["Cy", "ZM"]}, register)
    assert [one.id for one in everybody] == ["cy", "zhou-min", "bo"]


@pytest.mark.parametrize("colour", ["#ffee00", "#000000", "#ffffff", "#0b5cad", "#808080", "#ff0000"])
def test_a_colour_is_made_readable(colour: str) -> None:
    light, dark = readable_pair(colour)
    assert contrast(light, LIGHT_GROUND) >= READABLE
    assert contrast(dark, DARK_GROUND) >= READABLE
    assert light == colour or contrast(colour, LIGHT_GROUND) < READABLE


def test_problems_stand_at_their_lines(publication: Callable[..., Publication]) -> None:
    register = "zhou-min:\n  name: 周敏\n  colour: 12\nBo:\n  avatar: img/none.png\n  twitter: '@bo'\n"
    more = "speakers:\n  cy:\n    name: Cy\n    url: 'javascript:x'\n"
    built = publication({"speakers.yml": register, "a.md": TALK.format(more=more)}, language="en")
    told = [warning for warning in built.warnings if "[dialogue.speaker]" in warning]
    places = sorted(warning.split(": WARNING")[0] for warning in told)
    assert places == ["a.md:6", "speakers.yml:3", "speakers.yml:5", "speakers.yml:6"]


def test_a_post_without_dialogue_may_list_what_it_likes(publication: Callable[..., Publication]) -> None:
    post = "---\ntitle: A talk\nspeakers:\n  - name: Ana\n    twitter: '@ana'\n---\n\nProse.\n"
    assert publication({"a.md": post}, language="en").warnings == []


def test_a_portrait_stays_inside_the_source_folder(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    (root / "in.png").write_bytes(b"x")
    shown = [portrait_file(root, Speaker("a", "A", avatar=name)) for name in ("in.png", "out.png", "no.png")]
    assert shown == [(root / "in.png").resolve(), None, None]
    assert portrait_file(root, Speaker("a", "A", avatar="in.png", anonymous=True)) is None
