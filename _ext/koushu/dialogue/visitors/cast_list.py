"""The list of who speaks, for formats in which a card is a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.dialogue import nodes as own
from koushu.record import record

if TYPE_CHECKING:
    from koushu.dialogue.page.cards import Card


@record
class Member:
    """One line of the list."""

    name: str
    description: str
    slot: int


def members_of(cast: own.cast) -> list[Member]:
    """Return the lines of a list; none when the build has added it and it tells nothing but names."""
    members = []
    for node in cast.findall(own.member):
        card: Card = node["card"]
        members.append(Member(card.name, card.description, node.get("slot", 0)))
    added = isinstance(cast.parent, own.dialogue) and not cast.parent.get("written")
    return [] if added and not any(one.description for one in members) else members
