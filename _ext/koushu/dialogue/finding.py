"""Every candidate lead of a document, in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from koushu.dialogue.blocks import Block, Kind
from koushu.dialogue.forms import cell_lead, heading_lead, leads_in, term_lead, time_in
from koushu.dialogue.labels import is_question_label, label_key
from koushu.dialogue.leads import WEAK, Family, Lead, name_shaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_CELLS: Final = frozenset({2, 3, 4})
"""How many cells a row of who said what, when, can have."""
_SPOKEN: Final = 12
"""Shortest median of the words of a row that are somebody's speech, in characters."""


def find_leads(blocks: Sequence[Block], known: Collection[str] = ()) -> list[Lead]:
    """Return every candidate lead of a document, in order; `known` are folded names given by the author."""
    found: list[Lead] = list(_rows(blocks))
    for index, block in enumerate(blocks):
        last = index + 1 < len(blocks) and blocks[index + 1].kind is not Kind.HEADING
        found.extend(replace(lead, block=index) for lead in _of_block(block, last=last))
    ordered = sorted(_without_titles(found), key=lambda lead: (lead.block, lead.start))
    census = _census(ordered, blocks)
    return [lead for lead in ordered if _counts(lead, blocks, census, known)]


def _of_block(block: Block, *, last: bool) -> Iterator[Lead]:
    if any(step.kind in {"footnote", "row"} for step in block.path):
        return
    if block.kind is Kind.PARAGRAPH:
        yield from leads_in(block, last=last)
    elif block.kind in {Kind.TERM, Kind.HEADING}:
        lead = term_lead(block) if block.kind is Kind.TERM else heading_lead(block)
        if lead is not None:
            yield lead


def _rows(blocks: Sequence[Block]) -> Iterator[Lead]:
    """Return the leads of tables whose rows are who said what: the names recur, the words are long."""
    tables: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, block in enumerate(blocks):
        steps = {step.kind: step.number for step in block.path}
        if "row" in steps and "cell" in steps:
            tables[steps.get("table", 0)][steps["row"]].append(index)
    for rows in tables.values():
        named = [lead for cells in list(rows.values())[1:] for lead in _row(cells, blocks)]
        words = sorted(len(blocks[cells[-1]].text) for cells in rows.values())
        if words[len(words) // 2] >= _SPOKEN:
            yield from named


def _row(cells: Sequence[int], blocks: Sequence[Block]) -> Iterator[Lead]:
    if len(cells) not in _CELLS:
        return
    first = blocks[cells[0]].text.strip()
    time = time_in(first)
    timed = time is not None and len(first) <= len(time) + 4
    at = cells[1] if timed and len(cells) > 2 else cells[0]
    lead = cell_lead(blocks[at], time if timed else None)
    if lead is not None and at != cells[-1]:
        yield replace(lead, block=at)


def _without_titles(found: Sequence[Lead]) -> Iterator[Lead]:
    """Return leads whose names have lost what stands behind a comma, unless it is a name itself."""
    names = {label_key(lead.name) for lead in found}
    for lead in found:
        head, comma, tail = lead.name.partition("，" if "，" in lead.name else ",")
        joint = label_key(tail) in names or label_key(head) in names - {label_key(lead.name)}
        if comma and tail.strip() and name_shaped(head) and not joint:
            end = lead.name_start + len(head.rstrip())
            yield replace(lead, name=head.rstrip(), name_end=end, aside=lead.aside or tail.strip())
        else:
            yield lead


_Census = dict[tuple[Family, bool], Counter[str]]


def _census(leads: Iterable[Lead], blocks: Sequence[Block]) -> _Census:
    """Return how often each label stands in each family, apart for headings."""
    counts: _Census = defaultdict(Counter)
    for lead in leads:
        counts[_sort(lead, blocks)][label_key(lead.name)] += 1
    return counts


def _sort(lead: Lead, blocks: Sequence[Block]) -> tuple[Family, bool]:
    return lead.family, blocks[lead.block].kind is Kind.HEADING


def _counts(lead: Lead, blocks: Sequence[Block], census: _Census, known: Collection[str]) -> bool:
    """Tell whether a lead is worth looking at: of a weak form, only when several names recur in it."""
    sort, key = _sort(lead, blocks), label_key(lead.name)
    if sort[0] not in WEAK and not sort[1]:
        return True
    recurring = [name for name, count in census[sort].items() if count > 1]
    if sort[0] is Family.UNNAMED:
        return bool(recurring)
    elsewhere = any(
        key in counts for other, counts in census.items() if other[0] not in WEAK and not other[1]
    )
    alone = len(recurring) == 1 and (is_question_label(key) or _with_unnamed(census))
    return elsewhere or len(recurring) >= 2 or (alone and key in recurring) or key in known


def _with_unnamed(census: _Census) -> bool:
    return any(sort[0] is Family.UNNAMED and max(counts.values()) > 1 for sort, counts in census.items())
