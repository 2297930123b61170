"""Stores of Sphinx's own, packed: they behave as the dictionaries that they stand for."""

from __future__ import annotations

import gc
import pickle
import weakref

import pytest
from docutils import nodes

from koushu.document_facts import PackedStore
from koushu.told_changes import is_watched


def test_what_is_changed_after_it_was_stored_is_kept() -> None:
    store = PackedStore(missing=set)
    store["a"].add("one")
    again = pickle.loads(pickle.dumps(store))
    again["a"].add("two")
    assert pickle.loads(pickle.dumps(again))["a"] == {"one", "two"}


def test_keys_are_those_of_a_dictionary() -> None:
    store = PackedStore()
    store.update({"a": [1], "b": [2]})
    assert store.pop("a") == [1]
    assert list(pickle.loads(pickle.dumps(store)).items()) == [("b", [2])]
    assert "a" not in store
    assert store.get("a") is None
    with pytest.raises(KeyError):
        store["a"]


@pytest.mark.parametrize(
    ("path", "watched"),
    [
        ("posts/a.md", True),
        ("a.md", True),
        (".hidden/a.md", False),
        ("posts/.work/a.md", False),
        ("../a.md", False),
        ("/elsewhere/a.md", False),
        ("x/node_modules/a.md", False),
    ],
)
def test_which_changes_are_told(path: str, watched: bool) -> None:
    assert is_watched(path) is watched


def test_a_store_that_was_closed_has_every_change() -> None:
    store = PackedStore(missing=set)
    for number in range(100):
        store[str(number)].add(number)
    store.close_some()
    assert not store._open
    store["7"].add("more")
    store.close_some()
    assert store["7"] == {7, "more"}
    assert store["8"] == {8}


def test_a_list_of_contents_that_is_packed_goes_at_once() -> None:
    store = PackedStore()
    store["a"] = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("a", "a")))
    seen = [weakref.ref(node) for node in store["a"].findall()]
    gc.disable()
    try:
        store.close()
        assert [one() for one in seen] == [None] * 4
    finally:
        gc.enable()
    assert store["a"].astext() == "a"
    assert store["a"][0][0].parent is store["a"][0]
