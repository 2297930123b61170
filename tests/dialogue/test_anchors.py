"""Permanent anchors: what an edit leaves as it is, how equal openings stay apart, and what outlives both."""

from __future__ import annotations

import random

import pytest

from koushu.dialogue.anchors import Said, anchors

WORDS = """
    the lamp was never lit before we came up the stairs and nobody in that house could say why it was kept
    because the man who had bought it was gone a year ago with the keys of every door but one
""".split()  # noqa: SIM905
CJK = "说真的这太令人震惊了我们也很意外想要弄清楚发生什么事因为那时谁都没有想到后来会变成这样"


def said(speaker: str, seed: int, length: int = 30) -> Said:
    words = random.Random(seed)
    return Said(speaker, " ".join(words.choice(WORDS) for _ in range(length)))


def talk(count: int = 30) -> list[Said]:
    return [said("ana" if n % 2 else "bo", n, 3 + n % 28) for n in range(count)]


def permanent(turns: list[Said]) -> list[str]:
    return [names[0] for names in anchors(turns)]


def test_no_anchor_is_given_twice() -> None:
    turns = [*talk(), *talk(), Said("ana", "Yes."), Said("ana", "Yes."), Said("ana", ""), Said("ana", "…")]
    every = [name for names in anchors(turns) for name in names]
    assert len(every) == len(set(every))
    assert all(name.startswith(("t-ana-", "t-bo-")) for name in every)


@pytest.mark.parametrize("place", [0, 1, 7, 29])
def test_turns_that_come_in_above_change_nothing(place: int) -> None:
    turns = talk()
    new = [said("ana" if n % 3 else "cy", 100 + n) for n in range(10)]
    before, after = permanent(turns), permanent([*turns[:place], *new, *turns[place:]])
    assert after[:place] + after[place + 10 :] == before


def test_equal_turns_that_come_in_above_change_nothing() -> None:
    turns = [Said("ana", "Ready?"), Said("bo", "Yes."), Said("ana", "Sure?"), Said("bo", "Yes.")] * 3
    before = permanent(turns)
    assert len(set(before)) == 12
    assert permanent([*turns, *turns][-12:]) == before
    assert permanent([*turns, *turns])[-12:] == before


def test_equal_turns_are_told_apart_by_what_follows() -> None:
    turns = [Said("bo", "Yes."), Said("ana", "Then open the door."), Said("bo", "Yes."), Said("ana", "Fine.")]
    before = permanent(turns)
    turns.insert(2, Said("cy", "It is open, you know, it always was."))
    after = permanent(turns)
    assert (before[0], before[2]) == (after[0], after[3])


@pytest.mark.parametrize("length", range(8, 60))
def test_a_word_changed_in_the_middle_changes_nothing(length: int) -> None:
    for seed in range(20):
        turn = said("ana", seed, length)
        words = turn.text.split()
        for other in ("of", "understand"):
            words[length // 2] = other
            assert permanent([turn])[0] in anchors([Said("ana", " ".join(words))])[0]


@pytest.mark.parametrize("length", range(18, 44))
def test_a_word_changed_in_the_middle_of_chinese_changes_nothing(length: int) -> None:
    text = CJK[:length]
    middle = length // 2
    for other in ("或", "也许"):
        changed = text[:middle] + other + text[middle + 2 :]
        assert permanent([Said("周敏", text)])[0] in anchors([Said("周敏", changed)])[0]


def test_marks_are_those_that_the_script_computes() -> None:
    """CRC-32 of each four letters, in UTF-8; its last two digits in base 36."""
    assert permanent([Said("bo", "Well, I never said so! " * 4)]) == ["t-bo-tm1gso"]
    assert permanent([Said("周敏", "说真的，这太令人震惊了。")]) == ["t-周敏-sll7"]
    assert permanent([Said("bo", "Ｙes?"), Said("bo", "…")]) == ["t-bo-k9", "t-bo-00"]


def test_a_further_anchor_of_one_turn_is_never_the_permanent_one_of_another() -> None:
    for seed in range(40):
        turns = [said("ana", seed * 100 + n, 6 + (seed + n) % 14) for n in range(40)]
        every = [name for names in anchors(turns) for name in names]
        assert len(every) == len(set(every))
