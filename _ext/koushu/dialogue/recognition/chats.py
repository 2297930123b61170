"""What was typed in a channel: `nick: text` line under line, told from the fields of a record."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.recognition.blocks import Block, Kind
from koushu.dialogue.recognition.labels import label_key
from koushu.dialogue.recognition.leads import Family, Lead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHANNEL: Final = re.compile(r"(?<![\w&#/])#[A-Za-z][\w-]{2,}")
_NICK: Final = re.compile(r"[^\W\d][\w.|\[\]-]{0,23}")
_ABOVE: Final = 3
"""How many blocks above the first line may announce a chat."""
_LEAST: Final = 5
"""Fewest lines of a chat."""
_SMALL: Final = 0.6
"""Least share of lines that begin with a small letter, as people type."""


def logged(leads: Sequence[Lead], blocks: Sequence[Block], title: str) -> list[Lead]:
    """Return the leads, those of a chat as of a log of nicks.

    A chat is a run of plain labels of one word each, line under line or paragraph under paragraph, of
    which most are followed by words that begin small; its title or what stands above it says so.
    """
    found: list[Lead] = []
    for run in _runs(leads, blocks):
        chat = _is_chat(run, blocks) and _announced(run[0].block, blocks, title)
        found.extend(lead._replace(family=Family.NICK) if chat else lead for lead in run)
    return found


def _runs(leads: Sequence[Lead], blocks: Sequence[Block]) -> Iterator[list[Lead]]:
    """Return the leads in runs: of plain labels without a heading between them, of others."""
    headings, places = 0, []
    for block in blocks:
        headings += block.kind is Kind.HEADING
        places.append(headings)
    for _, run in groupby(leads, key=lambda lead: (lead.family is Family.PLAIN, places[lead.block])):
        yield list(run)


def _is_chat(run: Sequence[Lead], blocks: Sequence[Block]) -> bool:
    if len(run) < _LEAST or run[0].family is not Family.PLAIN:
        return False
    counts = Counter(label_key(lead.name) for lead in run)
    fields = counts.keys() & (lexicon.FIELDS | lexicon.QUESTION_LABELS | lexicon.ANSWER_LABELS)
    if fields or sum(count > 1 for count in counts.values()) < 2:
        return False
    words = [blocks[lead.block].text[lead.body :][:1] for lead in run]
    small = sum(word.islower() for word in words) >= _SMALL * len(words)
    near = all(after.block - one.block <= 1 for one, after in pairwise(run))
    return small and near and all(_NICK.fullmatch(lead.name) for lead in run)


def _announced(first: int, blocks: Sequence[Block], title: str) -> bool:
    """Tell whether the title, or what stands right above a line, names a channel or a chat."""
    above = [block.text for block in blocks[max(0, first - _ABOVE) : first] if block.kind is not Kind.CODE]
    heading = next((block.text for block in blocks if block.kind is Kind.HEADING), "")
    text = "\n".join((title, heading, *above))
    return bool(_CHANNEL.search(text) or lexicon.CHATS.search(text))
