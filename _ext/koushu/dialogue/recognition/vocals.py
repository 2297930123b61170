"""What is heard in a talk and is no word: `[laughter]`, `（笑）`, told apart from other matter in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import GAPS, INCIDENTS, PAUSES, VOCALS, folded
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS: Final[Mapping[str, frozenset[str]]] = {
    "vocal": VOCALS,
    "incident": INCIDENTS,
    "pause": PAUSES,
    "gap": GAPS,
}
"""Kind -> folded phrases; kinds are those of TEI P5, 8.3: `vocal`, `incident`, `pause`, `gap`."""
# 30 characters hold every such phrase; longer matter in brackets is a sentence.
_BRACKETED: Final = re.compile(
    r"\[([^\[\]\n]{1,30})\]|[（(]([^（）()\n]{1,30})[）)]|[〔【]([^〔〕【】\n]{1,30})[〕】]"
)
_OPENING: Final = "[(（〔【"
_MAX_WORDS: Final = 4


@record
class Heard:
    """A span of a text, its brackets included."""

    start: int
    stop: int
    kind: str


def find_heard(text: str) -> Iterator[Heard]:
    """Yield what is heard in a text, in order."""
    if not any(mark in text for mark in _OPENING):
        return
    for match in _BRACKETED.finditer(text):
        inside = match[1] or match[2] or match[3]
        kind = kind_of(inside, whole=match[1] is None)
        if kind:
            yield Heard(match.start(), match.end(), kind)


def kind_of(phrase: str, *, whole: bool = False) -> str:
    """Return the kind of a phrase; nothing for words. One of a few words may hold what a voice makes: `both laugh`.

    `whole` asks for a phrase that is known as it stands: round brackets hold asides more often than sounds.
    """
    key = folded(phrase)
    kind = next((kind for kind, known in KINDS.items() if key in known), "")
    words = [] if kind or whole else re.findall(r"[^\W\d_]+", phrase)
    if len(words) <= _MAX_WORDS and not VOCALS.isdisjoint(map(folded, words)):
        return "vocal"
    return kind
