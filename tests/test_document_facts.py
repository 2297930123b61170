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
