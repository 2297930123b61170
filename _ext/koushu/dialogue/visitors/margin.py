"""What stands beside a turn on paper: its time, and the words by which a page says who goes on speaking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.config import DialogueSettings, settings
from koushu.dialogue import nodes as own
from koushu.messages import message

if TYPE_CHECKING:
    from sphinx.config import Config

_OPENING: Final = "([（［【〔<"


def turn_of(node: nodes.Element) -> own.turn | None:
    """Return the turn that a node stands in."""
    parent = node.parent
    while parent is not None and not isinstance(parent, own.turn):
        parent = parent.parent
    return parent


def is_play(node: nodes.Element) -> bool:
    """Tell whether a turn belongs to a play."""
    return isinstance(node.parent, own.dialogue) and node.parent.get("style") == "play"


def take_time(lead: own.lead, turn: own.turn) -> str:
    """Return the time that goes into the margin, and take it out of the lead where it is printed there.

    A time in brackets is part of the sentence and stays; one that follows too soon upon another is left out.
    """
    printed = next((part for part in lead.findall(nodes.inline) if "timecode" in part["classes"]), None)
    if printed is None:
        return "" if turn.get("thin") else str(turn.get("time", "")).partition(".")[0]
    place = lead.index(printed) if printed.parent is lead else -1
    before = lead[place - 1].astext().rstrip() if place > 0 else ""
    if place < 0 or before[-1:] in {*_OPENING} - {""}:
        return ""
    lead.remove(printed)
    return printed.astext()


def number_of(turn: own.turn) -> int:
    """Return the number that stands beside a turn; 0 where its dialogue shows none."""
    numbered = isinstance(turn.parent, own.dialogue) and turn.parent.get("numbered")
    return int(turn.get("number", 0)) if numbered else 0


def continued(turn: own.turn, config: Config) -> str:
    """Return what the head of a page says when a turn goes on there: `周敏（续）`; nothing when that is off."""
    if not settings(config, DialogueSettings).continued:
        return ""
    language = str((turn.parent.get("language") if turn.parent else "") or config.language or "en")
    name = message("comma", language).join(turn.get("people", ())) or turn.get("label", "")
    return message("continued", language, name=name) if name else ""
