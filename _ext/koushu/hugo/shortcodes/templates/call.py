"""The dot of a shortcode's template: its arguments, what it encloses, and what it keeps for other calls.

Source: Hugo, "Shortcode methods".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from koushu.hugo.shortcodes.templates.lists import look_up
from koushu.hugo.shortcodes.templates.values import Html, Record, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.shortcodes.call import Call

_LARGEST_STORE = 1000


class Store(Record):
    """Values that calls, or the templates of a page, keep for each other by name."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}
        super().__init__(
            Get=lambda key: self._values.get(shown(key)),
            Set=self._set,
            Add=self._add,
            Delete=self._delete,
            SetInMap=self._set_in_map,
            DeleteInMap=self._delete_in_map,
            GetSortedMapValues=self._sorted,
            Values=lambda: self._values,
        )

    def _set(self, key: object, value: object) -> str:
        if len(self._values) >= _LARGEST_STORE:
            raise ValueError("a store without end")
        self._values[shown(key)] = value
        return ""

    def _add(self, key: object, value: object) -> str:
        name, old = shown(key), self._values.get(shown(key))
        if old is None:
            made: object = value
        elif isinstance(old, list):
            made = [*old, *(value if isinstance(value, list) else [value])]
        elif isinstance(old, int | float) and isinstance(value, int | float):
            made = old + value
        else:
            made = shown(old) + shown(value)
        return self._set(name, made)

    def _delete(self, key: object) -> str:
        self._values.pop(shown(key), None)
        return ""

    def _set_in_map(self, key: object, name: object, value: object) -> str:
        table = self._values.setdefault(shown(key), {})
        if isinstance(table, dict) and len(table) < _LARGEST_STORE:
            table[shown(name)] = value
        return ""

    def _delete_in_map(self, key: object, name: object) -> str:
        table = self._values.get(shown(key))
        if isinstance(table, dict):
            table.pop(shown(name), None)
        return ""

    def _sorted(self, key: object) -> list[object] | None:
        table = self._values.get(shown(key))
        return [table[name] for name in sorted(table)] if isinstance(table, dict) else None


def call_values(call: Call, page: Mapping[str, object], stores: dict[int, Store]) -> Record:
    """Return the dot of a call, and behind `.Parent` that of the call around it."""
    store = stores.setdefault(call.place, Store())
    named = dict(call.named)
    return Record(
        Get=partial(_get, call),
        Inner=Html(call.inner or ""),
        InnerDeindent=Html(call.deindented or ""),
        IsNamedParams=bool(named),
        Name=call.name,
        Ordinal=call.ordinal,
        Page=page,
        Params=named or list(call.positional),
        Parent=call_values(call.parent, page, stores) if call.parent else None,
        Position=f"line {call.line}",
        Ref=page.get("Ref"),
        RelRef=page.get("RelRef"),
        Scratch=store,
        Site=page.get("Site"),
        Store=store,
    )


def _get(call: Call, key: object) -> object:
    if isinstance(key, int):
        return call.positional[key] if 0 <= key < len(call.positional) else ""
    return call.named.get(shown(key), "")


def page_param(page: Mapping[str, object], key: object) -> object:
    """Return a value of a page's front matter, or else of its site, by its dotted name."""
    found = look_up(page.get("Params"), shown(key))
    return look_up(look_up(page.get("Site"), "Params"), shown(key)) if found is None else found
