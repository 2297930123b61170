"""What is packed comes back equal, is unpacked only when it is asked for, and is pickled as bytes."""

from __future__ import annotations

import pickle

import pytest

from koushu.document_facts import PackedFacts


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
