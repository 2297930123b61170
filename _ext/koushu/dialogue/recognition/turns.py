"""Turns, narration and breaks of a document: who speaks from where to where."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, partial
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from koushu.dialogue import lexicon
from koushu.dialogue.lexicon import folded
from koushu.dialogue.recognition.blocks import Block, Kind, rows_of
from koushu.dialogue.recognition.casting import Cast, cast_of, introduced_initials
from koushu.dialogue.recognition.chats import logged
from koushu.dialogue.recognition.evidence import Context, Verdict, judge
from koushu.dialogue.recognition.finding import find_leads
from koushu.dialogue.recognition.labels import label_key
from koushu.dialogue.recognition.leads import Family, Lead
from koushu.dialogue.recognition.narration import is_footer, is_narration, is_question
from koushu.dialogue.recognition.options import Mode, Options
from koushu.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from koushu.dialogue.cast.speakers import Speaker


class ItemKind(StrEnum):
    """What a part of a dialogue is."""

    TURN = "turn"
    NARRATION = "narration"
    BREAK = "break"


class Item(NamedTuple):
    """A part of a dialogue, from an offset of its first block to an offset of its last (exclusive)."""

    kind: ItemKind
    first: int
    start: int
    last: int
    stop: int
    lead: Lead | None = None
    speakers: tuple[Speaker, ...] = ()


@open_record
class Reading:
    """What was recognised in a document; who is meant by its labels is found out when it is first asked."""

    parts: tuple[Item, ...]
    """Its items, whose speakers nobody has looked for."""
    opening: tuple[Lead, ...]
    """Every lead that opens a turn, in order."""
    make_cast: Callable[[], Cast]
    verdict: Verdict
    labels: tuple[str, ...] = ()
    """Every name that could have been a label, and the full names that the text introduces."""

    @cached_property
    def cast(self) -> Cast:
        """Return the people, in order of their first turn."""
        return self._met[0]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return the items with their speakers."""
        people = self._met[1]
        return tuple(
            item if item.lead is None else item._replace(speakers=people[item.lead.block, item.lead.start])
            for item in self.parts
        )

    @cached_property
    def _met(self) -> tuple[Cast, dict[tuple[int, int], tuple[Speaker, ...]]]:
        cast = self.make_cast()
        return cast, {(lead.block, lead.start): tuple(cast.resolve(lead.name)) for lead in self.opening}

    @property
    def turns(self) -> tuple[Item, ...]:
        """Return the turns alone."""
        return tuple(item for item in self.items if item.kind is ItemKind.TURN)


def read_dialogue(
    blocks: Sequence[Block],
    context: Context | None = None,
    options: Options | None = None,
    known: Sequence[Speaker] = (),
) -> Reading:
    """Return the turns, narrations and breaks of a document's leaf blocks, in order.

    With the mode `auto` nothing is recognised below the threshold; `on` takes every label of the
    dominant family that is not ignored; `off` takes none. Comments `dialogue: turn` and `dialogue: no`
    decide for the block below them.
    """
    context, options = context or Context(), options or Options()
    short = introduced_initials("\n".join([block.text for block in blocks]))
    told = frozenset(key for speaker in known for key in speaker.keys)
    context = replace(
        context,
        known=context.known | options.names | told,
        short=frozenset({*short, *map(folded, short.values())}),
    )
    leads = [] if options.mode is Mode.OFF else _usable(blocks, options, context.known)
    leads = logged(leads, blocks, context.title)
    verdict = _decide(blocks, leads, context, options)
    opened = {(lead.block, lead.start) for lead in verdict.leads}
    opening = [lead for lead in leads if (lead.block, lead.start) in opened or _forced(blocks, lead.block)]
    texts, printed = [block.text for block in blocks], [lead.name for lead in opening]
    make_cast = partial(
        cast_of, texts, printed, known, options.labels, rows=rows_of(blocks), about=context.title
    )
    items = _Segmenter(blocks, opening, leads, options).run() if opening else []
    labels = dict.fromkeys((*(lead.name for lead in leads), *short.values()))
    return Reading(tuple(items), tuple(opening), make_cast, verdict, tuple(labels))


def _usable(blocks: Sequence[Block], options: Options, known: frozenset[str]) -> list[Lead]:
    """Return the candidate leads that the author has not ruled out."""
    return [
        lead
        for lead in find_leads(blocks, known)
        if not (options.ignore and label_key(lead.name) in options.ignore)
        and _comment_above(blocks, lead.block) != "no"
        and _in_sections(blocks, lead.block, options)
    ]


def _in_sections(blocks: Sequence[Block], index: int, options: Options) -> bool:
    if not options.sections:
        return True
    while index > 0:
        index -= 1
        if blocks[index].kind is Kind.HEADING:
            return not options.sections.isdisjoint(map(folded, (blocks[index].text, *blocks[index].ids)))
    return False


def _decide(blocks: Sequence[Block], leads: Sequence[Lead], context: Context, options: Options) -> Verdict:
    if options.mode is Mode.ON:
        keys = _dominant(leads, options)
        told = tuple(lead for lead in leads if label_key(lead.name) in keys)
        return Verdict(told, score=float("inf"), unsure=False)
    return judge(blocks, leads, context)


def _dominant(leads: Sequence[Lead], options: Options) -> frozenset[str]:
    """Return every label of the commonest family; with speakers given by the author, theirs alone."""
    if options.names:
        return options.names
    counts: dict[str, int] = {}
    for lead in leads:
        counts[_group(lead)] = counts.get(_group(lead), 0) + 1
    if not counts:
        return frozenset()
    best = max(counts, key=lambda group: counts[group])
    keys = frozenset(label_key(lead.name) for lead in leads if _group(lead) == best)
    return frozenset(key for key in keys if key not in lexicon.BREAKS)


def _group(lead: Lead) -> str:
    return "bold" if lead.family in {Family.BOLD, Family.WHOLE, Family.BARE} else lead.family.value


def _comment_above(blocks: Sequence[Block], index: int) -> str:
    """Return what a comment `dialogue: …` above a block says, or nothing."""
    if index == 0 or blocks[index - 1].kind is not Kind.COMMENT:
        return ""
    name, _, word = blocks[index - 1].text.partition(":")
    return word.strip().lower() if name.strip().lower() == "dialogue" else ""


def _forced(blocks: Sequence[Block], index: int) -> bool:
    return _comment_above(blocks, index) == "turn"


@dataclass
class _Segmenter:
    """Walks the blocks once and closes each turn where the next thing begins."""

    blocks: Sequence[Block]
    opening: Sequence[Lead]
    leads: Sequence[Lead]
    options: Options
    items: list[Item] = field(default_factory=list)
    turn: Item | None = None

    def run(self) -> list[Item]:
        opens: dict[int, list[Lead]] = {}
        for lead in self.opening:
            opens.setdefault(lead.block, []).append(lead)
        others = {lead.block: lead for lead in self.leads if lead.block not in opens and lead.start == 0}
        for index, block in enumerate(self.blocks):
            if index in opens:
                self._take_leads(index, opens[index])
            else:
                self._take_other(index, block, others.get(index))
        self._close()
        return _trimmed(self.items, self.blocks)

    def _take_leads(self, index: int, leads: Sequence[Lead]) -> None:
        block = self.blocks[index]
        if leads[0].start > 0 and self.turn is not None:
            self._extend(index, leads[0].start)
        for lead, following in zip_longest(leads, leads[1:]):
            self._close()
            stop = following.start if following else len(block.text)
            self.turn = Item(ItemKind.TURN, index, lead.start, index, stop, lead)
        if block.kind is Kind.HEADING and leads[-1].family is not Family.HEADING:
            self._close()

    def _take_other(self, index: int, block: Block, label: Lead | None) -> None:
        if block.kind is Kind.HEADING:
            self._close()
        elif block.kind is Kind.RULE or (label is not None and label_key(label.name) in lexicon.BREAKS):
            self._add(ItemKind.BREAK, index)
        elif label is not None and label.colon and _is_note(label):
            self._close()
        elif is_question(block):
            self._close()
            self.turn = Item(ItemKind.TURN, index, 0, index, len(block.text))
        elif self._narrates(index, block):
            self._add(ItemKind.NARRATION, index)
        elif (is_footer(block) and self._after_last(index)) or (
            self.turn is not None and self.turn.lead is None
        ):
            self._close()
        elif self.turn is None or block.kind is Kind.COMMENT:
            return
        elif self._continues(block):
            self._extend(index, len(block.text))
        else:
            self._close()

    def _narrates(self, index: int, block: Block) -> bool:
        if self.turn is not None and not self._continues(block):
            return False
        if self.turn is not None and self._is_cue_only():
            return False
        plain = self.options.unlabelled == "narration" and block.kind is Kind.PARAGRAPH and bool(self.items)
        before = self.blocks[index - 1].text.rstrip() if index else ""
        told = before.endswith((":", "：")) and self.turn is not None
        return not told and (is_narration(block) or plain)

    def _is_cue_only(self) -> bool:
        """Tell whether the open turn has no words yet, because its name stands alone."""
        turn = self.turn
        if turn is None or turn.lead is None or turn.last != turn.first:
            return False
        return not self.blocks[turn.first].text[turn.lead.body : turn.stop].strip()

    def _continues(self, block: Block) -> bool:
        """Tell whether a block stands inside what holds the open turn."""
        if self.turn is None:
            return False
        first = self.blocks[self.turn.first]
        home = first.path
        if self.turn.lead is not None and self.turn.lead.family is Family.ROW:
            return block.path[: len(home) - 1] == home[:-1]
        if first.kind is Kind.TERM:
            return (
                block.kind is not Kind.TERM
                and block.path[: len(home)] == home
                and len(block.path) > len(home)
            )
        return block.path[: len(home)] == home and not any(step.kind == "footnote" for step in block.path)

    def _after_last(self, index: int) -> bool:
        return all(lead.block < index for lead in self.opening)

    def _add(self, kind: ItemKind, index: int) -> None:
        self._close()
        self.items.append(Item(kind, index, 0, index, len(self.blocks[index].text)))

    def _extend(self, index: int, stop: int) -> None:
        if self.turn is not None:
            self.turn = self.turn._replace(last=index, stop=stop)

    def _close(self) -> None:
        if self.turn is not None:
            self.items.append(self.turn)
            self.turn = None


def _is_note(label: Lead) -> bool:
    """Tell whether a label that is no speaker ends the turn above it: a note of the editor's."""
    key = label_key(label.name)
    return key in lexicon.NOTES or (label.family is Family.BOLD and key in lexicon.FIELDS)


def _trimmed(items: Sequence[Item], blocks: Sequence[Block]) -> list[Item]:
    """Return the items without what lies before the first turn or, across a break, after the last.

    A section that has no labelled turn holds no narration, no break and no unnamed question either.
    """
    sections: dict[int, list[Item]] = {}
    headings = [index for index, block in enumerate(blocks) if block.kind is Kind.HEADING]
    for item in items:
        sections.setdefault(bisect_left(headings, item.first), []).append(item)
    kept: list[Item] = []
    for section in sections.values():
        labelled = [index for index, item in enumerate(section) if item.lead is not None]
        if labelled:
            begin = _head_start(section, labelled[0]) if not kept else 0
            kept.extend(section[begin : _tail_end(section, labelled[-1])])
    return kept


def _head_start(section: Sequence[Item], first_turn: int) -> int:
    """Return where a dialogue begins: at its first label, or at the unnamed question answered there."""
    before = section[first_turn - 1] if first_turn else None
    asked = (
        before is not None and before.kind is ItemKind.TURN and before.last + 1 == section[first_turn].first
    )
    return first_turn - 1 if asked else first_turn


def _tail_end(section: Sequence[Item], last_turn: int) -> int:
    end = last_turn + 1
    while end < len(section) and section[end].kind is ItemKind.NARRATION:
        end += 1
    return end
