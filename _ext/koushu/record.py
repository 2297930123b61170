"""Records: dataclasses of values that never change, at a third of the price.

A frozen dataclass of the standard library takes half a millisecond when its module is loaded, most of it for methods
that are seldom called, and makes each of its objects three times as slowly as others. A program of hundreds of them
that answers one edit feels both. That nobody changes a record is held by the type checker, before the program runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[Class]) -> type[Class]:
    """Return a class as `dataclass(frozen=True, slots=True)` does: equal, hashed, shown and pickled by its fields."""
    return _record(kind, slots=True)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def open_record(kind: type[Class]) -> type[Class]:
    """Return a class as `record` does, whose objects can hold more than their fields, as `cached_property` asks."""
    return _record(kind, slots=False)


def _record(kind: type[Class], *, slots: bool) -> type[Class]:
    own = set(vars(kind))
    if vars(kind).get("__hash__") is None:
        # Python sets that with `__eq__`.
        own.discard("__hash__")
    methods_of = _slotted if slots else _compared
    made = dataclass(slots=slots, eq=False, repr=False)(kind)
    for name, method in methods_of(made).items():
        if name not in own:
            setattr(made, name, method)
    return made


def _compared(kind: type) -> dict[str, Callable[..., Any]]:
    known = fields(kind)
    compared = _values_of([one.name for one in known if one.compare])
    hashed = _values_of([one.name for one in known if (one.compare if one.hash is None else one.hash)])
    shown = [one.name for one in known if one.repr]

    def equals(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: object) -> int:
        return hash(hashed(self))

    @recursive_repr()
    def described(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    return {"__eq__": equals, "__hash__": hash_of, "__repr__": described}


def _slotted(kind: type) -> dict[str, Callable[..., Any]]:
    names = [one.name for one in fields(kind)]

    def state(self: object) -> list[Any]:
        return [getattr(self, name) for name in names]

    def set_state(self: object, values: Iterable[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            setattr(self, name, value)

    return {**_compared(kind), "__getstate__": state, "__setstate__": set_state}


def _values_of(names: list[str]) -> Callable[[object], Any]:
    """Return what tells the values of some attributes, as one that can be compared and hashed."""
    return attrgetter(*names) if names else lambda _self: ()
