"""The table of shares: how many turns and words each speaker of a conversation has, in numbers and as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.dialogue import nodes as dialogue
from koushu.dialogue.page.cards import printed_name
from koushu.messages import message
from koushu.speakers.nodes import share_bar
from koushu.speakers.tally import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.dialogue.extract import Conversation

_WIDTHS = (30, 14, 16, 40)


def share_table(conversation: Conversation, language: str) -> nodes.table:
    """Return a table with a row for each speaker, whoever says most first."""
    parts = sorted(parts_of(conversation).items(), key=lambda item: -item[1].percent)
    group = nodes.tgroup(cols=len(_WIDTHS))
    group += [nodes.colspec(colwidth=width) for width in _WIDTHS]
    heads = [message(key, language) for key in ("speaker", "turns", "word_count", "share")]
    group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
    body = nodes.tbody()
    for identifier, part in parts:
        speaker = conversation.speaker(identifier)
        name = printed_name(speaker, language) if speaker else identifier
        bar = share_bar(percent=part.percent, slot=part.slot)
        body += _row(
            [
                [dialogue.mention(name, name, label=name, speakers=[identifier])],
                [nodes.Text(f"{len(part.turns):,}")],
                [nodes.Text(f"{part.words:,}")],
                [nodes.Text(message("share_of", language, percent=part.percent)), bar],
            ]
        )
    group += body
    return nodes.table("", group, classes=["talk-share"])


def _row(cells: Sequence[Sequence[nodes.Node]]) -> nodes.row:
    row = nodes.row()
    for place, cell in enumerate(cells):
        classes = ["text-right"] if 0 < place < len(cells) - 1 else []
        row += nodes.entry("", nodes.paragraph("", "", *cell), classes=classes)
    return row
