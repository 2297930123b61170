"""Who each turn belongs to, its number, its anchors, and the words by which a dialogue is announced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.anchors import Said, anchors
from koushu.dialogue.cast.speakers import PALETTE_SLOTS, UNNAMED, Speaker
from koushu.dialogue.inlines import plain_text
from koushu.dialogue.recognition.casting import cast_of
from koushu.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.dialogue.recognition.options import Options


_TEXTS: Final = (nodes.title, nodes.paragraph, nodes.term, nodes.rubric)


def identify(document: nodes.document, known: Sequence[Speaker], options: Options) -> None:
    """Give every turn of a document its speakers, their names, a number, anchors and a colour slot."""
    turns = list(document.findall(own.turn))
    labels = [turn["label"] for turn in turns if turn.get("label")]
    if not turns:
        return
    texts, rows = _texts(document)
    cast = cast_of(texts, labels, known, options.labels, rows=rows)
    places: dict[str, int] = {}
    for number, turn in enumerate(turns, start=1):
        people = cast.resolve(turn["label"], joint=bool(turn.get("written"))) if turn.get("label") else []
        turn["speakers"] = [person.id for person in people] or [UNNAMED]
        turn["people"] = [person.name for person in people]
        turn["number"] = number
        for person in people:
            places.setdefault(person.id, len(places))
        turn["slot"] = _slot(people, places)
        if people and people[0].hex_colour:
            turn["colour"] = people[0].hex_colour
    _anchor(document, turns)


def _texts(document: nodes.document) -> tuple[list[str], list[list[str]]]:
    """Return the texts of a document in order, and those of each row of a table."""
    texts: list[str] = []
    rows: dict[int, list[str]] = {}
    _add_texts(document, texts, rows)
    return texts, list(rows.values())


def _add_texts(node: nodes.Element, texts: list[str], rows: dict[int, list[str]]) -> None:
    for child in node.children:
        if isinstance(child, _TEXTS):
            text = plain_text(child.children)
            texts.append(text)
            if isinstance(node, nodes.entry) and node.parent is not None:
                rows.setdefault(id(node.parent), []).append(text)
        if isinstance(child, nodes.Element) and child.children:
            _add_texts(child, texts, rows)


def _slot(people: Sequence[Speaker], places: Mapping[str, int]) -> int:
    """Return the colour slot of the first of some people; `places` tell when each spoke first."""
    return people[0].colour or places[people[0].id] % PALETTE_SLOTS + 1 if people else 0


def _anchor(document: nodes.document, turns: Sequence[own.turn]) -> None:
    """Add the permanent anchor of each turn, its further ones, and last the one that counts."""
    given = anchors([Said("-".join(turn["speakers"]), _words(turn)) for turn in turns])
    taken = document.ids
    for turn, names in zip(turns, given, strict=True):
        ids = turn["ids"]
        for anchor in (*names, f"t-{turn['number']}"):
            name, number = anchor, 2
            while name in taken:
                name, number = f"{anchor}.{number}", number + 1
            taken[name] = turn
            ids.append(name)


def _words(turn: own.turn) -> str:
    """Return the words of a turn without its lead, whose form an editor may change."""
    whole = "".join([node.astext() for node in turn.children])
    first: nodes.Node | None = turn
    while isinstance(first, nodes.Element) and not isinstance(first, own.lead):
        first = first.children[0] if first.children else None
    lead = first if isinstance(first, own.lead) else next(iter(turn.findall(own.lead)), None)
    return whole if lead is None else whole.removeprefix(lead.astext())


def announce(document: nodes.document, language: str) -> None:
    """Give every dialogue and turn the words by which it is announced to those who do not see it."""
    comma = message("comma", language)
    for order, dialogue in enumerate(document.findall(own.dialogue), start=1):
        turns = list(dialogue.findall(own.turn))
        people = dict.fromkeys(name for turn in turns for name in turn["people"])
        dialogue["speakers"] = list(dict.fromkeys(one for turn in turns for one in turn["speakers"]))
        whole = message("conversation_of", language, names=comma.join(people)) if people else ""
        whole = whole or message("conversation", language)
        dialogue["announced"] = whole if order == 1 else f"{whole} ({order})"
        for turn in turns:
            turn["announced"] = message("turn_number", language, number=turn["number"])
