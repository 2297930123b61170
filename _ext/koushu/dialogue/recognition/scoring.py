"""What the labels of a document or a section weigh together: order, subject, talk, clock."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.recognition.blocks import Block, Kind
from koushu.dialogue.recognition.candidates import (
    Candidate,
    acting_share,
    has_first_person,
    has_second_person,
    is_asked,
    small_share,
    spoken_share,
    talk_between,
)
from koushu.dialogue.recognition.labels import is_question_label, label_key
from koushu.dialogue.recognition.leads import Family
from koushu.dialogue.recognition.narration import is_question
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.dialogue.recognition.introductions import Introduction
    from koushu.dialogue.recognition.leads import Lead
    from koushu.dialogue.recognition.region import Region

ROLE: Final = 2.5
"""What a label gets that is a part people play in a talk."""
_SOMEBODY: Final = 0.5
"""From what score on a label looks like somebody's."""
_NAMED: Final = 1.2
"""From what score on a label is very likely somebody's."""
_LONG: Final = 12
"""From how many changes on a cycle may be broken and is still no chance."""


@record
class Weights:
    """What speaks for a dialogue and against it, by name."""

    reasons: tuple[tuple[str, float], ...]
    subject: float
    talk: float
    timed: bool

    @property
    def total(self) -> float:
        """Return the sum."""
        return sum(value for _, value in self.reasons)


def weigh(
    region: Region,
    people: Mapping[str, Candidate],
    told: Sequence[Lead],
    about: tuple[str, Sequence[str]],
    intro: Introduction,
) -> Weights:
    """Return the weights of the labels `people` at their places `told`; `about` are title and tags."""
    mean = sum(one.score * one.count for one in people.values()) / len(told)
    order = _order_score(told, region, people)
    # Somebody who leads the talk gives the word round: a cycle then says less.
    talk = min(1.0, talk_between(people.values()) + _answering_share(told, people, region.blocks))
    met = sum(one.count for one in people.values() if intro.gives(one.name)) / len(told)
    led = met >= 0.8 or (talk >= 0.2 and any(one.person >= ROLE for one in people.values()))
    span = told[-1].block - told[0].block + 1
    subject = _subject_score(region, about, people, intro)
    timed = _timed(told) and (spoken_share(people.values()) >= 0.4 or talk >= 0.25)
    small = max(0.0, small_share(people.values()) - 0.3) * (1.0 - talk)
    reasons = (
        ("labels", mean),
        ("number", min(2.5, 0.7 * math.log2(len(told)))),
        ("order", order / 3 if led and order < 0 else order),
        ("spread", -1.5 if len(told) < 0.08 * span else 0.0),
        ("clock", 2.5 if timed else 0.0),
        ("subject", subject),
        ("introduced", 1.5 * met if len(told) >= 3 else 0.0),
        ("small letters", -3.0 * small),
        ("acts", -4.0 * max(0.0, acting_share(people.values()) - 0.2)),
        ("talk", 2.2 * (min(talk, 0.8) - 0.35)),
    )
    return Weights(reasons, subject, talk, timed)


def _answering_share(told: Sequence[Lead], people: Mapping[str, Candidate], blocks: Sequence[Block]) -> float:
    """Return the share of labels, of such as look like somebody's, right below a question that names nobody."""
    below = sum(
        people[label_key(lead.name)].person >= _SOMEBODY
        for lead in told
        if lead.block > 0 and _asks(blocks[lead.block - 1])
    )
    return below / len(told)


def _asks(block: Block) -> bool:
    """Tell whether a block is a heading that asks, or a paragraph in bold that does."""
    if block.kind is Kind.HEADING:
        return block.text.rstrip().endswith(("?", "？"))
    return is_question(block)


def _timed(told: Sequence[Lead]) -> bool:
    """Tell whether most turns carry a time code, as in a transcript; a timetable names nobody twice."""
    again = len({label_key(lead.name) for lead in told}) < len(told)
    return again and sum(lead.time is not None for lead in told) >= max(3, len(told) / 2)


def _subject_score(
    region: Region,
    about: tuple[str, Sequence[str]],
    people: Mapping[str, Candidate],
    intro: Introduction,
) -> float:
    """Return what the title, the tags, the headings and the introduction say the post is."""
    title = " ".join((about[0], *about[1])).casefold()
    headings = " ".join(region.of_kind(Kind.HEADING)).casefold()
    questions = sum(one.count for one in people.values() if is_question_label(one.key))
    asked = questions >= 0.8 * sum(one.count for one in people.values())
    score = 0.0
    if lexicon.INTERVIEW.search(headings[:300]) or lexicon.INTERVIEW.search(title):
        score += 2.0
    elif lexicon.INTERVIEW.search(intro.text.casefold()):
        score += 1.2
    elif not asked and lexicon.MEETINGS.search(f"{title} {intro.heading.casefold()}"):
        score += 0.8
    elif asked:
        score += 1.0 if _asks_about_you(people) else 0.0 if _converses(people) else -4.0
    if lexicon.QUESTIONS.search(f"{title} {headings}"):
        score -= 6.0 if asked else 1.0
    if lexicon.GUIDES.search(f"{title} {intro.heading.casefold()}") or title.startswith("how to"):
        score -= 4.0
    return score


def _converses(people: Mapping[str, Candidate]) -> bool:
    """Tell whether some questions only say something and some answers ask: no list of questions does."""
    asked = [body for one in people.values() if one.key in lexicon.QUESTION_LABELS for body in one.bodies]
    told = [body for one in people.values() if one.key in lexicon.ANSWER_LABELS for body in one.bodies]
    if len(asked) < 3 or len(told) < 3:
        return False
    said = sum(not is_asked(body) for body in asked) / len(asked)
    back = sum(is_asked(body) for body in told) / len(told)
    return said + back >= 0.25 and any(has_first_person(body) for body in told)


def _asks_about_you(people: Mapping[str, Candidate]) -> bool:
    """Tell whether questions say `you` and answers `I`: in a list of questions the reader says `I`."""
    asked = [body for one in people.values() if one.key in lexicon.QUESTION_LABELS for body in one.bodies]
    told = [body for one in people.values() if one.key in lexicon.ANSWER_LABELS for body in one.bodies]
    if len(asked) < 2 or len(told) < 2:
        return False
    you = sum(has_second_person(body) and not has_first_person(body) for body in asked) / len(asked)
    me = sum(has_first_person(body) for body in told) / len(told)
    return you >= 0.5 and me >= 0.5


def _order_score(told: Sequence[Lead], region: Region, people: Mapping[str, Candidate]) -> float:
    """Return what the order of labels says: people take turns irregularly, records repeat a cycle."""
    counts = Counter(label_key(lead.name) for lead in told)
    repeated = [lead for lead in told if counts[label_key(lead.name)] > 1]
    keys = [label_key(lead.name) for lead in repeated]
    distinct = len(set(keys))
    if distinct < 2:
        return -1.5 if len(counts) == len(told) >= 3 else 0.0
    changes = sum(a != b for a, b in pairwise(keys)) / (len(keys) - 1)
    score = 0.7 if changes >= 0.6 else 0.0
    sections = _by_section(repeated, region)
    if len(sections) >= 2:
        same = max(Counter(sections).values()) / len(sections)
        once = all(len(set(section)) == len(section) > 1 for section in sections)
        score -= 4.0 if same >= 0.6 and once else 0.0
    named = 2 * sum(people[key].person >= _NAMED for key in keys) >= len(keys)
    least = 1.0 if named and len(keys) <= _LONG else 0.85
    log = 2 * sum(lead.family is Family.NICK for lead in told) > len(told)
    if distinct >= 3 and not log and _predictability(keys) >= least:
        score -= 3.5
    return score


def _predictability(keys: Sequence[str]) -> float:
    """Return the share of labels that are followed by what most often follows them."""
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for one, after in pairwise(keys):
        following[one][after] += 1
    return sum(max(counts.values()) for counts in following.values()) / (len(keys) - 1)


def _by_section(told: Sequence[Lead], region: Region) -> list[tuple[str, ...]]:
    """Return the labels under each heading that has any."""
    groups: dict[int, list[str]] = defaultdict(list)
    headings = [
        index for index in range(region.begin, region.end) if region.blocks[index].kind is Kind.HEADING
    ]
    for lead in told:
        groups[bisect_left(headings, lead.block)].append(label_key(lead.name))
    return [tuple(group) for group in groups.values()]
