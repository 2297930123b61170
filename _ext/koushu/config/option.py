"""How a setting is written down: a field of a record, with all that Sphinx and the reference need to know of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from koushu.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable

Rebuild = Literal["", "env", "epub", "gettext", "html", "applehelp", "devhelp"]


def option(
    default: Any,  # noqa: ANN401 - the field's own annotation says the type
    help_text: str,
    *,
    rebuild: Rebuild = "env",
    check: Callable[[Any], bool] | None = None,
    expected: str = "",
) -> Any:  # noqa: ANN401
    """Return a dataclass field that carries all that Sphinx and the reference need to know of a value."""
    metadata = {"help": help_text, "rebuild": rebuild, "check": check, "expected": expected}
    if isinstance(default, list | dict):
        return dataclasses.field(default_factory=default.copy, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@open_record
class Settings:
    """What each feature's settings share: the prefix of their names in `conf.py`."""

    prefix: ClassVar[str] = ""
