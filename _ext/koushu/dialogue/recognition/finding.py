"""Every candidate lead of a document, in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import is_wide
from koushu.dialogue.recognition.blocks import Block, Kind
from koushu.dialogue.recognition.forms import cell_lead, heading_lead, leads_in, term_lead, time_in
from koushu.dialogue.recognition.labels import is_question_label, label_key
from koushu.dialogue.recognition.leads import WEAK, Family, Lead, name_shaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_CLOSED: Final = frozenset({"footnote", "row"})
"""Containers whose paragraphs open no turn by themselves."""
_CELLS: Final = frozenset({2, 3, 4})
"""How many cells a row of who said what, when, can have."""
_SPOKEN: Final = 12
"""Shortest median of the words of a row that are somebody's speech, in characters."""


def find_leads(blocks: Sequence[Block], known: Collection[str] = ()) -> list[Lead]:
    """Return every candidate lead of a document, in order; `known` are folded names given by the author."""
    found: list[Lead] = list(_rows(blocks))
    for index, block in enumerate(blocks):
        last = index + 1 < len(blocks) and blocks[index + 1].kind is not Kind.HEADING
        found.extend([lead._replace(block=index) for lead in _of_block(block, last=last)])
    ordered = sorted(_without_titles(found), key=itemgetter(0, 1))
    census = _Census(ordered, blocks)
    return [lead for lead in ordered if census.counts(lead, known)]


def _of_block(block: Block, *, last: bool) -> list[Lead]:
    if block.path and any(step.kind in _CLOSED for step in block.path):
        return []
    if block.kind is Kind.PARAGRAPH:
        return leads_in(block, last=last)
    if block.kind is Kind.HEADING or block.kind is Kind.TERM:
        lead = term_lead(block) if block.kind is Kind.TERM else heading_lead(block)
        return [lead] if lead is not None else []
    return []


def _rows(blocks: Sequence[Block]) -> Iterator[Lead]:
    """Return the leads of tables whose rows are who said what: the names recur, the words are long."""
    tables: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, block in enumerate(blocks):
        if not block.path:
            continue
        steps = {step.kind: step.number for step in block.path}
        if "row" in steps and "cell" in steps:
            tables[steps.get("table", 0)][steps["row"]].append(index)
    for rows in tables.values():
        named = [lead for cells in list(rows.values())[1:] for lead in _row(cells, blocks)]
        words = sorted(_width(blocks[cells[-1]].text) for cells in rows.values())
        counts = Counter(lead.name for lead in named)
        again = sum(count for count in counts.values() if count > 1)
        if words[len(words) // 2] >= _SPOKEN and again >= 0.6 * len(named):
            yield from named


def _width(text: str) -> int:
    """Return how wide a text is, in Latin letters."""
    return sum(3 if is_wide(char) else 1 for char in text)


def _row(cells: Sequence[int], blocks: Sequence[Block]) -> Iterator[Lead]:
    if len(cells) not in _CELLS:
        return
    first = blocks[cells[0]].text.strip()
    time = time_in(first)
    timed = time is not None and len(first) <= len(time) + 4
    at = cells[1] if (timed or first.isdecimal()) and len(cells) > 2 else cells[0]
    lead = cell_lead(blocks[at], time if timed else None)
    if lead is not None and at != cells[-1]:
        yield lead._replace(block=at)


def _without_titles(found: Sequence[Lead]) -> Iterator[Lead]:
    """Return leads whose names have lost what stands behind a comma, unless it is a name itself."""
    names = {label_key(lead.name) for lead in found}
    for lead in found:
        if "," not in lead.name and "，" not in lead.name:
            yield lead
            continue
        head, comma, tail = lead.name.partition("，" if "，" in lead.name else ",")
        first, whole = label_key(head), label_key(lead.name)
        joint = label_key(tail) in names or (first != whole and first in names)
        if comma and tail.strip() and name_shaped(head) and not joint:
            end = lead.name_start + len(head.rstrip())
            yield lead._replace(name=head.rstrip(), name_end=end, aside=lead.aside or tail.strip())
        else:
            yield lead


_Sort = tuple[Family, bool]


class _Census:
    """How often each label stands in each form, apart for headings."""

    def __init__(self, leads: Sequence[Lead], blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        counts: dict[_Sort, Counter[str]] = defaultdict(Counter)
        for lead in leads:
            counts[self.sort(lead)][label_key(lead.name)] += 1
        self.recurring = {
            sort: frozenset(key for key, count in found.items() if count > 1)
            for sort, found in counts.items()
        }
        firm = [lead for lead in leads if not self.weak(lead)]
        self.firm = frozenset(label_key(lead.name) for lead in firm)
        self.firm_blocks = frozenset(lead.block for lead in firm)
        self.unnamed = any(sort[0] is Family.UNNAMED and keys for sort, keys in self.recurring.items())

    def sort(self, lead: Lead) -> _Sort:
        """Return the form of a lead, and whether it stands in a heading."""
        return lead.family, self.blocks[lead.block].kind is Kind.HEADING

    def weak(self, lead: Lead) -> bool:
        """Tell whether the form of a lead says little by itself."""
        return lead.family in WEAK or self.sort(lead)[1]

    def counts(self, lead: Lead, known: Collection[str]) -> bool:
        """Tell whether a lead is worth looking at: of a weak form, only when several names recur in it."""
        if not self.weak(lead):
            return True
        key, recurring = label_key(lead.name), self.recurring[self.sort(lead)]
        if lead.family is Family.UNNAMED:
            return bool(recurring) and (len(lead.name) > 1 or lead.block + 1 in self.firm_blocks)
        lone = len(recurring) == 1 and (is_question_label(key) or self.unnamed) and key in recurring
        return key in self.firm or len(recurring) >= 2 or lone or key in known
