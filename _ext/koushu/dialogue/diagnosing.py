"""What an editor may want to look at in a dialogue: nothing here changes what is printed."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import ROLES, folded, is_wide
from koushu.dialogue.recognition.blocks import Block, Style
from koushu.dialogue.recognition.forms import seconds_of
from koushu.dialogue.recognition.narration import is_broken
from koushu.dialogue.recognition.turns import Item, ItemKind
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.recognition.leads import Lead
    from koushu.dialogue.recognition.turns import Reading

_LEFT_MARKS: Final = re.compile(r"\*\*|__")
_SHORTEST: Final = 20
"""Shortest narration that is told when it stands twice, in characters."""


def diagnose(
    blocks: Sequence[Block], reading: Reading, known: Sequence[Speaker] = (), *, field_line: int = 1
) -> tuple[Problem, ...]:
    """Return what is odd in the dialogue of one document, by line; `known` are the people of the register.

    `field_line` is the 1-based line on which a front matter field `dialogue` would be looked for.
    """
    if not reading.turns:
        return tuple(_unsure(reading, field_line))
    found = [
        *_drift(blocks, reading),
        *_unknown(blocks, reading, known),
        *_ambiguous(blocks, reading, known),
        *_broken(blocks, reading),
        *_colons(blocks, reading),
        *_lone(blocks, reading),
        *_empty(blocks, reading),
        *_repeated(blocks, reading),
        *_backwards(blocks, reading),
        *_scripts(blocks, reading),
    ]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.kind.value)))


def _unsure(reading: Reading, line: int) -> Iterator[Problem]:
    if reading.verdict.unsure:
        yield Problem(Kind.DIALOGUE_UNSURE, line, unsure_message(reading))


def unsure_message(reading: Reading) -> str:
    """Return what is said of a document that is nearly a dialogue, with the line that would decide."""
    names = ", ".join(reading.verdict.candidates[:4])
    return (
        f"this may be a dialogue ({names}); the front matter line `dialogue: on` sets it as one, "
        "`dialogue: off` keeps it as it is"
    )


def _turns(reading: Reading) -> Iterator[tuple[Item, Lead]]:
    return ((item, item.lead) for item in reading.turns if item.lead is not None)


def _line(blocks: Sequence[Block], item: Item) -> int:
    return blocks[item.first].line_at(item.start)


def _drift(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    """Tell of one person under several labels, other than by an introduction in full."""
    labels: dict[str, dict[str, int]] = defaultdict(dict)
    for item, lead in _turns(reading):
        if len(item.speakers) == 1:
            labels[item.speakers[0].id].setdefault(lead.name, _line(blocks, item))
    for forms in labels.values():
        if len(forms) > 2 or (len(forms) == 2 and len({form.casefold() for form in forms}) == 1):
            names = ", ".join(f"`{form}`" for form in forms)
            message = f"one person has the labels {names}; expected one of them throughout"
            yield Problem(Kind.LABEL_DRIFT, max(forms.values()), message)


def _unknown(blocks: Sequence[Block], reading: Reading, known: Sequence[Speaker]) -> Iterator[Problem]:
    keys = {key for person in known for key in person.keys}
    told: set[str] = set()
    for item, lead in _turns(reading):
        label = folded(lead.name)
        away = known and not any(person.keys & keys for person in item.speakers)
        if away and label and label not in told and label not in ROLES:
            told.add(label)
            near = difflib.get_close_matches(lead.name, [person.name for person in known], 1)
            hint = f"the nearest name is `{near[0]}`" if near else "no name is near"
            message = f"`{lead.name}` is not among the speakers that are told; {hint}"
            yield Problem(Kind.UNKNOWN_SPEAKER, _line(blocks, item), message)


def _ambiguous(blocks: Sequence[Block], reading: Reading, known: Sequence[Speaker]) -> Iterator[Problem]:
    told: set[str] = set()
    for item, lead in _turns(reading):
        key = folded(lead.name)
        fits = [person.name for person in known if key in person.keys]
        if len(fits) > 1 and key not in told:
            told.add(key)
            message = (
                f"`{lead.name}` may be {' or '.join(f'`{name}`' for name in fits)}; expected one of them"
            )
            yield Problem(Kind.AMBIGUOUS_ALIAS, _line(blocks, item), message)


def _broken(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    for item in reading.items:
        block = blocks[item.first]
        if item.lead is not None:
            opening = block.text[item.start : item.lead.body]
            odd = bool(_LEFT_MARKS.search(opening)) and item.lead.language == ""
        else:
            opening = block.text[:24]
            odd = item.kind is ItemKind.NARRATION and is_broken(block)
        if odd:
            message = f"the emphasis of `{opening.strip()}` does not close for Hugo; it is read as meant"
            yield Problem(Kind.BROKEN_EMPHASIS, _line(blocks, item), message)


def _colons(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    """Tell of labels of one post that have the colon inside the bold here and outside there."""
    places: dict[bool, list[int]] = defaultdict(list)
    for item, lead in _turns(reading):
        block = blocks[item.first]
        end = block.text.find(":", lead.name_end, lead.body)
        end = end if end >= 0 else block.text.find("：", lead.name_end, lead.body)
        if end >= 0 and block.has(Style.STRONG, lead.name_start, lead.name_start + 1):
            places[block.has(Style.STRONG, end, end + 1)].append(_line(blocks, item))
    if len(places) == 2:
        fewer = min(places.values(), key=len)
        message = (
            f"the colon stands inside the bold in {len(places[True])} labels, outside in {len(places[False])}"
        )
        yield Problem(Kind.COLON_MIXED, fewer[0], message)


def _lone(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    counts = Counter(person.id for item in reading.turns for person in item.speakers)
    if len(reading.turns) < 4:
        return
    for item, lead in _turns(reading):
        if len(item.speakers) == 1 and counts[item.speakers[0].id] == 1:
            message = f"`{lead.name}` speaks once; `dialogue.ignore` in the front matter keeps a label plain"
            yield Problem(Kind.SINGLE_TURN, _line(blocks, item), message)


def _empty(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    for item, lead in _turns(reading):
        if item.last == item.first and not blocks[item.first].text[lead.body : item.stop].strip():
            message = f"`{lead.name}` says nothing; expected words after the label"
            yield Problem(Kind.EMPTY_TURN, _line(blocks, item), message)


def _repeated(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for item in reading.items:
        text = folded(blocks[item.first].text)
        if item.kind is not ItemKind.NARRATION or len(text) < _SHORTEST:
            continue
        if text in lines:
            message = f"this narration stands already on line {lines[text]}"
            yield Problem(Kind.DUPLICATE_NARRATION, _line(blocks, item), message)
        lines.setdefault(text, _line(blocks, item))


def _backwards(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    before = -1.0
    for item, lead in _turns(reading):
        now = seconds_of(lead.time) if lead.time else None
        if now is None:
            continue
        if now < before:
            message = f"the time {lead.time} is before that of an earlier turn"
            yield Problem(Kind.TIME_BACKWARDS, _line(blocks, item), message)
        before = max(before, now)


def _scripts(blocks: Sequence[Block], reading: Reading) -> Iterator[Problem]:
    """Tell of turns that change between scripts without a word of the language they are in."""
    if any(item.lead is not None and item.lead.language for item in reading.turns):
        return
    wide = [any(map(is_wide, blocks[item.first].text[item.start : item.stop])) for item in reading.turns]
    changes = sum(one != other for one, other in itertools.pairwise(wide))
    if len(wide) >= 4 and changes >= 0.8 * (len(wide) - 1):
        message = "turns change between two languages; a tag such as `EN:` before the label tells which"
        yield Problem(Kind.MISSING_LANG, _line(blocks, reading.turns[0]), message)
