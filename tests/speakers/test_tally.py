"""Who said how much, and who is the same person on every page."""

from __future__ import annotations

import pytest

from koushu.dialogue.cast.speakers import UNNAMED, Speaker
from koushu.dialogue.extract import Conversation, Utterance, count_words
from koushu.speakers.tally import opening, parts_of, tally


def talk(docname: str, *said: tuple[str, str], speakers: tuple[Speaker, ...]) -> Conversation:
    ids = {one.name: one.id for one in speakers}
    turns = tuple(
        Utterance(
            "turn",
            f"t-{number}",
            number,
            tuple(ids[name] for name in label.split("&")),
            label,
            text=text,
            words=count_words(text),
        )
        for number, (label, text) in enumerate(said, start=1)
    )
    return Conversation(docname, docname.title(), "zh", utterances=turns, speakers=speakers)


ANA, BO = Speaker("ana", "Ana"), Speaker("bo", "Bo", role="guest")


def test_parts_count_turns_words_and_shares() -> None:
    found = parts_of(
        talk("a", ("Ana", "one two three"), ("Bo", "四个汉字"), ("Ana&Bo", "x"), speakers=(ANA, BO))
    )
    assert [(one, len(part.turns), part.words, part.slot) for one, part in found.items()] == [
        ("ana", 2, 4, 1),
        ("bo", 2, 5, 2),
    ]
    assert sum(part.percent for part in found.values()) == 100


def test_a_translation_says_nothing_new() -> None:
    first = Utterance("turn", "t-1", 1, ("ana",), "Ana", text="一二三", words=3)
    second = Utterance("turn", "t-2", 2, ("ana",), "Ana", text="one two three", words=3, pair="t-1")
    third = Utterance("turn", "t-3", 3, ("bo",), "Bo", text="四五六", words=3)
    found = parts_of(Conversation("a", "A", "zh", utterances=(first, second, third), speakers=(ANA, BO)))
    assert {one: (len(part.turns), part.words, part.percent) for one, part in found.items()} == {
        "ana": (1, 3, 50),
        "bo": (1, 3, 50),
    }


def test_people_are_put_together_over_pages() -> None:
    told = Speaker("ana", "Ana", role="host", affiliation="Radio")
    people = tally(
        [
            talk("a", ("Ana", "one"), ("Bo", "two"), speakers=(ANA, BO)),
            talk("b", ("Ana", "three four"), speakers=(told,)),
        ]
    )
    assert list(people) == ["ana", "bo"]
    assert people["ana"].speaker is told
    assert (people["ana"].turns, people["ana"].words) == (2, 3)
    assert [part.conversation.docname for part in people["ana"].parts] == ["a", "b"]


@pytest.mark.parametrize(
    "speaker",
    [
        Speaker("x", "主持人"),
        Speaker("q", "Q"),
        Speaker("问", "问"),
        Speaker("interviewer", "Interviewer"),
        Speaker(UNNAMED, ""),
        Speaker("a", "A"),
        Speaker("zhou", "口述者", anonymous=True),
    ],
)
def test_who_may_be_another_on_the_next_page_has_no_page(speaker: Speaker) -> None:
    assert tally([talk("a", (speaker.name, "yes"), speakers=(speaker,))]) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("two\nlines  here", "two lines here"),
        ("one two three four five", "one two three…"),
        ("一二三四五六七八九十", "一二三四五六七八…"),
        ("", ""),
    ],
)
def test_the_opening_of_a_turn(text: str, expected: str) -> None:
    assert opening(text, 17) == expected
