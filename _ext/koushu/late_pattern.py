"""Regular expressions that are compiled when they are first used.

One with a set of characters beyond the Basic Multilingual Plane takes some milliseconds, and what looks for a rare
form, or makes what few builds make, is seldom used.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _LatePattern:
    """Stands for a pattern: what is asked of it is asked of the pattern, and then kept here."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __reduce__(self) -> tuple[object, ...]:
        return late_pattern, (self.pattern, self._given)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = vars(self).get("_compiled") or re.compile(self.pattern, self._given)
        found = getattr(compiled, name)
        vars(self).update({"_compiled": compiled, name: found})
        return found


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern, as `re.compile` does; what is wrong in it is raised by its first use.

    It serves by its methods and attributes; functions of `re` take none.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))
