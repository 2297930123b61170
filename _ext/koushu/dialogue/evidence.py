"""For and against: whether the labels of a document name people who talk, and which of them do.

Labels are candidates, the document decides. Each rule adds to a score what the survey of real posts
supports; no single rule is enough, and a name given by the author beats all of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.blocks import Block, Kind
from koushu.dialogue.labels import FIELD, KNOWN, is_question_label, label_key, person_score
from koushu.dialogue.leads import Family, Lead
from koushu.dialogue.lexicon import folded
from koushu.dialogue.narration import is_question

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCEPT: Final = 3.0
"""Score from which a document is dialogue."""
UNSURE: Final = 2.4
"""Score from which a document is near enough to be named to its author."""

LEAST: Final = -1.0
"""Score below which a label is out of the question."""
ROLE: Final = 2.5
"""What a label gets that is a part people play in a talk."""

_JOINT: Final = re.compile(r"\s*(?:&|＆|、|/|／| and | und | et | y | e |和|与|與)\s*")
_BRACKETS: Final = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_SENTENCE_END: Final = re.compile(r"[.!?。！？…～~][\"'”’」』)）\]]*\s*\Z|[”」』]\s*\Z|—\s*\Z|\]\s*\Z")
_QUESTION: Final = re.compile(r"[?？]")
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")


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
    person: float = 0.0
    """How much the label itself looks like somebody's name or part."""
    speech: float = 0.0
    """How much what follows it reads like talk."""

    @property
    def count(self) -> int:
        """Return how often the label stands."""
        return len(self.leads)

    @property
    def score(self) -> float:
        """Return what speaks for the label, its repetition included."""
        return self.person + self.speech + min(1.5, 0.6 * math.log2(len(self.leads)))


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
    small = frozenset(word for word in _WORD.findall(_prose(blocks, leads)) if word.islower())
    for one in candidates.values():
        known = one.key in context.known
        one.person = KNOWN if known else person_score(one.leads, context.title, small, context.short)
        one.speech = _speech_score(one)
    people = {key: one for key, one in candidates.items() if one.score > LEAST}
    people = _fitting(people, blocks, context)
    told = [lead for lead in leads if label_key(lead.name) in people]
    if not told:
        return Verdict(frozenset(), 0.0, unsure=False)
    subject = _subject_score(blocks, context, people)
    score = _document_score(people, told, blocks) + subject
    score -= 3.0 * sum(one.count for one in candidates.values() if one.person <= FIELD) / len(leads)
    names = tuple(one.name for one in people.values())
    likely = _borne_out(people, told, subject, context)
    accepted = _accepted(people, told, blocks, context, score=score, subject=subject)
    if likely and accepted and score >= ACCEPT:
        return Verdict(accepted, score, unsure=False, candidates=names)
    near = likely and len(told) >= 4 and len(people) >= 2 and score >= UNSURE
    return Verdict(frozenset(), score, near, names)


def _prose(blocks: Sequence[Block], leads: Sequence[Lead]) -> str:
    """Return the running text of a document without the labels themselves."""
    begins = {lead.block: lead.body for lead in leads if lead.start == 0}
    texts = (
        block.text[begins.get(index, 0) :]
        for index, block in enumerate(blocks)
        if block.kind is Kind.PARAGRAPH
    )
    return " ".join(texts)


def _fitting(people: dict[str, Candidate], blocks: Sequence[Block], context: Context) -> dict[str, Candidate]:
    """Return the labels without those that stand once, or elsewhere than the others, and look like nobody."""
    repeated = [(lead, one) for one in people.values() if one.count > 1 for lead in one.leads]
    places = Counter(_place(blocks[lead.block]) for lead, _ in repeated)
    shapes = Counter((_shape(one.name), lead.family) for lead, one in repeated)
    kept = {}
    for key, one in people.items():
        at_home = not places or any(
            _place(blocks[lead.block]) == places.most_common(1)[0][0] for lead in one.leads
        )
        alike = any(2 * shapes[_shape(one.name), lead.family] >= len(repeated) for lead in one.leads)
        if one.count > 1:
            least = FIELD if at_home else 0.5
        else:
            least = 1.4 if not at_home else -1.2 if alike and repeated and one.speech > 0 else 0.9
        if one.person >= least or key in context.known or (one.count == 1 and _joint(one, people)):
            kept[key] = one
    return kept


def _shape(name: str) -> str:
    """Return the kind of writing of a label: initials, capitals, lower case, wide, one word or several."""
    if not name[:1].isascii():
        return "wide"
    case = "upper" if name.isupper() else "capital" if name[:1].isupper() else "lower"
    return f"{case} {min(len(name.split()), 2)}"


def _place(block: Block) -> tuple[str, ...]:
    return tuple(step.kind for step in block.path)


def _joint(one: Candidate, people: dict[str, Candidate]) -> bool:
    """Tell whether a label joins labels that stand by themselves elsewhere."""
    parts = [folded(_BRACKETS.sub("", part)) for part in _JOINT.split(one.name)]
    return len(parts) > 1 and all(part in people for part in parts)


def _borne_out(people: dict[str, Candidate], told: Sequence[Lead], subject: float, context: Context) -> bool:
    """Tell whether something besides order says that people talk: their names, the subject, the clock.

    A document whose labels mostly stand once is a list of terms, and labels of which none looks like
    somebody's are the fields of a record.
    """
    if people.keys() & context.known:
        return True
    timed = _timed(told)
    firm = [one for one in people.values() if one.count > 1 or one.person >= 1.4]
    if sum(one.count for one in firm) < 0.5 * len(told) and not timed:
        return False
    again = [one for one in people.values() if one.count > 1] or firm
    likely = sum(one.count for one in again if one.person >= 0.5)
    talking = sum(one.speech * one.count for one in again) >= 0.9 * sum(one.count for one in again)
    return 4 * likely >= sum(one.count for one in again) or talking or subject > 0 or timed


def _timed(told: Sequence[Lead]) -> bool:
    """Tell whether most turns carry a time code, as in a transcript; a timetable names nobody twice."""
    again = len({label_key(lead.name) for lead in told}) < len(told)
    return again and sum(lead.time is not None for lead in told) >= max(3, len(told) / 2)


def _candidates(blocks: Sequence[Block], leads: Sequence[Lead]) -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}
    for lead, following in zip_longest(leads, leads[1:]):
        key = label_key(lead.name)
        one = found.setdefault(key, Candidate(key, lead.name))
        body, only_list = _body(blocks, lead, following)
        one.leads.append(lead)
        one.bodies.append(body)
        one.lists += only_list
    return found


def _body(blocks: Sequence[Block], lead: Lead, following: Lead | None) -> tuple[str, bool]:
    """Return the words after a lead, and whether there are none but those of a list or code."""
    block = blocks[lead.block]
    if following and following.block == lead.block:
        return block.text[lead.body : following.start].strip(), False
    text, listed = block.text[lead.body :].strip(), False
    end = min(following.block if following else len(blocks), lead.block + 5)
    for other in blocks[lead.block + 1 : end]:
        if other.kind in {Kind.HEADING, Kind.RULE} or (text and text[-1] not in ":："):
            break
        if other.kind is Kind.CODE or (len(other.path) > len(block.path) and lead.family is not Family.TERM):
            listed = True
        else:
            text = f"{text}\n{other.text.strip()}".strip()
    return text, (listed and not text) or text.startswith(("http://", "https://"))


def _speech_score(one: Candidate) -> float:
    """Return how much what follows a label reads like somebody talking, averaged over its places."""
    count = len(one.bodies)
    said = [body for body in one.bodies if body]
    ended = sum(bool(_SENTENCE_END.search(body)) for body in said) / count
    asked = sum(bool(_QUESTION.search(body)) for body in said) / count
    personal = sum(_personal(body) for body in said) / count
    score = 1.6 * (ended - 0.6) + 1.5 * min(asked, 0.6) + 1.4 * personal - 0.5 - 3.0 * one.lists / count
    if ended == asked == 0 and sum(map(len, said)) < 40 * count:
        score -= 1.5 if count > 1 else 2.5
    return score


def _personal(body: str) -> bool:
    """Tell whether words address or name the one who talks."""
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(body[:600])}
    return bool(words & lexicon.FIRST_PERSON) or any(part in body[:600] for part in lexicon.FIRST_PERSON_CJK)


def _document_score(people: dict[str, Candidate], told: Sequence[Lead], blocks: Sequence[Block]) -> float:
    mean = sum(one.score * one.count for one in people.values()) / len(told)
    span = told[-1].block - told[0].block + 1
    score = mean + min(2.5, 0.7 * math.log2(len(told)))
    order = _order_score(told, blocks)
    # Somebody who leads the talk gives the word round: a cycle then says less.
    led = any(one.person >= ROLE for one in people.values())
    score += order / 3 if led and order < 0 else order
    if len(told) < 0.08 * span:
        score -= 1.5
    return score + (2.5 if _timed(told) else 0.0)


def _subject_score(blocks: Sequence[Block], context: Context, people: dict[str, Candidate]) -> float:
    """Return what the title, the tags, the headings and the introduction say the post is."""
    about = " ".join((context.title, *context.words)).casefold()
    first = min(lead.block for one in people.values() for lead in one.leads)
    intro = " ".join(block.text for block in blocks[:first])[-2500:].casefold()
    headings = " ".join(block.text for block in blocks if block.kind is Kind.HEADING).casefold()
    questions = sum(one.count for one in people.values() if is_question_label(one.key))
    asked = questions >= 0.8 * sum(one.count for one in people.values())
    score = 0.0
    if lexicon.INTERVIEW.search(about) or lexicon.INTERVIEW.search(headings[:300]):
        score += 2.0
    elif lexicon.INTERVIEW.search(intro):
        score += 1.2
    elif asked:
        score -= 4.0
    if lexicon.QUESTIONS.search(f"{about} {headings}"):
        score -= 6.0 if asked else 1.0
    return score


def _order_score(told: Sequence[Lead], blocks: Sequence[Block]) -> float:
    """Return what the order of labels says: people take turns irregularly, records repeat a cycle."""
    counts = Counter(label_key(lead.name) for lead in told)
    repeated = [lead for lead in told if counts[label_key(lead.name)] > 1]
    keys = [label_key(lead.name) for lead in repeated]
    distinct = len(set(keys))
    if distinct < 2:
        return -1.5 if len(counts) == len(told) >= 3 else 0.0
    changes = sum(a != b for a, b in pairwise(keys)) / (len(keys) - 1)
    score = 0.7 if changes >= 0.6 else 0.0
    sections = _by_section(repeated, blocks)
    if len(sections) >= 2:
        same = max(sections.count(section) for section in sections) / len(sections)
        once = all(len(set(section)) == len(section) > 1 for section in sections)
        score -= 4.0 if same >= 0.6 and once else 0.0
    if distinct >= 3 and _predictability(keys) >= 0.85:
        score -= 3.5
    return score


def _predictability(keys: Sequence[str]) -> float:
    """Return the share of labels that are followed by what most often follows them."""
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for one, after in pairwise(keys):
        following[one][after] += 1
    return sum(max(counts.values()) for counts in following.values()) / (len(keys) - 1)


def _by_section(told: Sequence[Lead], blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """Return the labels under each heading that has any."""
    groups: dict[int, list[str]] = defaultdict(list)
    headings = [index for index, block in enumerate(blocks) if block.kind is Kind.HEADING]
    for lead in told:
        place = max((index for index in headings if index < lead.block), default=-1)
        groups[place].append(label_key(lead.name))
    return [tuple(group) for group in groups.values()]


def _accepted(
    people: dict[str, Candidate],
    told: Sequence[Lead],
    blocks: Sequence[Block],
    context: Context,
    *,
    score: float,
    subject: float,
) -> frozenset[str]:
    """Return the labels that hold in a document of this score; none when too few are left."""
    support = 0.4 * (score - ACCEPT)
    held = {key for key, one in people.items() if one.score + support >= -0.2}
    turns = [lead for lead in told if label_key(lead.name) in held]
    if len(held) >= 2 and len(turns) >= 3:
        return frozenset(held)
    sure = bool(held & context.known)
    pair = len(turns) == 2 and subject > 0 and all(people[key].person >= 1.5 for key in held)
    alone = len(held) == 1 and len(turns) >= 2 and _answers(turns, blocks)
    solo = len(held) == 1 and len(turns) >= 3 and all(people[key].person >= 2.0 for key in held)
    return frozenset(held) if sure or pair or alone or solo else frozenset()


def _answers(turns: Sequence[Lead], blocks: Sequence[Block]) -> bool:
    """Tell whether most turns stand right below a question that names nobody."""
    below = sum(lead.block > 0 and is_question(blocks[lead.block - 1]) for lead in turns)
    return below >= 2 and below >= 0.6 * len(turns)
