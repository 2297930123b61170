"""Records: what a frozen dataclass of the standard library does, for less."""

from __future__ import annotations

import copy
import pickle
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from koushu.record import open_record, record


@dataclass(frozen=True, slots=True)
class Model:
    """What the standard library makes."""

    name: str
    count: int = 1
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    note: str = field(default="", hash=False)
    quiet: str = field(default="", repr=False)


@record
class Kept:
    """What we make."""

    name: str
    count: int = 1
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    note: str = field(default="", hash=False)
    quiet: str = field(default="", repr=False)


@record
class Longer(Kept):
    """One with a field more."""

    end: str = ""


@record
class Nothing:
    """One without fields."""


@record
class Own:  # noqa: PLW1641 - the decorator gives it
    """One that says itself when it is equal."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.name.lower() == other.name.lower()

    def __repr__(self) -> str:
        return "own"


@open_record
class Open:
    """One that holds what was worked out."""

    name: str

    @cached_property
    def long_name(self) -> str:
        """The name, twice."""
        return self.name * 2


CASES: list[dict[str, Any]] = [
    {"name": "a"},
    {"name": "a", "count": 2, "tags": ("x",)},
    {"name": "a", "line": 7},
    {"name": "a", "note": "n"},
    {"name": "b", "quiet": "q"},
]


@pytest.mark.parametrize("left", CASES)
@pytest.mark.parametrize("right", CASES)
def test_records_are_equal_as_those_of_the_library_are(left: dict[str, Any], right: dict[str, Any]) -> None:
    ours, theirs = (Kept(**left), Kept(**right)), (Model(**left), Model(**right))
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert (hash(ours[0]) == hash(ours[1])) == (hash(theirs[0]) == hash(theirs[1]))


@pytest.mark.parametrize("values", CASES)
def test_records_are_shown_and_taken_apart_as_those_of_the_library_are(values: dict[str, Any]) -> None:
    ours, theirs = Kept(**values), Model(**values)
    assert repr(ours) == repr(theirs).replace("Model", "Kept")
    assert asdict(ours) == asdict(theirs)
    assert [one.name for one in fields(Kept)] == [one.name for one in fields(Model)]
    assert asdict(replace(ours, count=9)) == asdict(replace(theirs, count=9))
    assert Kept.__match_args__ == Model.__match_args__


@pytest.mark.parametrize(
    "made", [Kept("a", 2, ("x",), 7), Longer("a", end="z"), Nothing(), Own("A"), Open("a")]
)
def test_records_are_pickled_and_copied(made: object) -> None:
    for again in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made), copy.copy(made)):
        assert again == made
        assert again is not made
        assert type(again) is type(made)
        assert all(getattr(again, one.name) == getattr(made, one.name) for one in fields(made))  # type: ignore[arg-type]


def test_a_record_equals_none_of_another_class() -> None:
    assert Kept("a") != Longer("a")
    assert Kept("a") != "a"
    assert Nothing() == Nothing()
    assert len({Longer("a"), Longer("a"), Longer("a", end="b")}) == 2


def test_what_a_class_says_itself_stays() -> None:
    assert Own("a") == Own("A")
    assert repr(Own("a")) == "own"


def test_a_record_holds_its_fields_alone() -> None:
    with pytest.raises(AttributeError):
        Kept("a").other = 1  # type: ignore[attr-defined]
    assert Open("a").long_name == "aa"
