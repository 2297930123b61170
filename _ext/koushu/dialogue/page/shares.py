"""Who said how much of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.dialogue.extract import Conversation


@record
class Share:
    """What one person said."""

    turns: int
    """Joint turns count for each who speaks in them."""
    words: float
    """Words of a joint turn are divided."""
    percent: int
    """Of all words of the conversation; those of all people make 100."""


def talk_shares(conversation: Conversation) -> Mapping[str, Share]:
    """Return the share of each person by id, in order of the first turn.

    A turn that translates another of the page says nothing new and counts for nothing.
    """
    turns: dict[str, int] = {}
    words: dict[str, float] = {}
    for turn in (one for one in conversation.turns if not one.pair):
        for one in turn.speakers:
            turns[one] = turns.get(one, 0) + 1
            words[one] = words.get(one, 0) + turn.words / len(turn.speakers)
    percents = _percents(list(words.values()))
    return {one: Share(turns[one], words[one], percent) for one, percent in zip(words, percents, strict=True)}


def _percents(amounts: list[float]) -> list[int]:
    """Return whole percentages that make 100, each at most 1 away from the exact one (largest remainder)."""
    total = sum(amounts)
    if not total:
        return [0 for _ in amounts]
    exact = [amount * 100 / total for amount in amounts]
    whole = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in order[: 100 - sum(whole)]:
        whole[place] += 1
    return whole
