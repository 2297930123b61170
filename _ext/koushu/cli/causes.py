"""Which warnings a person needs to read: each cause once, at the first place where it shows.

A site of thousands of posts says the same of many: one picture that is missing, one shortcode argument, one setting.
`koushu check` lists every place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

_told: Final = re.compile(
    r"\b(?:WARNING|ERROR|CRITICAL): (?P<message>.*?)(?: \[(?P<kind>[a-z_]+\.[A-Za-z_-]+)\])?\s*$"
)
# What differs from post to post though the cause is one: how often, and which tags.
_place_count: Final = re.compile(r" in \d+ places?\b.*")
_number: Final = re.compile(r"\((?:\d+ times)[^)]*\)")
MOST: Final = 60


@dataclass(slots=True)
class Causes:
    """What has been said so far, in all formats of one call."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    """Causes of each kind."""
    more: int = 0
    """Warnings that are not shown, since their cause was, or since there are very many of their kind."""
    _last_shown: bool = True

    def is_new(self, line: str) -> bool:
        """Return whether a line of warnings is to be shown: it has a new cause, or belongs to one that was shown."""
        found = _told.search(line)
        if found is None:
            return self._last_shown
        kind = found["kind"] or ""
        cause = (kind, _number.sub("", _place_count.sub("", found["message"])))
        known = cause in self.seen
        self.seen.add(cause)
        self.kinds[kind] += not known
        self._last_shown = not known and self.kinds[kind] <= MOST
        self.more += not self._last_shown
        return self._last_shown
