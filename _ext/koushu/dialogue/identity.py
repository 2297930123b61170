"""Who each turn belongs to, its number, its anchors, and the words by which a dialogue is announced."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.lexicon import folded
from koushu.dialogue.speakers import PALETTE_SLOTS, UNNAMED, Cast, Speaker, introduced_initials
from koushu.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.dialogue.options import Options

_FIRST_LETTERS = 24
"""How many letters of a turn make its permanent anchor: enough to differ, few enough to outlive edits."""


def identify(document: nodes.document, known: Sequence[Speaker], options: Options, language: str) -> None:
    """Give every turn of a document its speakers, number, anchors and colour slot, every dialogue its name."""
    turns = list(document.findall(own.turn))
    labels = [turn["label"] for turn in turns if turn.get("label")]
    cast = Cast(known, {}, options.labels, full=[label for label in labels if " " in label])
    cast.short = _introduced(document)
    for number, turn in enumerate(turns, start=1):
        people = cast.resolve(turn["label"]) if turn.get("label") else []
        turn["speakers"] = [person.id for person in people] or [UNNAMED]
        turn["number"] = number
        turn["slot"] = _slot(people, cast)
        names = message("comma", language).join(person.name for person in people)
        turn["announced"] = message("permalink_turn", language, number=number, name=names or UNNAMED)
        _anchor(document, turn)
    for order, dialogue in enumerate(document.findall(own.dialogue), start=1):
        _announce(dialogue, cast, language, order)


def _introduced(document: nodes.document) -> dict[str, str]:
    return introduced_initials("\n".join(node.astext() for node in document.findall(nodes.paragraph)))


def _slot(people: Sequence[Speaker], cast: Cast) -> int:
    if not people:
        return 0
    order = list(cast.met).index(people[0].id)
    return people[0].colour or order % PALETTE_SLOTS + 1


def _anchor(document: nodes.document, turn: own.turn) -> None:
    """Add the permanent anchor, from who speaks and the first words, then the one that counts."""
    words = "".join(node.astext() for node in turn.children)
    lead = next(iter(turn.findall(own.lead)), None)
    said = folded(words.removeprefix(lead.astext()) if lead is not None else words)[:_FIRST_LETTERS]
    digest = hashlib.sha256(said.encode()).hexdigest()[:6]
    for anchor in (f"t-{turn['speakers'][0]}-{digest}", f"t-{turn['number']}"):
        name, number = anchor, 2
        while name in document.ids:
            name, number = f"{anchor}-{number}", number + 1
        document.ids[name] = turn
        turn["ids"].append(name)


def _announce(dialogue: own.dialogue, cast: Cast, language: str, order: int) -> None:
    ids = dict.fromkeys(one for turn in dialogue.findall(own.turn) for one in turn["speakers"])
    names = message("comma", language).join(cast.met[one].name for one in ids if one in cast.met)
    text = message("conversation_of", language, names=names) if names else message("conversation", language)
    dialogue["speakers"] = list(ids)
    dialogue["announced"] = text if order == 1 else f"{text} ({order})"
