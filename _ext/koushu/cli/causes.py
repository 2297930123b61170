"""Which warnings a person needs to read: each cause once, at the first place where it shows.

A site of thousands of posts says the same of many: one picture that is missing, one shortcode argument, one setting.
`koushu check` lists every place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

# Where a word begins is asked last, since there may be thousands of lines.
_level: Final = re.compile(r"(?:WARNING(?<!\wWARNING)|ERROR(?<!\wERROR)|CRITICAL(?<!\wCRITICAL)): ")
_kind: Final = re.compile(r"[a-z_]+\.[A-Za-z_-]+\]")
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
        found = _level.search(line)
        if found is None:
            return self._last_shown
        message, kind = _message_and_kind(line[found.end() :].rstrip())
        cause = (kind, _number.sub("", _place_count.sub("", message)))
        known = cause in self.seen
        self.seen.add(cause)
        self.kinds[kind] += not known
        self._last_shown = not known and self.kinds[kind] <= MOST
        self.more += not self._last_shown
        return self._last_shown


def _message_and_kind(said: str) -> tuple[str, str]:
    message, _, last = said.rpartition(" [")
    return (message, last[:-1]) if _kind.fullmatch(last) else (said, "")
