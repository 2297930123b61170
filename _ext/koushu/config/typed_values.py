"""The way of settings to Sphinx's configuration, and back as one typed record of a feature."""

from __future__ import annotations

import dataclasses
import operator
import weakref
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

from sphinx.errors import ConfigError

from koushu.config.option import Settings
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

SettingsT = TypeVar("SettingsT", bound=Settings)


def _plain_types(annotation: object) -> list[type]:
    """Return the runtime types of an annotation: `list[str]` gives `[list]`, `str | None` both."""
    origin = get_origin(annotation)
    if isinstance(origin, type) and origin.__module__ != "types":
        return [origin]
    if isinstance(annotation, type):
        return [annotation]
    return [plain for part in get_args(annotation) for plain in _plain_types(part)]


def _default(field: dataclasses.Field[Any]) -> object:
    if callable(field.default_factory):
        return field.default_factory()
    return field.default


def register(app: Sphinx, feature: type[Settings]) -> None:
    """Add every value of one feature to Sphinx's configuration."""
    hints = get_type_hints(feature)
    for field in dataclasses.fields(feature):
        app.add_config_value(
            f"{feature.prefix}_{field.name}",
            _default(field),
            field.metadata["rebuild"],
            types=_plain_types(hints[field.name]),
            description=field.metadata["help"],
        )


def fill_in(config: Config, values: Mapping[str, Any]) -> None:
    """Set those of Sphinx's or our values that neither `conf.py` nor the command line has set."""
    # Sphinx has no public way to ask who set a value.
    given = {*config._raw_config, *config._overrides}  # noqa: SLF001
    for name, value in values.items():
        if name in config and name not in given:
            config[name] = value


def settings(config: Config, feature: type[SettingsT]) -> SettingsT:
    """Return one feature's settings as a typed record, the same one as long as no value is set anew.

    Raises `ConfigError` for a value that fails its check, since nothing sensible can be built from it.
    """
    held = vars(config)
    records = _records.setdefault(config, {})
    kept = records.get(feature)
    if kept is not None and all(map(operator.is_, map(held.get, kept.names), kept.values)):
        return cast("SettingsT", kept.record)
    values: dict[str, Any] = {}
    # A class can be hashed, whatever its instances can.
    for field, name, check, expected in _checks(feature):  # type: ignore[arg-type]
        value = values[field] = config[name]
        if check is not None and not check(value):
            raise ConfigError(f"{name} is {value!r}; expected {expected}")
    record = feature(**values)
    names = tuple(f"{feature.prefix}_{field}" for field in values)
    records[feature] = _Kept(names, tuple(values.values()), record)
    return record


@record
class _Kept:
    """A record, and the values in Sphinx's configuration that it was made of."""

    names: tuple[str, ...]
    values: tuple[object, ...]
    record: Settings


_records: Final[weakref.WeakKeyDictionary[Config, dict[type[Settings], _Kept]]] = weakref.WeakKeyDictionary()


@cache
def _checks(feature: type[Settings]) -> list[tuple[str, str, Callable[[object], bool] | None, str]]:
    """Return for each field of a feature its name in Sphinx, its check, and what is expected of it."""
    return [
        (one.name, f"{feature.prefix}_{one.name}", one.metadata["check"], one.metadata["expected"])
        for one in dataclasses.fields(feature)
    ]
