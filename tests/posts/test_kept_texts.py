"""A mapping of texts that is kept as bytes holds what it was given, whatever stands in it."""

from __future__ import annotations

import pytest

from koushu.posts.kept_texts import KeptTexts, packed_texts

TEXTS = {
    "/posts/a/": "posts/a",
    "/posts/城市/": "posts/城市",
    "": "nothing",
    "two\nlines": "a\0b",
    "back\\slash\\n": "\\",
    "\udc80": "\ud800",
    "é": "ü",
    **{f"/posts/{number}/": str(number) for number in range(500)},
}


def test_each_key_has_its_value() -> None:
    kept = KeptTexts(packed_texts(TEXTS))
    assert dict(kept) == TEXTS
    assert len(kept) == len(TEXTS)
    assert all(kept[key] == value for key, value in TEXTS.items())


@pytest.mark.parametrize("key", ["/posts/", "/posts/500/", "zzz", "two", "\0"])
def test_a_key_that_was_not_there_is_not_found(key: str) -> None:
    kept = KeptTexts(packed_texts(TEXTS))
    assert key not in kept
    assert kept.get(key) is None
    with pytest.raises(KeyError):
        kept[key]


def test_an_empty_mapping_has_nothing() -> None:
    assert dict(KeptTexts(packed_texts({}))) == {}
