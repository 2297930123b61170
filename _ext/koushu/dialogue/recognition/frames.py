"""The forms that stand for themselves in a document, told from those that mix in one talk."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from koushu.dialogue.recognition.labels import label_key
from koushu.dialogue.recognition.leads import Family, Lead

if TYPE_CHECKING:
    from collections.abc import Sequence

_FRAMES: Final = frozenset({Family.TERM, Family.ROW, Family.HEADING, Family.LINE, Family.CUE, Family.NICK})
"""Forms that stand for themselves; all others mix in one talk."""


def framed(told: Sequence[Lead]) -> list[Lead]:
    """Return the leads without those of a form in which nobody speaks twice, when others use another.

    A list of terms that presents the guests is not their talk.
    """
    frames: dict[str, Counter[str]] = defaultdict(Counter)
    for lead in told:
        frames[_frame(lead)][label_key(lead.name)] += 1
    largest = max((sum(counts.values()) for counts in frames.values()), default=0)
    kept = {
        frame
        for frame, counts in frames.items()
        if sum(counts.values()) == largest or max(counts.values()) > 1
    }
    return [lead for lead in told if _frame(lead) in kept]


def _frame(lead: Lead) -> str:
    return lead.family.value if lead.family in _FRAMES else "inline"
