"""Leads: the words that may open a turn.

`**Ana:** Yes`, `**Ana**: Yes`, `Ana (host): Yes`, `**安娜**　はい`, `[00:01:02] Ana: Yes`, `Ana` alone above
what she says. A lead is only a candidate: `evidence` decides by the document whether it names a speaker.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

UNNAMED_LABEL: Final = "――"
"""The label of somebody who asks behind a long dash, as Japanese interviews print it."""
DASHES: Final = "―─—ー–"
"""Marks that such a label is made of."""

_SENTENCE: Final = re.compile(r"[,，。!?！？;；…“”\"「」『』]|\.(?:\s|\Z)")
_ABBREVIATED: Final = re.compile(r"\b(?:mrs?|ms|mx|dr|st|prof|hon|jr|sr|mme|mlle|m|[a-z])\.", re.IGNORECASE)
_DEGREE: Final = re.compile(r",\s*[A-Z][\w.]{0,5}\Z")
_JOINED: Final = re.compile(r"\s*[,，、]\s*(?:and\s+)?")
_COMMAS: Final = frozenset(",，、")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


class Family(StrEnum):
    """The shape of a lead."""

    BOLD = "bold"
    ITALIC = "italic"
    PLAIN = "plain"
    TIMED = "timed"
    BARE = "bare"
    """No colon, a wide blank before the words."""
    DASH = "dash"
    """A dash in place of the colon."""
    STOP = "stop"
    """A full stop in place of the colon, as plays and `Q.` have it."""
    CUE = "cue"
    """A name alone on its line, set in bold."""
    LINE = "line"
    """A name alone on its line, in plain letters."""
    WHOLE = "whole"
    """The whole turn in bold or italics, its name inside."""
    NICK = "nick"
    TERM = "term"
    """A term whose definition is what is said."""
    HEADING = "heading"
    """A heading that is a name."""
    ROW = "row"
    """A cell whose row goes on with what is said."""
    BRACKETED = "bracketed"
    """A name in brackets before the words."""
    UNNAMED = "unnamed"
    """A long dash before a question, instead of a name."""


WEAK: Final = frozenset(
    {
        Family.DASH,
        Family.STOP,
        Family.LINE,
        Family.HEADING,
        Family.ROW,
        Family.UNNAMED,
        Family.BARE,
        Family.BRACKETED,
    }
)
"""Families that mean nothing unless several names recur in them."""


class Lead(NamedTuple):
    """A candidate for the opening of a turn; offsets count in the text of its block."""

    block: int
    """Index of the block among the document's leaf blocks."""
    start: int
    """Where the turn begins."""
    name_start: int
    name_end: int
    body: int
    """Where the words begin: after colon and blanks."""
    name: str
    """The name as printed, without role, time and markup."""
    family: Family
    aside: str = ""
    """What stands in brackets after the name: a role, or initials."""
    time: str | None = None
    """The time code, `HH:MM:SS` or as printed."""
    colon: bool = True
    language: str = ""
    """The language tag printed before the name, as `EN` or `中文`."""


def name_shaped(name: str) -> bool:
    """Tell whether a text could be printed as somebody's name: short, and no sentence."""
    if not _COMMAS.isdisjoint(name):
        name = _DEGREE.sub("", name)
        parts = _JOINED.split(name)
        if 1 < len(parts) <= 4 and all(part and len(part.split()) <= 3 and len(part) <= 20 for part in parts):
            name = " & ".join(parts) if len(name) <= 40 else name
    if not any(map(str.isalpha, name)) or _SENTENCE.search(
        _ABBREVIATED.sub("", name) if "." in name else name
    ):
        return False
    wide = 0 if name.isascii() else len(_CJK.findall(name))
    if wide:
        return wide <= 12 and len(name) <= 30
    return len(name.split()) <= 6 and len(name) <= 48


def names_in(leads: Iterable[Lead]) -> list[str]:
    """Return the printed names of some leads, each once, in order."""
    return list(dict.fromkeys(lead.name for lead in leads))
