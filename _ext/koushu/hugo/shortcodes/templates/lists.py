"""Functions of templates that work on lists and tables.

Source: Hugo, "Functions": collections, reflect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from koushu.hugo.shortcodes.templates.numbers import COMPARED, to_int
from koushu.hugo.shortcodes.templates.values import fields_of, shown, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_LONGEST: Final = 20_000


def items_of(value: object) -> list[Any]:
    """Return what a list holds, or the values of a table by its sorted keys. Raises `TypeError` for anything else."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [value[key] for key in sorted(value, key=str)]
    if value is None:
        return []
    if isinstance(value, str):
        return list(value)
    raise TypeError(f"{shown(value)[:40]!r} is no list")


def look_up(value: object, name: str) -> object:
    """Return what a dotted name leads to, whatever the case of its parts; nothing where there is none."""
    for part in name.split("."):
        fields = fields_of(value)
        if fields is None:
            return None
        value = fields[part] if part in fields else fields.get(part.lower())
        value = value() if callable(value) else value
    return value


def _table(*values: object) -> dict[str, object]:
    if len(values) % 2:
        raise ValueError("a table needs a value for each key")
    made: dict[str, object] = {}
    for key, value in zip(values[::2], values[1::2], strict=True):
        place = made
        *path, last = [shown(part) for part in key] if isinstance(key, list) else [shown(key)]
        for part in path:
            place = place.setdefault(part, {})  # type: ignore[assignment]
        place[last] = value
    return made


def _index(value: object, *keys: object) -> object:
    path = keys[0] if len(keys) == 1 and isinstance(keys[0], list) else keys
    for key in path:
        if isinstance(value, list | str) and isinstance(key, int):
            value = value[key] if 0 <= key < len(value) else None
        elif isinstance(value, dict):
            value = value[shown(key)] if shown(key) in value else value.get(shown(key).lower())
        else:
            return None
    return value


def _contains(container: object, item: object) -> bool:
    if isinstance(container, list):
        return item in container
    return bool(shown(item)) and shown(item) in shown(container)


def _join(values: object, separator: object = "", last: object = None) -> str:
    texts = [shown(item) for item in items_of(values)]
    if last is not None and len(texts) > 1:
        return f"{shown(separator).join(texts[:-1])}{shown(last)}{texts[-1]}"
    return shown(separator).join(texts)


def _first(count: object, values: object) -> list[Any]:
    return items_of(values)[: max(to_int(count), 0)]


def _last(count: object, values: object) -> list[Any]:
    size = to_int(count)
    return items_of(values)[-size:] if size > 0 else []


def _after(count: object, values: object) -> list[Any]:
    return items_of(values)[to_int(count) :]


def _append(*values: object) -> list[Any]:
    *new, onto = values
    added = new[0] if len(new) == 1 and isinstance(new[0], list) else new
    return [*items_of(onto), *added]


def _merge(*tables: object) -> dict[str, object]:
    made: dict[str, object] = {}
    for table in tables:
        if not isinstance(table, dict):
            raise TypeError("only tables can be merged")
        names = {key.lower(): key for key in made}
        for key, value in table.items():
            old = names.get(shown(key).lower(), shown(key))
            below = made.get(old)
            made[old] = _merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return made


def _where(values: object, key: object, *test: object) -> list[Any]:
    operator, wanted = test if len(test) > 1 else ("=", test[0])
    return [
        item
        for item in items_of(values)
        if _holds(look_up(item, shown(key).lstrip(".")), shown(operator), wanted)
    ]


def _holds(value: object, operator: str, wanted: object) -> bool:
    if operator in {"in", "not in"}:
        return _contains(wanted, value) == (operator == "in")
    if operator == "intersect":
        return bool(_shared(value, wanted))
    if operator == "like":
        return "LIKE" in COMPARED and COMPARED["LIKE"](value, wanted)
    if wanted is None or (value is None and operator not in {"!=", "<>", "ne"}):
        return (value is None) == (operator in {"=", "==", "eq"}) if wanted is None else False
    return COMPARED[operator](value, wanted)


def _sort(values: object, key: object = "value", order: object = "asc") -> list[Any]:
    items = list(items_of(values))
    name = shown(key)
    plain = name in {"", "value"} and not any(isinstance(item, dict) for item in items)
    found = {id(item): item if plain else look_up(item, name.lstrip(".")) for item in items}
    numeric = all(isinstance(found[id(item)], int | float) for item in items)
    made = sorted(items, key=lambda item: _sort_key(found[id(item)], numeric=numeric))
    return made[::-1] if shown(order) == "desc" else made


def _sort_key(value: object, *, numeric: bool) -> tuple[float, str]:
    if numeric and isinstance(value, int | float):
        return float(value), ""
    return 0.0, value.isoformat() if hasattr(value, "isoformat") else shown(value)


def _unique(values: object) -> list[Any]:
    made: list[Any] = []
    for item in items_of(values):
        if item not in made:
            made.append(item)
    return made


def _shared(one: object, other: object) -> list[Any]:
    return [item for item in _unique(one) if item in items_of(other)]


def _complement(*values: object) -> list[Any]:
    *taken, of = values
    return [item for item in items_of(of) if not any(item in items_of(one) for one in taken)]


def _sequence(*given: object) -> list[int]:
    """Return numbers: up to one, from one to another, or from one by steps to another; downwards too."""
    numbers = [to_int(one) for one in given]
    if len(numbers) == 1:
        first, last = (1, numbers[0]) if numbers[0] > 0 else (-1, numbers[0])
        step = 1 if last >= first else -1
        if not numbers[0]:
            return []
    elif len(numbers) == 2:
        first, last = numbers
        step = 1 if last >= first else -1
    else:
        first, step, last = numbers
    if not step or abs(last - first) // abs(step) > _LONGEST:
        raise ValueError("a list without end")
    return list(range(first, last + (1 if step > 0 else -1), step))


def _query(*values: object) -> str:
    if len(values) == 1 and isinstance(values[0], dict):
        pairs: Iterable[tuple[str, str]] = ((key, shown(value)) for key, value in values[0].items())
    else:
        flat = values[0] if len(values) == 1 and isinstance(values[0], list) else values
        pairs = ((shown(key), shown(value)) for key, value in zip(flat[::2], flat[1::2], strict=False))
    return urlencode(sorted(pairs))


def _is_set(container: object, key: object) -> bool:
    if isinstance(container, dict):
        return shown(key) in container or shown(key).lower() in container
    return isinstance(container, list) and isinstance(key, int) and 0 <= key < len(container)


def _length(value: object) -> int:
    if isinstance(value, list | dict | str):
        return len(value.encode()) if isinstance(value, str) else len(value)
    raise TypeError(f"{shown(value)[:40]!r} has no length")


def _default(*values: object) -> object:
    fallback, *given = values
    return given[0] if given and (truth(given[0]) or given[0] is False) else fallback


def _slice(*values: object) -> list[object]:
    return list(values)


LISTS: Final[Mapping[str, Callable[..., object]]] = {
    "after": _after,
    "append": _append,
    "complement": _complement,
    "default": _default,
    "delimit": _join,
    "dict": _table,
    "first": _first,
    "group": lambda key, values: {"Key": key, "Pages": items_of(values)},
    "in": _contains,
    "index": _index,
    "intersect": _shared,
    "isset": _is_set,
    "last": _last,
    "len": _length,
    "merge": _merge,
    "querify": _query,
    "reflect.IsMap": lambda value: isinstance(value, dict),
    "reflect.IsSlice": lambda value: isinstance(value, list),
    "reverse": lambda values: items_of(values)[::-1],
    "collections.Reverse": lambda values: items_of(values)[::-1],
    "seq": _sequence,
    "shuffle": items_of,
    "slice": _slice,
    "sort": _sort,
    "symdiff": lambda one, other: _unique(_complement(one, other) + _complement(other, one)),
    "union": lambda one, other: _unique([*items_of(one), *items_of(other)]),
    "uniq": _unique,
    "where": _where,
}
