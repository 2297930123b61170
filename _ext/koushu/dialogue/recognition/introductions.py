"""Who a text presents before people talk: full names, and what the title and the introduction mention."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import folded, is_wide
from koushu.dialogue.recognition.blocks import Kind
from koushu.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.dialogue.recognition.leads import Lead
    from koushu.dialogue.recognition.region import Region

_PARTICLES: Final = (
    r"(?:(?:de|da|do|dos|di|du|del|della|van|von|der|den|ter|ten|la|le|bin|ibn|al|el|zu|af|av)\s+){0,3}"
)
_FULL_NAME: Final = re.compile(
    rf"(?<![\w.])[A-ZÀ-ÞĀ-Ž][\w'’.-]*[\w.](?:[ \t\n]+{_PARTICLES}[A-ZÀ-ÞĀ-Ž](?:[\w'’-]*\w|\.)){{1,4}}"
)
_MENTION: Final = 0.5
"""What a label gets that the introduction mentions."""
_PRESENTED: Final = 1.2
"""What a label gets whose full name the introduction gives."""
_READ: Final = 3000
"""How much of an introduction is read, in characters."""


@open_record
class Introduction:
    """The text above the first turn, the title with it."""

    text: str
    heading: str = ""
    """The first heading above the first turn: the title of a post without front matter."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the full names in it, each once."""
        return full_names(self.text)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(folded(word) for name in self.names for word in name.split() if len(word) > 2)

    def gives(self, label: str) -> bool:
        """Tell whether it gives the full name of somebody whose first or family name a label is."""
        return " " not in label and label[:1].isupper() and folded(label) in self._parts

    def score_of(self, label: str) -> float:
        """Return what it says for a label: presented by full name, mentioned, or nothing."""
        if is_wide(label[:1]):
            return _MENTION if len(label) > 1 and label in self.text else 0.0
        if label[:1].islower() or len(label) < 2:
            return 0.0
        words = label.split()
        if len(words) > 1 and folded(label) in {folded(name) for name in self.names}:
            return _PRESENTED
        if len(words) == 1 and folded(label) in self._parts:
            return _PRESENTED
        found = re.search(rf"(?<![\w'’])(?<!\A){re.escape(label)}(?![\w'’])", self.text)
        return _MENTION if found else 0.0


def introduction_of(region: Region, leads: Iterable[Lead], title: str) -> Introduction:
    """Return what stands in a region before its first lead, with the title of the post."""
    first = min((lead.block for lead in leads), default=region.begin)
    above = region.blocks[region.begin : first]
    heading = next((block.text for block in above if block.kind is Kind.HEADING), "")
    text = "\n".join(block.text for block in above)[-_READ:]
    return Introduction(f"{title}\n{text}", heading)


def full_names(text: str) -> tuple[str, ...]:
    """Return each run of two to five capitalised words in a text, as `Wim de Groot`, once."""
    found = (re.sub(r"\s+", " ", match.group()) for match in _FULL_NAME.finditer(text))
    return tuple(dict.fromkeys(found))


def initials_of(names: Iterable[str]) -> frozenset[str]:
    """Return the folded initials of full names; a joint label gives those of each of its people."""
    single = (part for name in names for part in re.split(r"\s*(?:&|,|/| and | und | et | y )\s*", name))
    words = ([word for word in one.split() if word[:1].isalpha()] for one in single)
    return frozenset(folded("".join(word[0] for word in one)) for one in words if 2 <= len(one) <= 4)
