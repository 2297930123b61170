"""Who speaks: ids, front matter, the register, and labels that mean the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from koushu.dialogue.speakers import (
    Cast,
    Speaker,
    introduced_initials,
    people_of,
    read_speakers,
    short_for,
    slug,
)

if TYPE_CHECKING:
    from collections.abc import Callable

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
