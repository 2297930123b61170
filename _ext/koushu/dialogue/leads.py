"""Leads: the words that may open a turn, found at the beginning of a line.

`**Ana:** Yes`, `**Ana**: Yes`, `Ana (host): Yes`, `**安娜**　はい`, `[00:01:02] Ana: Yes`, `Ana` alone above
what she says. A lead is only a candidate: `evidence` decides by the document whether it names a speaker.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from koushu.dialogue.blocks import Block, Kind, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_COLON: Final = r"[:：﹕∶]"
_TIME: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_BRACKETED_TIME: Final = rf"(?:\[{_TIME}\]|\({_TIME}\)|（{_TIME}）|【{_TIME}】|{_TIME})"
_ASIDE: Final = r"(?:\([^()\n]{1,60}\)|（[^（）\n]{1,40}）|\[[^\[\]\n]{1,60}\]|【[^【】\n]{1,40}】)"
_MARK: Final = r"(?:\*{1,3}|_{1,3})"

# Before a name: a time, a dash of the dialogue list, asterisks that failed to become emphasis.
_PREFIX: Final = re.compile(rf"(?:\s*(?P<time>{_BRACKETED_TIME})[ \t　]*[-–—]?)?\s*(?P<mark>{_MARK})?\s*")
# After a name: in any order a role, a time, closing asterisks; then the colon.
_TAIL: Final = re.compile(
    rf"(?P<between>(?:\s*{_ASIDE}|\s*[-–—|,，]?\s*{_BRACKETED_TIME}|\s*{_MARK})*)"
    rf"\s*(?P<colon>{_COLON})?(?P<mark>{_MARK})?"
    rf"(?P<after>\s*{_BRACKETED_TIME}(?!\d)\s*{_COLON}?)?"
)
_PLAIN_NAME: Final = re.compile(
    r"[^\s:：﹕∶,，。.!?！？;；、…“”\"「」『』《》<>|=#/\\`*_~()（）\[\]【】{}-][^:：﹕∶,，。!?！？;；…“”\"「」『』《》<>|=#\\`*~()（）\[\]【】{}\n\u2028]{0,59}?(?=\s*(?:[:：﹕∶]|[(（\[【][^()（）\[\]【】\n]{1,60}[)）\]】]\s*[:：﹕∶]?|[-–—]\s*\d|\s\s?\d{1,2}:\d{2}))"
)
_NICK: Final = re.compile(r"<(?P<name>[\w.|\[\]-]{1,24})>\s+")
_SENTENCE: Final = re.compile(
    r"[,，。!?！？;；…“”\"「」『』]|(?<!\b[A-Z])(?<!\b[DMJS]r)(?<!\bM[rs]s)(?<!\bMs)(?<!Prof)(?<!\bSt)\.(?:\s|\Z)"
)
_DEGREE: Final = re.compile(r",\s*[A-Z][\w.]{0,5}\Z")
_TIME_IN: Final = re.compile(_TIME)
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


class Family(StrEnum):
    """The shape of a lead."""

    BOLD = "bold"
    ITALIC = "italic"
    PLAIN = "plain"
    TIMED = "timed"
    BARE = "bare"
    """Bold, no colon, a wide blank before the words."""
    CUE = "cue"
    """A name alone on its line."""
    WHOLE = "whole"
    """The whole turn in bold or italics, its name inside."""
    NICK = "nick"
    TERM = "term"
    """A term whose definition is what is said."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A candidate for the opening of a turn; offsets count in the text of its block."""

    block: int
    """Index of the block among the document's leaf blocks."""
    start: int
    """Where the turn begins."""
    name_start: int
    name_end: int
    body: int
    """Where the words begin: after colon and blanks."""
    name: str
    """The name as printed, without role, time and markup."""
    family: Family
    aside: str = ""
    """What stands in brackets after the name: a role, or initials."""
    time: str | None = None
    """The time code, `HH:MM:SS` or as printed."""
    colon: bool = True


def find_leads(blocks: Sequence[Block]) -> list[Lead]:
    """Return every candidate lead of a document, in order."""
    return [lead for index, block in enumerate(blocks) for lead in _leads_of(index, block, blocks)]


def name_shaped(name: str) -> bool:
    """Tell whether a text could be printed as somebody's name: short, and no sentence."""
    name = _DEGREE.sub("", name)
    if not name or not any(char.isalpha() for char in name) or _SENTENCE.search(name):
        return False
    wide = len(_CJK.findall(name))
    if wide:
        return wide <= 12 and len(name) <= 30
    return len(name.split()) <= 6 and len(name) <= 48


def _leads_of(index: int, block: Block, blocks: Sequence[Block]) -> Iterator[Lead]:
    if block.kind not in {Kind.PARAGRAPH, Kind.TERM} or any(step.kind == "footnote" for step in block.path):
        return
    if block.kind is Kind.TERM:
        name = block.text.strip().rstrip(":：").strip()
        if name_shaped(name):
            begin = block.text.index(name)
            yield Lead(index, 0, begin, begin + len(name), len(block.text), name, Family.TERM, colon=False)
        return
    follows = index + 1 < len(blocks) and blocks[index + 1].kind is not Kind.HEADING
    for start in block.line_starts():
        lead = _lead_at(block, start, last=follows)
        if lead is not None and name_shaped(lead.name):
            yield replace(lead, block=index)


def _lead_at(block: Block, start: int, *, last: bool) -> Lead | None:
    """Return the lead that a line opens with; `last` tells that a block follows, so the name may stand alone."""
    end = block.line_end(start)
    nick = _NICK.match(block.text, start, end)
    if nick:
        return Lead(0, start, nick.start("name"), nick.end("name"), nick.end(), nick["name"], Family.NICK)
    prefix = _PREFIX.match(block.text, start, end)
    begin = prefix.end() if prefix else start
    time = prefix["time"] if prefix else None
    if begin >= end or block.styles[begin] & Style.CODE:
        return None
    for style, family in ((Style.STRONG, Family.BOLD), (Style.EMPHASIS, Family.ITALIC)):
        run = min(block.run_end(begin, style), end)
        if run > begin:
            return _styled_lead(block, (start, begin, run, end), family, time, last=last)
    if prefix and prefix["mark"]:
        return _broken_lead(block, (start, begin, end), prefix["mark"], time)
    return _plain_lead(block, (start, begin, end), time)


def _styled_lead(
    block: Block, places: tuple[int, int, int, int], family: Family, time: str | None, *, last: bool
) -> Lead | None:
    """Read a lead whose name is set in bold or italics; `places` are line start, run start, run end, line end."""
    start, begin, run, end = places
    inside = re.match(rf"[^:：﹕∶\n\u2028]{{1,60}}?(?=\s*{_COLON})", block.text[begin:run])
    name_end = begin + inside.end() if inside else run
    name_end, aside, inner_time = _peel(block.text, begin, name_end)
    tail = _TAIL.match(block.text, name_end, end)
    if tail is None:
        return None
    body = _skip_blanks(block.text, tail.end(), end)
    times = time or _time_in(tail["between"]) or _time_in(tail["after"]) or inner_time
    aside = aside or _aside_in(tail["between"])
    colon = bool(tail["colon"])
    lead = Lead(0, start, begin, name_end, body, block.text[begin:name_end], family, aside, times, colon)
    if colon:
        whole = body < run and block.all_styled(
            body, end, block.styles[begin] & (Style.STRONG | Style.EMPHASIS)
        )
        if body < run and not whole:
            return None
        return replace(lead, family=Family.WHOLE) if whole else lead
    if times is not None:
        return replace(lead, family=Family.TIMED)
    if "\u3000" in block.text[name_end:body] and body < end:
        return replace(lead, family=Family.BARE)
    alone = body >= end and (last or end < len(block.text))
    return replace(lead, family=Family.CUE) if alone and family is Family.BOLD else None


def _broken_lead(block: Block, places: tuple[int, int, int], mark: str, time: str | None) -> Lead | None:
    """Read a lead whose asterisks were left standing: `**记者：**您好` is not bold to CommonMark."""
    start, begin, end = places
    close = block.text.find(mark, begin, min(end, begin + 64))
    if close < 0:
        return None
    name_end, aside, inner_time = _peel(block.text, begin, close)
    text = block.text[begin:name_end].rstrip()
    if text and text[-1] in ":：﹕∶":
        name_end = begin + len(text) - 1
    tail = _TAIL.match(block.text, name_end, end)
    if tail is None or not tail["colon"] or tail.end() < close:
        return None
    body = _skip_blanks(block.text, max(tail.end(), close + len(mark)), end)
    times = time or _time_in(tail["between"]) or _time_in(tail["after"]) or inner_time
    name = block.text[begin:name_end].strip()
    return Lead(
        0, start, begin, name_end, body, name, Family.BOLD, aside or _aside_in(tail["between"]), times
    )


def _plain_lead(block: Block, places: tuple[int, int, int], time: str | None) -> Lead | None:
    start, begin, end = places
    name = _PLAIN_NAME.match(block.text, begin, end)
    if name is None or any(style & Style.CODE for style in block.styles[begin : name.end()]):
        return None
    name_end, aside, _ = _peel(block.text, begin, name.end())
    tail = _TAIL.match(block.text, name_end, end)
    if tail is None or not (tail["colon"] or _time_in(tail["between"])):
        return None
    if tail["colon"] == ":" and block.text[tail.end() : tail.end() + 2] == "//":
        return None
    body = _skip_blanks(block.text, tail.end(), end)
    times = time or _time_in(tail["between"]) or _time_in(tail["after"])
    if not tail["colon"] and body < end and not time:
        return None
    family = Family.TIMED if times else Family.PLAIN
    aside = aside or _aside_in(tail["between"])
    text = block.text[begin:name_end]
    return Lead(0, start, begin, name_end, body, text, family, aside, times, bool(tail["colon"]))


def _peel(text: str, begin: int, end: int) -> tuple[int, str, str | None]:
    """Return where a name ends without what trails it, what stood in brackets, and a time code."""
    aside, time = "", None
    while True:
        trailing = re.search(rf"\s*(?:({_ASIDE})|[-–—,]?\s*({_BRACKETED_TIME}))?\s*\Z", text[begin:end])
        if trailing is None or trailing.start() == 0 or trailing.group() == "":
            return end, aside, time
        time = time or _time_in(trailing.group())
        if trailing[1] and not _time_in(trailing[1]):
            aside = aside or trailing[1][1:-1].strip()
        end = begin + trailing.start()


def _time_in(text: str | None) -> str | None:
    found = _TIME_IN.search(text or "")
    return found.group() if found else None


def _aside_in(text: str) -> str:
    found = re.search(_ASIDE, text)
    return found.group()[1:-1].strip() if found and not _time_in(found.group()) else ""


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or unicodedata.category(text[start]) == "Zs"):
        start += 1
    return start


def names_in(leads: Iterable[Lead]) -> list[str]:
    """Return the printed names of some leads, each once, in order."""
    return list(dict.fromkeys(lead.name for lead in leads))
