"""Typst: the functions of `dialogue.typ`, through the interface of the Typst translator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.visitors.cast_list import members_of
from koushu.dialogue.visitors.margin import continued, is_play, number_of, take_time, turn_of
from koushu.dialogue.visitors.plain import Visitors, passing

if TYPE_CHECKING:
    from sphinx.config import Config


class Book(Protocol):
    """What these visitors ask of the book."""

    def printable(self, text: str) -> str:
        """Return a text without characters that no font has."""


class Translator(Protocol):
    """What these visitors use of the Typst translator."""

    book: Book
    config: Config

    def begin_call(self, function: str, *positional: Any, **arguments: Any) -> None:  # noqa: ANN401 - encoded by it
        """Open a call whose content follows."""

    def end_call(self) -> None:
        """Close the call opened last."""

    def add_call(self, function: str, *positional: Any, **arguments: Any) -> None:  # noqa: ANN401
        """Add a call without content."""


def visit_dialogue(self: Translator, node: own.dialogue) -> None:
    """Begin `dialogue`."""
    self.begin_call("dialogue", style=node.get("style", ""))


def visit_turn(self: Translator, node: own.turn) -> None:
    """Begin `turn`, told who speaks."""
    self.begin_call(
        "turn",
        speaker=node.get("label", ""),
        slot=node.get("slot", 0),
        continued=self.book.printable(continued(node, self.config)),
        style=node.parent.get("style", ""),
        second=node.get("beside") == "second",
        number=number_of(node),
    )


def visit_narration(self: Translator, _node: own.narration) -> None:
    """Begin `narration`."""
    self.begin_call("narration")


def visit_scenebreak(self: Translator, _node: own.scenebreak) -> None:
    """Add the ornament."""
    self.add_call("scenebreak")


def visit_lead(self: Translator, node: own.lead) -> None:
    """Begin the lead, in the colour of its turn; one that has a line of its own is kept with what follows."""
    turn = turn_of(node)
    if turn is None:
        self.begin_call("turnlead")
        return
    time = take_time(node, turn)
    alone = "cue" in node.parent["classes"]
    style = "play" if is_play(turn) else ""
    self.begin_call("turncue" if alone else "turnlead", slot=turn.get("slot", 0), style=style)
    if time:
        self.add_call("turntime", time)


def visit_speaker(self: Translator, _node: own.speaker) -> None:
    """Begin `speaker`."""
    self.begin_call("speaker")


def visit_vocal(self: Translator, _node: own.vocal) -> None:
    """Begin `vocal`."""
    self.begin_call("vocal")


def visit_cast(self: Translator, node: own.cast) -> None:
    """Add the cast, when it tells more than names."""
    members = members_of(node)
    if members:
        self.begin_call("cast")
        for one in members:
            name, description = map(self.book.printable, (one.name, one.description))
            self.add_call("cast-member", name, description=description, slot=one.slot)
        self.end_call()
    raise nodes.SkipNode


def depart_call(self: Translator, _node: nodes.Element) -> None:
    """Close the call."""
    self.end_call()


VISITORS: Visitors = {
    own.dialogue: (visit_dialogue, depart_call),
    own.turn: (visit_turn, depart_call),
    own.narration: (visit_narration, depart_call),
    own.scenebreak: (visit_scenebreak, passing),
    own.lead: (visit_lead, depart_call),
    own.speaker: (visit_speaker, depart_call),
    own.colon: (passing, passing),
    own.vocal: (visit_vocal, depart_call),
    own.editorial: (passing, passing),
    own.mention: (passing, passing),
}
PARTS: Visitors = {own.cast: (visit_cast, passing), own.member: (passing, passing)}
