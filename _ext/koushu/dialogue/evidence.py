"""For and against: whether the labels of a document name people who talk, and which of them do.

Labels are candidates, the document decides. Each rule adds to a score what the survey of real posts
supports; no single rule is enough, and a name given by the author beats all of them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.blocks import BREAKS, Block, Kind
from koushu.dialogue.leads import Family, Lead
from koushu.dialogue.lexicon import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ACCEPT: Final = 3.0
"""Score from which a document is dialogue."""
UNSURE: Final = 2.4
"""Score from which a document is near enough to be named to its author."""

_SENTENCE_END: Final = re.compile(r"[.!?。！？…～~][\"'”’」』)）\]]*\s*\Z|[”」』]\s*\Z|—\s*\Z|\]\s*\Z")
_QUESTION: Final = re.compile(r"[?？]")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:(?:de|da|di|van|von|der|den|la|le|bin|al|el|of|the)\s+)*[A-ZÀ-Þ][\w'’.-]*){1,4},?.{0,8}")  # fmt: skip
_INITIALS: Final = re.compile(r"[A-Z]{2,4}")
_CJK_NAME: Final = re.compile(r"[\u3400-\u9fff·]{2,4}")
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")
_NUMBERED: Final = re.compile(r"(.*?[^\W\d])\s*(?:\d{1,2}|[A-Z]|[一二三四五六七八九十甲乙丙])")


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class Candidate:
    """One label with all its places."""

    key: str
    name: str
    leads: list[Lead] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    lists: int = 0
    """How many of its places are followed by nothing but a list, code or a table."""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence says of a document."""

    accepted: frozenset[str]
    """Folded labels that open turns; empty when the document is no dialogue."""
    score: float
    unsure: bool
    candidates: tuple[str, ...] = ()
    """Printed labels that came into question."""


def judge(blocks: Sequence[Block], leads: Sequence[Lead], context: Context) -> Verdict:
    """Return which labels of a document are speakers, with the score that decided."""
    candidates = _candidates(blocks, leads)
    _score_names(candidates.values(), blocks, context)
    people = {key: one for key, one in candidates.items() if one.score > -1.0}
    told = [lead for lead in leads if folded(lead.name) in people]
    if not told:
        return Verdict(frozenset(), 0.0, unsure=False)
    score = _document_score(people, told, blocks, context)
    names = tuple(one.name for one in people.values())
    accepted = _accepted(people, told, score, context)
    near = len(told) >= 4 and len(people) >= 2 and score >= UNSURE
    if not accepted or score < ACCEPT:
        return Verdict(frozenset(), score, near and bool(accepted), names)
    return Verdict(accepted, score, unsure=False, candidates=names)


def _candidates(blocks: Sequence[Block], leads: Sequence[Lead]) -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}
    for lead, following in zip_longest(leads, leads[1:]):
        key = folded(lead.name)
        one = found.setdefault(key, Candidate(key, lead.name))
        body, only_list = _body(blocks, lead, following)
        one.leads.append(lead)
        one.bodies.append(body)
        one.lists += only_list
    return found


def _body(blocks: Sequence[Block], lead: Lead, following: Lead | None) -> tuple[str, bool]:
    """Return the words after a lead, and whether there are none but those of a list or code."""
    block = blocks[lead.block]
    stop = following.start if following and following.block == lead.block else len(block.text)
    text = block.text[lead.body : stop].strip()
    limit = min(following.block if following else len(blocks), lead.block + 4)
    listed = False
    for index in range(lead.block + 1, max(limit, lead.block + 1)):
        other = blocks[index]
        if (following and following.block == lead.block) or other.kind in {Kind.HEADING, Kind.RULE}:
            break
        deeper = len(other.path) > len(block.path)
        listed = listed or (not text and (deeper or other.kind is Kind.CODE))
        if not text and not listed:
            text = other.text.strip()
    return text, listed and not text


def _score_names(candidates: Collection[Candidate], blocks: Sequence[Block], context: Context) -> None:
    prose = " ".join(block.text for block in blocks if block.kind in {Kind.PARAGRAPH, Kind.HEADING})
    title = context.title
    for one in candidates:
        one.score = _name_score(one, prose, title, context) + _speech_score(one)
        one.score += min(1.5, 0.6 * math.log2(len(one.leads)))


def _name_score(one: Candidate, prose: str, title: str, context: Context) -> float:
    name, key = one.name.strip(), one.key
    if key in context.known:
        return 6.0
    if key in lexicon.BREAKS or any(name.endswith(word) for word in lexicon.SAYING):
        return -9.0
    if key in lexicon.QUESTION_LABELS or key in lexicon.ANSWER_LABELS:
        return 0.0
    numbered = _NUMBERED.fullmatch(name)
    if key in lexicon.ROLES or (numbered and folded(numbered[1]) in lexicon.ROLES):
        return 2.5
    if _is_field(name, key):
        return -5.0
    score = 2.5 if key in context.short else 0.0
    score += 1.5 if any(folded(lead.aside) in lexicon.ROLES for lead in one.leads if lead.aside) else 0.0
    return score + (_latin_score(name, prose, title) if name[:1].isascii() else _wide_score(name, title))


def _is_field(name: str, key: str) -> bool:
    """Tell whether a label is the name of a field, a note or a numbered part."""
    if key in lexicon.FIELDS:
        return True
    words = [folded(word) for word in _WORD.findall(name)]
    if name[:1].isascii():
        return bool(words) and (words[0] in lexicon.FIELD_STEMS or words[-1] in lexicon.FIELD_STEMS)
    return name.endswith(lexicon.FIELD_TAILS) or name.startswith(lexicon.FIELD_HEADS)


def _latin_score(name: str, prose: str, title: str) -> float:
    words = _WORD.findall(name)
    score = 0.0
    if words and folded(words[0]) in lexicon.GIVEN_NAMES:
        score += 1.5
    if _CAPITALISED.fullmatch(name):
        score += 1.0
    elif _INITIALS.fullmatch(name):
        score += 0.5
    elif not name[:1].isupper():
        score -= 1.2
    told = len(re.findall(rf"(?<![\w*]){re.escape(name)}(?![\w:：*])", prose))
    if name[:1].isupper() and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title):
        score += 1.5
    return score + (0.7 if told and name[:1].isupper() else 0.0)


def _wide_score(name: str, title: str) -> float:
    score = 0.0
    if name.endswith(lexicon.HONORIFICS):
        score += 1.8
    elif name.endswith(lexicon.OCCUPATIONS):
        score += 0.8
    if _CJK_NAME.fullmatch(name) and name[0] in lexicon.SURNAMES:
        score += 0.5
    return score + (1.0 if len(name) > 1 and name in title else 0.0)


def _speech_score(one: Candidate) -> float:
    """Return how much what follows a label reads like somebody talking, averaged over its places."""
    count = len(one.bodies)
    said = [body for body in one.bodies if body]
    ended = sum(bool(_SENTENCE_END.search(body)) for body in said) / count
    asked = sum(bool(_QUESTION.search(body)) for body in said) / count
    personal = sum(_personal(body) for body in said) / count
    return 1.6 * (ended - 0.6) + 1.5 * min(asked, 0.6) + 1.4 * personal - 0.5 - 3.0 * one.lists / count


def _personal(body: str) -> bool:
    """Tell whether words address or name the one who talks."""
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(body[:600])}
    return bool(words & lexicon.FIRST_PERSON) or any(part in body[:600] for part in lexicon.FIRST_PERSON_CJK)


def _document_score(
    people: dict[str, Candidate], told: Sequence[Lead], blocks: Sequence[Block], context: Context
) -> float:
    weight = sum(len(one.leads) for one in people.values())
    mean = sum(one.score * len(one.leads) for one in people.values()) / weight
    score = mean + min(2.5, 0.7 * math.log2(max(len(told), 1)))
    score += _subject_score(blocks, context, people)
    score += _order_score(told, blocks)
    if sum(lead.time is not None for lead in told) >= max(3, len(told) / 2):
        score += 2.5
    return score


def _subject_score(blocks: Sequence[Block], context: Context, people: dict[str, Candidate]) -> float:
    """Return what the title, the tags, the headings and the introduction say the post is."""
    about = " ".join((context.title, *context.words)).casefold()
    first = min(lead.block for one in people.values() for lead in one.leads)
    intro = " ".join(block.text for block in blocks[:first])[-2500:].casefold()
    headings = " ".join(block.text for block in blocks if block.kind is Kind.HEADING).casefold()
    asked = people.keys() <= lexicon.QUESTION_LABELS | lexicon.ANSWER_LABELS
    score = 0.0
    if any(word in about or word in headings[:300] for word in lexicon.INTERVIEW):
        score += 2.0
    elif any(word in intro for word in lexicon.INTERVIEW):
        score += 1.2
    elif asked:
        score -= 4.0
    if any(word in f"{about} {headings}" for word in lexicon.QUESTIONS):
        score -= 6.0 if asked else 1.0
    return score


def _order_score(told: Sequence[Lead], blocks: Sequence[Block]) -> float:
    """Return what the order of labels says: people take turns irregularly, records repeat a cycle."""
    keys = [folded(lead.name) for lead in told]
    distinct = len(set(keys))
    score = 0.0
    if len(keys) >= 4 and distinct >= 2:
        changes = sum(a != b for a, b in zip(keys, keys[1:], strict=False)) / (len(keys) - 1)
        score += 0.7 if changes >= 0.6 else 0.0
    if distinct == len(keys) and len(keys) >= 3:
        score -= 1.5
    sections = _by_section(told, blocks)
    if len(sections) >= 2 and distinct >= 2:
        same = max(sections.count(section) for section in sections) / len(sections)
        once = all(len(set(section)) == len(section) for section in sections)
        score -= 3.0 if same >= 0.6 and once and len(sections[0]) > 1 else 0.0
    if distinct >= 3 and len(keys) >= 2 * distinct:
        cycle = keys[:distinct]
        score -= 3.0 if all(key == cycle[index % distinct] for index, key in enumerate(keys)) else 0.0
    return score


def _by_section(told: Sequence[Lead], blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """Return the labels under each heading that has any."""
    groups: dict[int, list[str]] = defaultdict(list)
    headings = [index for index, block in enumerate(blocks) if block.kind is Kind.HEADING]
    for lead in told:
        place = max((index for index in headings if index < lead.block), default=-1)
        groups[place].append(folded(lead.name))
    return [tuple(group) for group in groups.values()]


def _accepted(
    people: dict[str, Candidate], told: Sequence[Lead], score: float, context: Context
) -> frozenset[str]:
    """Return the labels that hold in a document of this score; none when too few are left."""
    support = 0.4 * (score - ACCEPT)
    held = {key for key, one in people.items() if one.score + support >= -0.2}
    turns = [lead for lead in told if folded(lead.name) in held]
    bodies = [body for key in held for body in people[key].bodies]
    if len(held) >= 2 and len(turns) >= 3:
        return frozenset(held)
    sure = held & context.known
    single = len(held) == 1 and len(turns) >= 3 and bool(sure or next(iter(held)) in lexicon.ROLES)
    pair = len(held) == 2 and len(turns) == 2 and all(people[key].score >= 1.5 for key in held)
    return frozenset(held) if bodies and (single or pair or sure) else frozenset()


def mid_paragraph(lead: Lead, blocks: Sequence[Block]) -> bool:
    """Tell whether a lead stands on a later line of its paragraph."""
    return lead.start > 0 and blocks[lead.block].text[lead.start - 1] in BREAKS


PLAIN_FAMILIES: Final = frozenset({Family.PLAIN, Family.CUE, Family.ITALIC, Family.BARE, Family.NICK})
