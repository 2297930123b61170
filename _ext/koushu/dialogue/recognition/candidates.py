"""The labels of a document with all their places, and how much what follows them reads like talk."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from koushu.dialogue import lexicon
from koushu.dialogue.lexicon import is_wide
from koushu.dialogue.recognition.blocks import Block, Kind
from koushu.dialogue.recognition.labels import label_key
from koushu.dialogue.recognition.leads import Family, Lead
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_STOP: Final = r"[.!?。！？…～~；]"
_CLOSE: Final = r"[\"'”’」』)）\]】»*_\s]*"
_SENTENCE_END: Final = re.compile(
    rf"{_STOP}{_CLOSE}(?:[(（\[【][^()（）\[\]【】]*[)）\]】]{_CLOSE})?\Z|[”」』]\s*\Z|[—–-]\s*\Z"
)
_QUESTION: Final = re.compile(r"[?？\u037e؟](?:\W|\Z)")
_ASKED: Final = re.compile(r"[?？\u037e؟][\s\"'”’」』)）\]】»*_]*(?:[(（\[][^()（）\[\]]*[)）\]])?\s*\Z")
_STAGE: Final = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】][.。]?\s*\Z")
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")
_OPENING: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACTING: Final = re.compile(
    r"(?!(?:this|yes|thanks|was|has|does|always|sometimes|perhaps|besides|congrats|lots|oops|guess|its|let's)\b)"
    r"[a-z]{2,}[b-hj-rt-z]s[\s.,]"
)
_GREETS: Final = r"@|\+1 (?:to )?|agree with |thanks |thank you |hello |hi |welcome |谢谢|感谢|同意"
_QUOTE: Final = "\"“”「『«„'‘"
_FIELD_LENGTH: Final = 120
"""Longest text of a field, in characters."""
_LOOKED_AT: Final = 600
"""How much of a turn is read for evidence, in characters."""


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


@record
class Repeated:
    """The places of all labels that stand more than once, counted so that each other label can be held to them."""

    blocks: tuple[int, ...]
    """The blocks in which they stand, in order."""
    families: Counter[Family]
    forms: Counter[tuple[str, Family]]
    """How often a label is written so, by its kind of writing and its family."""

    @classmethod
    def of(cls, people: Mapping[str, Candidate]) -> Repeated:
        """Return the count of the labels of these people."""
        places = [
            (lead, shape_of(one.name)) for one in people.values() if one.count > 1 for lead in one.leads
        ]
        return cls(
            tuple(sorted(lead.block for lead, _ in places)),
            Counter(lead.family for lead, _ in places),
            Counter((shape, lead.family) for lead, shape in places),
        )


def shape_of(name: str) -> str:
    """Return the kind of writing of a label: initials, capitals, lower case, wide, one word or several."""
    if is_wide(name[:1]):
        return "wide"
    case = "upper" if name.isupper() else "capital" if name[:1].isupper() else "lower"
    return f"{case} {min(len(name.split()), 2)}"


def gather(blocks: Sequence[Block], leads: Sequence[Lead]) -> dict[str, Candidate]:
    """Return the labels of a document by their compared form, each with its places and words."""
    found: dict[str, Candidate] = {}
    for lead, following in zip_longest(leads, leads[1:]):
        key = label_key(lead.name)
        one = found.setdefault(key, Candidate(key, lead.name))
        body, only_list = _body(blocks, lead, following)
        one.leads.append(lead)
        one.bodies.append(body)
        one.lists += only_list
    for one in found.values():
        one.speech = _speech_score(one)
    return found


def _body(blocks: Sequence[Block], lead: Lead, following: Lead | None) -> tuple[str, bool]:
    """Return the words after a lead, and whether there are none but those of a list or code."""
    block = blocks[lead.block]
    if following and following.block == lead.block:
        return block.text[lead.body : following.start].strip(), False
    text, listed = block.text[lead.body :].strip(), False
    end = min(following.block if following else len(blocks), lead.block + 5)
    deeper = lead.family in {Family.TERM, Family.ROW}
    for other in blocks[lead.block + 1 : end]:
        if other.kind in {Kind.HEADING, Kind.RULE} or (text and text[-1] not in ":："):
            break
        if other.kind is Kind.CODE or (len(other.path) > len(block.path) and not deeper):
            listed = True
        else:
            text = f"{text}\n{other.text.strip()}".strip()
    return text, (listed and not text) or text.startswith(("http://", "https://"))


def _speech_score(one: Candidate) -> float:
    """Return how much what follows a label reads like somebody talking, averaged over its places."""
    bodies = [body for body in one.bodies if not _STAGE.match(body)]
    if not bodies:
        return 0.0
    count = len(bodies)
    said = [body[:_LOOKED_AT] if len(body) > 2 * _LOOKED_AT else body for body in bodies if body]
    ended = sum(bool(_SENTENCE_END.search(body[-40:])) for body in bodies) / count
    asked = sum(bool(_QUESTION.search(body)) for body in said) / count
    personal = sum(is_personal(body) for body in said) / count
    answered = sum(opens_reply(body) for body in said) / count
    often = one.count > 2
    logs = sum(lead.family is Family.NICK or (often and lead.time is not None) for lead in one.leads)
    logged = logs / one.count
    score = 1.6 * (max(ended, 0.8 * logged) - 0.6) + 1.5 * min(asked, 0.6) + 1.4 * personal
    score += 0.8 * min(answered, 0.5) - 0.5 - 3.0 * one.lists / one.count
    if ended == asked == 0 and sum(map(len, said)) < 40 * count and logged < 0.5:
        score -= 1.5 if count > 1 else 2.5
    quoted = sum(body[:1] in _QUOTE for body in said) / count
    return score - 0.8 * (quoted > 0.5)


def is_personal(body: str) -> bool:
    """Tell whether words address or name the one who talks."""
    head = body[:_LOOKED_AT]
    if any(part in head for part in lexicon.FIRST_PERSON_CJK):
        return True
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(head)}
    return bool(words & lexicon.FIRST_PERSON)


def has_first_person(body: str) -> bool:
    """Tell whether words name the one who talks: I, me, 我, ich, je."""
    return _has(body, lexicon.MYSELF, lexicon.MYSELF_CJK)


def has_second_person(body: str) -> bool:
    """Tell whether words address somebody: you, 你, Sie, vous."""
    return _has(body, lexicon.YOURSELF, lexicon.YOURSELF_CJK)


def _has(body: str, words: frozenset[str], parts: tuple[str, ...]) -> bool:
    head = body[:_LOOKED_AT]
    if any(part in head for part in parts):
        return True
    return bool(words & {word.casefold().replace("’", "'") for word in _WORD.findall(head)})


def is_asked(body: str) -> bool:
    """Tell whether words end as a question does."""
    return bool(_ASKED.search(body[-80:]))


def opens_reply(body: str) -> bool:
    """Tell whether words begin as an answer to somebody does: yes, no, well, 对, はい."""
    if body.startswith(lexicon.REPLIES_CJK):
        return True
    opening = _OPENING.match(body)
    return opening is not None and opening.group().casefold().replace("’", "'") in lexicon.REPLIES


def talk_between(people: Iterable[Candidate]) -> float:
    """Return what speaks for a talk between the labels: questions, answers, and names that are called.

    The share of turns with such a sign, from 0 to 1; a name that is called counts twice.
    """
    listed = list(people)
    bodies = [(one, body[:_LOOKED_AT]) for one in listed for body in one.bodies if body]
    if not bodies:
        return 0.0
    calls = {one.key: _calling([other for other in listed if other is not one]) for one in listed}
    signs = 0.0
    for one, body in bodies:
        signs += 1.0 if _ASKED.search(body) or opens_reply(body) else 0.5 if _QUESTION.search(body) else 0.0
        signs += 2.0 * _calls(body, calls[one.key])
    return min(1.0, signs / len(bodies))


def small_share(people: Iterable[Candidate]) -> float:
    """Return the share of words after labels that begin small, as fields of a record do; none in a log of nicks."""
    listed = [one for one in people if one.leads[0].family is not Family.NICK]
    bodies = [body for one in listed for body in one.bodies if body]
    return sum(body[:1].islower() for body in bodies) / len(bodies) if bodies else 0.0


def acting_share(people: Iterable[Candidate]) -> float:
    """Return the share of words after labels that begin as what somebody does: `weighs the flour`; nobody talks so."""
    bodies = [body for one in people for body in one.bodies if body]
    return sum(bool(_ACTING.match(body)) for body in bodies) / len(bodies) if bodies else 0.0


def spoken_share(people: Iterable[Candidate]) -> float:
    """Return the share of words after labels that end as sentences do, or are too long for a field."""
    bodies = [body for one in people for body in one.bodies if body]
    full = sum(len(body) > _FIELD_LENGTH or bool(_SENTENCE_END.search(body[-40:])) for body in bodies)
    return full / len(bodies) if bodies else 0.0


def _calling(others: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the words by which some people may be called, in order."""
    words = {word for one in others[:40] for word in (one.name, one.name.split(" ")[0]) if len(word) > 1}
    return tuple(sorted(words))


def _calls(body: str, words: tuple[str, ...]) -> bool:
    """Tell whether a body calls one of some people by name, as `Chris, …` or `…, Chris?`."""
    small = body.lower()
    # Which letters are alike without case is simple for these; others are left to the pattern.
    plain = "\u0131" not in body and "\u017f" not in body and "\u0130" not in body
    likely = (
        not plain or word.lower() in small or not (word.isascii() or word.lower() == word.upper())
        for word in words
    )
    return any(likely) and _called(words).search(body) is not None


@lru_cache(maxsize=1024)
def _called(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of some names where somebody is called; the same people talk in many posts."""
    names = "|".join(re.escape(word) for word in words)
    return re.compile(
        rf"(?:\A|[.!?,，。！？]\s*)(?:{names})\s*(?:[,，?？!！]|[.。]\Z)|(?:{_GREETS})(?:{names})(?!\w)",
        re.IGNORECASE,
    )
