"""The items of the lexer: types, offsets and values; and that every text gives some, in order."""

from __future__ import annotations

import random

import pytest

from koushu.hugo.lexer import Item, ItemType, lex_shortcodes


def _items(text: str) -> list[tuple[str, str]]:
    return [(item.type.name, item.value) for item in lex_shortcodes(text)]


def test_items_of_a_call() -> None:
    text = 'a {{< fig src="x y" w=3 >}} b'
    items = lex_shortcodes(text)
    assert [(item.type.name, item.value) for item in items] == [
        ("TEXT", "a "),
        ("LEFT", "{{<"),
        ("NAME", "fig"),
        ("KEY", "src"),
        ("QUOTED", "x y"),
        ("KEY", "w"),
        ("BARE", "3"),
        ("RIGHT", ">}}"),
        ("TEXT", " b"),
    ]
    assert [text[item.start : item.end] for item in items] == [
        "a ",
        "{{<",
        "fig",
        "src",
        '"x y"',
        "w",
        "3",
        ">}}",
        " b",
    ]


def test_items_of_closing_and_self_closing_tags() -> None:
    assert _items("{{< /a >}}") == [("LEFT", "{{<"), ("CLOSE", "/"), ("NAME", "a"), ("RIGHT", ">}}")]
    assert _items("{{% a/b 1 / %}}") == [
        ("LEFT", "{{%"),
        ("NAME", "a/b"),
        ("BARE", "1"),
        ("CLOSE", "/"),
        ("RIGHT", "%}}"),
    ]


def test_items_of_an_escaped_call_are_text() -> None:
    assert _items("{{</* a */>}}") == [("TEXT", "{{<"), ("TEXT", " a "), ("TEXT", ">}}")]


def test_fault_is_an_item_where_it_is() -> None:
    text = "one {{< a b,c >}}"
    (fault,) = [item for item in lex_shortcodes(text) if item.type is ItemType.ERROR]
    assert text[fault.start :].startswith("b,c")
    assert fault.value.startswith("found 'b,c >}}'; expected")


def test_call_that_never_ends_is_text() -> None:
    items = lex_shortcodes("one {{< a b")
    assert [(item.type.name, item.value) for item in items if item.type is not ItemType.ERROR] == [
        ("TEXT", "one "),
        ("TEXT", "{{< a b"),
    ]
    assert [item.start for item in items if item.type is ItemType.ERROR] == [4]


_PIECES = [
    *("{{<", "{{%", ">}}", "%}}", "{{</*", "*/>}}", "/", "=", '"', "'", "`", "\\", " ", "\n", "\n\n", "\t"),
    *(
        "a",
        "b.c",
        "中",
        "x.inline",
        "3",
        ".",
        ",",
        "“",
        "”",
        "\ue000",
        "\ue001",
        "*/",
        "{",
        "}",
        "<",
        ">",
        "-",
    ),
]


@pytest.mark.parametrize("seed", range(40))
def test_any_text_is_covered_in_order(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(100):
        text = "".join(rng.choices(_PIECES, k=rng.randrange(60)))
        items = lex_shortcodes(text)
        _check_order(items)
        assert _printed(text, items) >= 0
        # What is no call and no escaped one stands in the items as it is.
        calls = sum(item.type is ItemType.LEFT for item in items)
        if calls == 0 and "{{</*" not in text and "{{%/*" not in text:
            assert "".join(item.value for item in items if item.type is ItemType.TEXT) == text


def _check_order(items: list[Item]) -> None:
    position = 0
    for item in items:
        if item.type is ItemType.ERROR:
            continue
        assert item.start >= position, items
        assert item.end >= item.start
        position = item.end


def _printed(text: str, items: list[Item]) -> int:
    """Return how much of a text is printed; each call that opens also ends."""
    lefts = sum(item.type is ItemType.LEFT for item in items)
    rights = sum(item.type is ItemType.RIGHT for item in items)
    assert lefts == rights
    return sum(item.end - item.start for item in items if item.type is ItemType.TEXT)
