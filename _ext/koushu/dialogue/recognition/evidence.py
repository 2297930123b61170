"""For and against: whether the labels of a document name people who talk, and which of them do.

Labels are candidates, the document decides; where it says no, each of its sections may still be a
talk by itself. A name given by the author beats all rules.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container
from functools import cached_property
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.lexicon import folded, is_wide
from koushu.dialogue.recognition.blocks import Block, Kind
from koushu.dialogue.recognition.candidates import Candidate, Repeated, gather, shape_of
from koushu.dialogue.recognition.frames import framed
from koushu.dialogue.recognition.introductions import Introduction, initials_of, introduction_of
from koushu.dialogue.recognition.labels import BREAK, FIELD, KNOWN, is_question_label, label_key, person_score
from koushu.dialogue.recognition.leads import Family, Lead
from koushu.dialogue.recognition.narration import is_question
from koushu.dialogue.recognition.region import Region
from koushu.dialogue.recognition.scoring import Weights, weigh
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

ACCEPT: Final = 3.0
"""Score from which a document is dialogue."""
ACCEPT_SECTION: Final = 3.4
"""Score from which a section of a document that is none is dialogue."""
UNSURE: Final = 2.4
"""Score from which a document is near enough to be named to its author."""

LEAST: Final = -1.0
"""Score below which a label is out of the question."""
_SAID: Final = 0.8
"""From what score on the words behind a label that stands once, between others, are somebody's."""

_JOINT: Final = re.compile(r"\s*(?:&|＆|\+|、|・|,|，|/|／| and | und | et | y | e |和|与|與)\s*")
_BRACKETS: Final = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")


@record
class Context:
    """What is known of a post besides its blocks."""

    title: str = ""
    words: tuple[str, ...] = ()
    """Tags, categories, keywords, description."""
    known: frozenset[str] = frozenset()
    """Folded names and aliases of speakers that the front matter or the register gives."""
    listed: frozenset[str] = frozenset()
    """Folded names that this post's own front matter lists as its speakers."""
    short: frozenset[str] = frozenset()
    """Folded short forms that the text introduces."""


@record
class Verdict:
    """What the evidence says of a document."""

    leads: tuple[Lead, ...]
    """The leads that open turns; none when the document is no dialogue."""
    score: float
    unsure: bool
    candidates: tuple[str, ...] = ()
    """Printed labels that came into question."""
    reasons: tuple[tuple[str, float], ...] = ()
    """What the score is made of, by name."""


class SmallWords(Container[str]):
    """The words of a text that begin and go on small; of most words that are asked for, it has no letters."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for word in _WORD.findall(self._text) if word.islower())

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._text and word in self._words


def judge(blocks: Sequence[Block], leads: Sequence[Lead], context: Context) -> Verdict:
    """Return which leads of a document open turns, with the score that decided."""
    whole = _judge(Region(blocks, 0, len(blocks)), leads, context, ACCEPT)
    if whole.leads or not leads:
        return whole
    found: list[Lead] = []
    best, covered = whole, 0
    starts = [lead.block for lead in leads]
    for region in _sections(blocks):
        inside = leads[bisect_left(starts, region.begin) : bisect_left(starts, region.end)]
        if region.begin < covered or len(inside) < 2:
            continue
        verdict = _judge(region, inside, context, ACCEPT_SECTION)
        if verdict.leads:
            found.extend(verdict.leads)
            covered = region.end
            best = verdict if not best.leads or verdict.score > best.score else best
        elif verdict.unsure and not best.leads and verdict.score > best.score:
            best = verdict
    if not found:
        return best
    return Verdict(tuple(found), best.score, unsure=False, candidates=best.candidates, reasons=best.reasons)


def _sections(blocks: Sequence[Block]) -> Iterator[Region]:
    """Return the parts of a document below its headings, larger ones first; one for each heading but a lone one."""
    headings = [(index, block.level) for index, block in enumerate(blocks) if block.kind is Kind.HEADING]
    edges = [*headings, (len(blocks), 0)]
    if len(headings) < 2 and not (headings and headings[0][0] > 0):
        return
    if headings[0][0] > 0:
        yield Region(blocks, 0, headings[0][0], part=True)
    for place, (index, level) in enumerate(headings):
        # No slice: each would copy all headings behind.
        end = next(edges[other][0] for other in range(place + 1, len(edges)) if edges[other][1] <= level)
        if end - index < len(blocks):
            yield Region(blocks, index, end, part=True)
        following = edges[place + 1][0]
        if following < end:
            yield Region(blocks, index, following, part=True)


def _judge(region: Region, leads: Sequence[Lead], context: Context, least: float) -> Verdict:
    blocks, leads = region.blocks, framed(leads)
    candidates = gather(blocks, leads)
    intro = introduction_of(region, leads, context.title)
    _score_people(candidates, region, leads, context, intro)
    people = {key: one for key, one in candidates.items() if one.score > LEAST}
    people = _fitting(people, blocks, context)
    told = framed([lead for lead in leads if label_key(lead.name) in people])
    # Each in order of its first place, as sums of fractions tell the order of what they add.
    people = {key: people[key] for key in dict.fromkeys(label_key(lead.name) for lead in told)}
    if not told:
        return Verdict((), 0.0, unsure=False)
    weights = weigh(region, people, told, (context.title, context.words), intro)
    fields = _field_share(candidates, told, region)
    paused = sum(one.count for one in candidates.values() if one.key in lexicon.BREAKS) > 1
    score = weights.total - 3.0 * fields
    names = tuple(dict.fromkeys(people[label_key(lead.name)].name for lead in told))
    reasons = (*weights.reasons, ("fields", -3.0 * fields))
    likely = _borne_out(people, told, weights, context, intro)
    likely = likely or (paused and all(one.person >= 2.0 for one in people.values() if one.count > 1))
    accepted = _accepted(people, told, blocks, context, score=score - least, subject=weights.subject)
    if likely and accepted and score >= least:
        opening = tuple(lead for lead in told if label_key(lead.name) in accepted)
        return Verdict(_in_company(opening, region), score, unsure=False, candidates=names, reasons=reasons)
    near = likely and len(told) >= 4 and len(people) >= 2 and score >= UNSURE
    return Verdict((), score, near, names, reasons)


def _score_people(
    candidates: Mapping[str, Candidate],
    region: Region,
    leads: Sequence[Lead],
    context: Context,
    intro: Introduction,
) -> None:
    """Set how much each label looks like somebody's."""
    # No label in Chinese is a word that is written small elsewhere.
    latin = any(not is_wide(one.name[:1]) or _JOINT.search(one.name) for one in candidates.values())
    small = SmallWords(_prose(region, leads) if latin else "")
    asides = {folded(lead.aside) for one in candidates.values() for lead in one.leads if lead.aside}
    shorts = context.short | asides | initials_of((*intro.names, *(one.name for one in candidates.values())))
    # Labels above that stand once, as those of date and place, present who talks.
    again = [lead for lead in leads if candidates[label_key(lead.name)].count > 1]
    above = introduction_of(region, again, context.title)
    for one in candidates.values():
        told = above if one.count > 1 else intro
        if one.key in context.known:
            one.person = KNOWN
        else:
            one.person = max(
                min(
                    person_score(part, one.leads, context.title, small, shorts) + told.score_of(part)
                    for part in parts
                )
                for parts in ([one.name], _JOINT.split(one.name) if len(one.name) > 3 else [one.name])
                if all(parts)
            )


def _prose(region: Region, leads: Sequence[Lead]) -> str:
    """Return the running text of a region without the labels themselves."""
    begins = {lead.block: lead.body for lead in leads if lead.start == 0}
    texts = (
        region.blocks[index].text[begins.get(index, 0) :]
        for index in range(region.begin, region.end)
        if region.blocks[index].kind is Kind.PARAGRAPH
    )
    return " ".join(texts)


def _field_share(candidates: Mapping[str, Candidate], told: Sequence[Lead], region: Region) -> float:
    """Return the share of fields among the labels of the sections in which people talk."""
    places = _places(region)
    homes = {places[lead.block] for lead in told}
    near = [
        one.person
        for one in candidates.values()
        for lead in one.leads
        if places[lead.block] in homes and lead.family not in {Family.LINE, Family.HEADING}
    ]
    return sum(BREAK < person <= FIELD for person in near) / len(near) if near else 0.0


def _places(region: Region) -> dict[int, int]:
    """Return for each block of a region the index of the heading above it, -1 for none."""
    places, current = {}, -1
    for index in range(region.begin, region.end):
        current = index if region.blocks[index].kind is Kind.HEADING else current
        places[index] = current
    return places


def _in_company(opening: Sequence[Lead], region: Region) -> tuple[Lead, ...]:
    """Return the leads without labels that stand once, or are `Q` and `A`, where none of the others talks."""
    counts = Counter(label_key(lead.name) for lead in opening)
    places = _places(region)
    letters = [lead for lead in opening if is_question_label(label_key(lead.name))]
    apart = frozenset(letters if 2 * len(letters) <= len(opening) else ())
    homes = {places[lead.block] for lead in opening if counts[label_key(lead.name)] > 1 and lead not in apart}
    if not homes:
        return tuple(opening)
    opening = [lead for lead in opening if lead not in apart or places[lead.block] in homes]
    return tuple(
        lead
        for lead in opening
        if counts[label_key(lead.name)] > 1 or places[lead.block] in homes or _joins(lead.name, counts)
    )


def _fitting(
    people: Mapping[str, Candidate], blocks: Sequence[Block], context: Context
) -> dict[str, Candidate]:
    """Return the labels without those that stand once, or elsewhere than the others, and look like nobody."""
    repeated = Repeated.of(people)
    places = Counter(_place(blocks[block]) for block in repeated.blocks)
    home = places.most_common(1)[0][0] if places else None
    kept = {}
    for key, one in people.items():
        at_home = home is None or any(_place(blocks[lead.block]) == home for lead in one.leads)
        least = _least_person(one, people, repeated, at_home=at_home)
        if one.person >= least or key in context.known or (one.count == 1 and _joint(one, people)):
            kept[key] = one
    return kept


def _least_person(
    one: Candidate,
    people: Mapping[str, Candidate],
    repeated: Repeated,
    *,
    at_home: bool,
) -> float:
    """Return how much a label must look like somebody's to stay: more if it stands once, or apart."""
    lead = one.leads[0]
    logged = lead.family is Family.NICK and repeated.families[Family.NICK] > 2
    if lead.family is Family.UNNAMED or logged:
        return FIELD
    if one.count > 1:
        return FIELD if at_home else 0.5
    if not at_home:
        return 1.4
    if any(folded(word) in people and people[folded(word)].count > 1 for word in one.name.split()):
        return -1.2
    if repeated.blocks and not repeated.blocks[0] <= lead.block <= repeated.blocks[-1]:
        return 0.9
    return -1.2 if _is_like(one, repeated) else 0.9


def _is_like(one: Candidate, repeated: Repeated) -> bool:
    """Tell whether a label that stands once is written like those that recur, or reads like talk in their form."""
    lead, total = one.leads[0], len(repeated.blocks)
    alike = repeated.forms[shape_of(one.name), lead.family]
    same = repeated.families[lead.family]
    if same == total >= 20 or (total and 2 * alike >= total and one.speech > 0):
        return True
    return 2 * same >= total > 2 and one.speech >= _SAID and one.person > LEAST / 2


def _place(block: Block) -> tuple[str, ...]:
    return tuple(step.kind for step in block.path)


def _joint(one: Candidate, people: Mapping[str, Candidate]) -> bool:
    """Tell whether a label joins labels that stand by themselves elsewhere."""
    return _joins(one.name, people.keys())


def _joins(name: str, keys: Collection[str]) -> bool:
    parts = [folded(_BRACKETS.sub("", part)) for part in _JOINT.split(name)]
    return len(parts) > 1 and all(part in keys for part in parts)


def _borne_out(
    people: Mapping[str, Candidate],
    told: Sequence[Lead],
    weights: Weights,
    context: Context,
    intro: Introduction,
) -> bool:
    """Tell whether something besides order says that people talk: their names, the subject, the clock.

    A document whose labels mostly stand once is a list of terms, and labels of which none looks like
    somebody's are the fields of a record.
    """
    if people.keys() & context.known:
        return True
    firm = [one for one in people.values() if one.count > 1 or one.person >= 1.4]
    if sum(one.count for one in firm) < 0.5 * len(told) and not weights.timed:
        return False
    if sum(lead.family is Family.NICK for lead in told) >= max(4, 0.6 * len(told)):
        return True
    again = [one for one in people.values() if one.count > 1]
    if not again and (weights.subject <= 0 or weights.talk < 0.3) and not weights.timed:
        return False
    again = again or firm
    total = sum(one.count for one in again)
    persons = sum(one.person >= 0.5 for one in people.values())
    if len(again) == 1 and weights.subject <= 0 and persons < 0.6 * len(people):
        return False
    return _named(again, total, weights) and _talking(again, total, weights, intro)


def _named(again: Sequence[Candidate], total: int, weights: Weights) -> bool:
    """Tell whether labels look like somebody's, or what follows them so much like talk that they need not."""
    likely = sum(one.count for one in again if one.person >= 0.5)
    chat = weights.talk * math.log2(total)
    spoken = (_speech(again, total) >= 0.9 and chat >= 1.3) or _plainly_spoken(again, total, weights)
    return 4 * likely >= total or spoken or weights.subject > 0 or weights.timed


def _speech(again: Sequence[Candidate], total: int) -> float:
    return sum(one.speech * one.count for one in again) / total


def _plainly_spoken(again: Sequence[Candidate], total: int, weights: Weights) -> bool:
    """Tell whether labels that nobody knows, none of them written small, change as people do who talk."""
    chat = weights.talk * math.log2(total)
    plain = all(one.person >= -0.1 for one in again)
    return plain and len(again) > 1 and chat >= 0.45 and _speech(again, total) >= 1.1


def _talking(again: Sequence[Candidate], total: int, weights: Weights, intro: Introduction) -> bool:
    """Tell whether something says that people talk: signs of it, the subject, the clock, who they are."""
    told = weights.talk >= 0.25 or weights.subject > 0 or weights.timed
    if told or _plainly_spoken(again, total, weights):
        return True
    speech = _speech(again, total)
    certain = any(
        total >= least and sum(one.count for one in again if one.person >= person) >= 0.8 * total
        for least, person in ((4, 2.0), (7, 1.2), (8 if speech >= 1.4 else 99, 1.0))
    )
    met = any(intro.score_of(one.name) > 0 or one.person >= 2.0 for one in again)
    return (weights.talk >= 0.1 or speech >= 0.8) and (certain or met or total >= 12)


def _accepted(
    people: Mapping[str, Candidate],
    told: Sequence[Lead],
    blocks: Sequence[Block],
    context: Context,
    *,
    score: float,
    subject: float,
) -> Collection[str]:
    """Return the labels that hold in a document of this score above the threshold; none when too few are left."""
    held = {key for key, one in people.items() if one.score + 0.4 * score >= -0.2}
    turns = [lead for lead in told if label_key(lead.name) in held]
    if len(held) >= 2 and len(turns) >= 3:
        return held
    sure = bool(held & context.known)
    pair = len(turns) == 2 and subject > 0 and all(people[key].person >= 1.5 for key in held)
    alone = len(held) == 1 and len(turns) >= 2 and _answers(turns, blocks)
    solo = len(held) == 1 and len(turns) >= 3 and all(people[key].person >= 2.0 for key in held)
    asking = len(held) == 1 and len(turns) >= 3 and subject >= 2 and all(map(is_question_label, held))
    return held if sure or pair or alone or solo or asking else frozenset()


def _answers(turns: Sequence[Lead], blocks: Sequence[Block]) -> bool:
    """Tell whether most turns stand right below a question that names nobody."""
    below = sum(lead.block > 0 and is_question(blocks[lead.block - 1]) for lead in turns)
    return below >= 2 and below >= 0.6 * len(turns)
