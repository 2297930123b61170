"""Typst: the functions of `dialogue.typ`, through the interface of the Typst translator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from koushu.dialogue import nodes as own
from koushu.dialogue.visitors.plain import Visitors, passing

if TYPE_CHECKING:
    from docutils import nodes


class Translator(Protocol):
    """What these visitors use of the Typst translator."""

    def begin_call(self, function: str, **arguments: Any) -> None:  # noqa: ANN401 - encoded by the translator
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
    self.begin_call("turn", speaker=node.get("label", ""))


def visit_narration(self: Translator, _node: own.narration) -> None:
    """Begin `narration`."""
    self.begin_call("narration")


def visit_scenebreak(self: Translator, _node: own.scenebreak) -> None:
    """Add the ornament."""
    self.add_call("scenebreak")


def visit_lead(self: Translator, node: own.lead) -> None:
    """Begin `turnlead`, in the colour of the turn that it opens."""
    parent = node.parent
    while parent is not None and not isinstance(parent, own.turn):
        parent = parent.parent
    self.begin_call("turnlead", slot=0 if parent is None else parent.get("slot", 0))


def visit_speaker(self: Translator, _node: own.speaker) -> None:
    """Begin `speaker`."""
    self.begin_call("speaker")


def visit_vocal(self: Translator, _node: own.vocal) -> None:
    """Begin `vocal`."""
    self.begin_call("vocal")


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
