"""What is packed comes back equal, is unpacked only when it is asked for, and is pickled as bytes."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest

from koushu.document_facts import PackedFacts, PackedStore
from koushu.facts_file import new_file, take_away_others


def again(facts: PackedFacts) -> PackedFacts:
    found = pickle.loads(pickle.dumps(facts))
    assert isinstance(found, PackedFacts)
    return found


def test_facts_come_back_and_only_those_asked_for_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = PackedFacts()
    facts["a"], facts["b"] = ["一", 1], {"x": (None, 2.5)}
    kept = again(facts)
    unpacked: list[bytes] = []
    loads = pickle.loads
    monkeypatch.setattr(pickle, "loads", lambda data: unpacked.append(data) or loads(data))
    assert list(kept) == ["a", "b"]
    assert "a" in kept
    assert len(kept) == 2
    assert unpacked == []
    assert kept["a"] == ["一", 1]
    assert kept["a"] is kept["a"]
    assert len(unpacked) == 1


def test_a_document_is_forgotten_and_replaced() -> None:
    facts = PackedFacts()
    facts["a"] = 1
    facts["a"] = 2
    assert dict(again(facts)) == {"a": 2}
    assert facts.pop("a", None) == 2
    assert facts.pop("a", None) is None
    assert dict(again(facts)) == {}
    with pytest.raises(KeyError):
        facts["a"]


def test_large_facts_are_kept_small_and_few_are_at_hand() -> None:
    facts = PackedFacts()
    for number in range(200):
        facts[f"post-{number}"] = [f"同一句话，{number}"] * 500
    assert sum(len(facts.packed(name)) for name in facts) < 200 * 400
    assert len(facts._open) < 50
    kept = again(facts)
    assert all(kept[f"post-{number}"] == [f"同一句话，{number}"] * 500 for number in range(200))
    assert len(kept._open) < 50


def test_what_is_filed_away_is_read_from_there_when_it_is_asked_for(tmp_path: Path) -> None:
    one, other = PackedFacts(), PackedStore(missing=set)
    one["a"], one["b"] = "x" * 10, ["y"]
    other["a"].add(1)
    other.close()
    file = new_file(tmp_path)
    for store in (one, other):
        store.file_away(file)
    assert one.is_filed
    first, second = pickle.loads(pickle.dumps((one, other)))
    assert first.file is second.file
    assert (dict(first), dict(second)) == ({"a": "x" * 10, "b": ["y"]}, {"a": {1}})
    assert len(pickle.dumps(first)) < len(pickle.dumps(["x" * 10, ["y"]])) + 400


def test_a_file_is_begun_anew_when_most_of_it_is_waste(tmp_path: Path) -> None:
    facts = PackedFacts()
    file = new_file(tmp_path)
    for number in range(30):
        facts["a"], facts["b"] = random.Random(number).randbytes(1 << 17), "stays"
        facts.file_away(file)
        if file.is_waste():
            break
    assert 8 < number < 20
    other = new_file(tmp_path)
    facts.file_away(other)
    take_away_others(tmp_path, other.path)
    kept = again(facts)
    assert kept["b"] == "stays"
    assert kept["a"] == random.Random(number).randbytes(1 << 17)
    assert [str(path) for path in tmp_path.iterdir()] == [other.path]
    assert not other.is_waste()


def test_a_value_that_stays_the_same_is_not_filed_again(tmp_path: Path) -> None:
    store = PackedStore(missing=set)
    store["a"].add("one")
    store.close()
    store.file_away(new_file(tmp_path))
    assert store["a"] == {"one"}
    store.close()
    assert store.is_filed
    store["a"].add("two")
    store.close()
    assert not store.is_filed


def test_a_state_is_another_object_when_a_value_is_another_one(tmp_path: Path) -> None:
    store = PackedFacts()
    assert store.state("a") is None
    store["a"], store["b"] = ["said" * 500], ["more" * 500]
    store.file_away(new_file(tmp_path))
    before = store.state("a"), store.state("b")
    assert (store.state("a") is before[0], store["a"]) == (True, ["said" * 500])
    store["a"] = ["told" * 500]
    store.file_away(store.file)
    assert store.state("a") is not before[0]
    assert store.state("b") is before[1]


def test_a_file_that_was_cut_off_is_not_whole(tmp_path: Path) -> None:
    facts = PackedFacts()
    facts["a"] = "x" * 100
    facts.file_away(new_file(tmp_path))
    kept = again(facts)
    assert kept.file.is_whole()
    Path(kept.file.path).write_bytes(b"x")
    assert not kept.file.is_whole()
    with pytest.raises(OSError, match="too short"):
        kept["a"]
