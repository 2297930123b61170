"""Which characters are Chinese, Japanese and Korean writing, against regular expressions of the same ranges."""

from __future__ import annotations

import re
import sys

import pytest

from koushu.hugo.dialect import wide


@pytest.mark.parametrize(
    ("told", "ranges"), [(wide.is_wide, wide._WIDE), (wide.is_cjk, wide._WIDE + wide._HANGUL)]
)
def test_each_character_is_told_as_its_range_says(told, ranges) -> None:
    expression = re.compile(f"[{ranges}]")
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [one for one in characters if told.__wrapped__(one)] == [
        one for one in characters if expression.fullmatch(one)
    ]


def test_what_is_no_single_character_is_neither() -> None:
    assert wide.is_wide("\u4e2d")
    assert not wide.is_wide("\ud55c")
    assert wide.is_cjk("\ud55c")
    for text in ("", "\u4e2d\u6587"):
        assert not wide.is_wide(text)
        assert not wide.is_cjk(text)
