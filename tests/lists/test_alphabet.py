"""Terms below their letters, in the order in which readers look for them."""

from __future__ import annotations

import pytest

from koushu.lists.alphabet import OTHER, by_letter, letter


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        *(
            ("Go", "G"),
            ("go", "G"),
            ("Ümlaut", "U"),
            ("ﬁne", "F"),
            ("3D", "0–9"),
            ("３Ｄ", "0–9"),
            ("#tag", "T"),
        ),
        *(("对抗训练", "D"), ("口述历史", "K"), ("安全", "A"), ("座谈", "Z"), ("昔日", "X"), ("压力", "Y")),
        *(("Яндекс", "Я"), ("αβγ", "Α"), ("長城", OTHER), ("ひらがな", OTHER), ("한국", OTHER)),
        *(("", OTHER), ("!?", OTHER), ("🎈", OTHER), ("🎈 balloon", "B"), ("《红楼梦》", "H")),
    ],
)
def test_the_letter_of_a_title(title: str, expected: str) -> None:
    assert letter(title) == expected


def test_latin_stands_before_chinese_and_what_has_no_letter_last() -> None:
    titles = ["测试", "长", "城市", "CSS", "C++", "茶", "薇", "3D", "css", "B", "字"]
    assert by_letter(titles, str) == [
        ("0–9", ["3D"]),
        ("B", ["B"]),
        ("C", ["C++", "CSS", "css", "测试", "茶", "长", "城市"]),
        ("Z", ["字"]),
        (OTHER, ["薇"]),
    ]


def test_the_order_does_not_depend_on_the_order_that_is_given() -> None:
    titles = ["b", "a", "B", "A", "啊", "阿", "ä", "1", "长", "長"]
    assert by_letter(titles, str) == by_letter(reversed(titles), str)
