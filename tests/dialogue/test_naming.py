"""Names in brackets are found where a search of the whole text finds them."""

from __future__ import annotations

import random

import pytest

from koushu.dialogue.recognition import naming

PIECES = [
    *"（）()（）()，。：:；; *_[]|\n\u2028A周问",
    "AB",
    "主持人",
    "Ana Silva",
    "以下简称",
    "以下",
    "“",
    "」",
    "J.L.",
    "周敏",
    "Host",
    "长" * 50,
    "word " * 9,
]
PATTERNS = [(naming._BRACKET, naming._SHORT), (naming._PRESENTED, naming._NAME)]


@pytest.mark.parametrize(("whole", "bracket"), PATTERNS, ids=["short", "presented"])
def test_brackets_are_searched_as_the_whole_text(whole, bracket) -> None:
    dice = random.Random(7)
    found = 0
    for _ in range(3000):
        text = "".join(dice.choices(PIECES, k=dice.randrange(1, 60)))
        expected = [match.span() for match in whole.finditer(text)]
        assert [match.span() for match in naming._at_brackets(whole, bracket, text)] == expected
        found += len(expected)
    assert found > 100
