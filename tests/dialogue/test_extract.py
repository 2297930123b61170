"""A conversation as data: what the records hold, and that they are kept right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.dialogue.clock import clock, normal_time, seconds_of
from koushu.dialogue.extract import count_words
from koushu.dialogue.extract_store import conversations_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication
    from koushu.dialogue.extract import Conversation

POST = """---
title: The flood of 1998
audio: flood.mp3
speakers:
  zhou-min: {name: 周敏, aliases: [ZM], role: narrator}
  bo: {name: Bo Li, role: interviewer}
---

A word before.

**Bo:** (00:01:02) What did you *see* then?[^1]

**ZM:** Water, everywhere.
It came at night.

And again in the morning:

- the first wave
- the second wave

*They pause.*

---

**Bo & ZM:** We left.

[^1]: Asked twice.
"""


def only(built: Publication, docname: str = "a") -> Conversation:
    return conversations_of(built.app.env)[docname]


def test_the_records_of_a_post(publication: Callable[..., Publication]) -> None:
    talk = only(publication({"a.md": POST}, language="en"))
    assert (talk.docname, talk.title, talk.language, talk.audio) == (
        "a",
        "The flood of 1998",
        "en",
        "flood.mp3",
    )
    assert [one.kind for one in talk.utterances] == ["turn", "turn", "narration", "break", "turn"]
    assert [one.number for one in talk.turns] == [1, 2, 3]
    assert [one.speakers for one in talk.turns] == [("bo",), ("zhou-min",), ("bo", "zhou-min")]
    assert [one.label for one in talk.turns] == ["Bo", "ZM", "Bo & ZM"]
    assert [one.time for one in talk.turns] == ["00:01:02", None, None]
    assert talk.turns[0].text == "What did you see then?"
    assert talk.turns[1].text == (
        "Water, everywhere. It came at night.\nAnd again in the morning:\nthe first wave\nthe second wave"
    )
    assert [one.words for one in talk.turns] == [5, 17, 2]
    assert [(one.line, one.end_line) for one in talk.utterances] == [
        (11, 11),
        (13, 19),
        (21, 21),
        (23, 23),
        (25, 25),
    ]
    assert all(one.id.startswith("t-") for one in talk.turns)
    assert [(one.id, one.name, one.role) for one in talk.speakers] == [
        ("bo", "Bo Li", "interviewer"),
        ("zhou-min", "周敏", "narrator"),
    ]


def test_a_document_without_turns_has_no_conversation(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": "# A\n\nProse.\n"}, language="en")
    assert conversations_of(built.app.env) == {}


def talk(name: str) -> str:
    return f"---\ntitle: T\ndialogue: on\n---\n\n**{name}:** Are you there?\n\n**Cy:** I am here.\n"


def test_two_processes_keep_what_one_keeps(publication: Callable[..., Publication]) -> None:
    files = {f"posts/p{number}.md": talk(f"Ana {number}") for number in range(12)}
    one = publication(files, language="en")
    two = publication(files, language="en", parallel=2)
    assert len(conversations_of(one.app.env)) == 12
    assert conversations_of(one.app.env) == conversations_of(two.app.env)
    assert list(conversations_of(two.app.env)) == sorted(conversations_of(two.app.env))


def test_a_removed_post_is_forgotten(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": talk("Ana"), "b.md": talk("Bo")}, language="en")
    source = built.app.srcdir
    (source / "b.md").unlink()
    (source / "a.md").write_text("# A\n\nProse.\n", encoding="utf-8")
    assert conversations_of(built.rebuild().app.env) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4:03", "00:04:03"),
        ("01:02:03", "01:02:03"),
        ("00:00:01.5", "00:00:01.500"),
        ("00:00:01,250", "00:00:01.250"),
        ("[12:34]", "00:12:34"),
        ("90:00", "01:30:00"),
        ("", None),
        ("noon", None),
        ("1:2:3:4", None),
    ],
)
def test_times(text: str, expected: str | None) -> None:
    assert normal_time(text) == expected
    if expected:
        assert seconds_of(expected) == seconds_of(text)


def test_a_clock_rounds_up_whole() -> None:
    assert clock(59.9996) == "00:01:00"
    assert clock(3599.5, exact=True) == "00:59:59.500"


@pytest.mark.parametrize(
    ("text", "count"),
    [("你好，world", 3), ("don't stop", 2), ("", 0), ("それは3回", 5), ("한국어 문장", 2), ("a-b 3.14", 2)],
)
def test_words(text: str, count: int) -> None:
    assert count_words(text) == count
