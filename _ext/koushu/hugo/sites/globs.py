"""Hugo's globs: `*` stops at a slash, `**` does not, `{a,b}` is one of both, `! ` in front takes out.

Source: Hugo, "Page matcher", "Configure modules" (`files` of a mount).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = re.compile(r"(\*\*/?|\*|\?|\{[^{}]*\})")


@lru_cache(maxsize=512)
def glob_pattern(glob: str) -> re.Pattern[str]:
    """Return a glob as a pattern that is asked by `fullmatch` with a path in lower case."""
    return re.compile("".join(map(_part, _PARTS.split(glob.lower()))), re.DOTALL)


def _part(part: str) -> str:
    if part.startswith("{"):
        return "(?:" + "|".join("".join(map(_part, _PARTS.split(one))) for one in part[1:-1].split(",")) + ")"
    return {"**": ".*", "**/": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))


def is_wanted(path: str, globs: Sequence[str]) -> bool:
    """Return whether a list of globs takes a path in: any plain one does, or there is none, and none takes it out."""
    lowered = path.lower()
    taken_out = [glob[1:].strip() for glob in globs if glob.startswith("!")]
    if any(glob_pattern(glob).fullmatch(lowered) for glob in taken_out):
        return False
    taken_in = [glob for glob in globs if not glob.startswith("!")]
    return not taken_in or any(glob_pattern(glob).fullmatch(lowered) for glob in taken_in)
