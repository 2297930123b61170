"""The forms a lead takes in one line or one block: how it is told from the words that follow it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from koushu.dialogue.lexicon import ANSWER_LABELS, LANGUAGE_TAGS, QUESTION_LABELS, folded, is_wide
from koushu.dialogue.recognition.blocks import OBJECT, Block, Style
from koushu.dialogue.recognition.leads import UNNAMED_LABEL, Family, Lead, name_shaped

_COLON: Final = r"[:：﹕∶]"
_DASH: Final = r"[–—―]|-{1,3}(?=\s)"
_TIME: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?!\d)"
_BRACKETED_TIME: Final = rf"(?:\[{_TIME}\]|\({_TIME}\)|（{_TIME}）|【{_TIME}】|{_TIME})"
_DATE: Final = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ \t]+"
_HALF: Final = r"(?:[ \t]?[AaPp]\.?[Mm]\.?)?"
_STAMP: Final = rf"(?:{_BRACKETED_TIME}{_HALF}|[\[(]?{_DATE}{_TIME}{_HALF}[\])]?)"
_ASIDE: Final = r"(?:\([^()\n]{1,60}\)|（[^（）\n]{1,40}）|\[[^\[\]\n]{1,60}\]|【[^【】\n]{1,40}】)"
_MARK: Final = r"(?:\*{1,3}|_{1,3})"
_NO_NAME: Final = r":：﹕∶。.!?！？;；…“”\"「」『』《》<>|=#\\`*~()（）\[\]【】{}"

# Before a name: a picture, a time, a dash of the dialogue list, a language, asterisks that failed to become emphasis.
_PREFIX: Final = re.compile(
    rf"[\s{OBJECT}]*(?:(?P<time>{_STAMP})[ \t　]*[-–—]?)?[\s{OBJECT}]*"
    rf"(?:[\[(【（](?P<language>[A-Za-z]{{2,3}}|[中英日韩韓])[\])】）]\s*)?(?P<mark>{_MARK})?\s*"
)
# After a name: in any order a role, a time, closing asterisks; then the colon.
_TAIL: Final = re.compile(
    rf"(?P<between>(?:\s*{_ASIDE}|\s*[-–—|,，]?\s*{_BRACKETED_TIME}|\s*{_MARK})*)"
    rf"\s*(?P<colon>{_COLON})?(?P<mark>{_MARK})?"
    rf"(?P<after>\s*{_BRACKETED_TIME}\s*{_COLON}?)?"
)
_PLAIN_NAME: Final = re.compile(
    rf"(?:(?:M[RrSsXx]{{1,2}}|M[Rr][Ss]|D[Rr]|S[Tt]|P[Rr][Oo][Ff]|H[Oo][Nn]|J[Rr]|[A-Z])\.\s?){{0,2}}"
    rf"[^\s,，、/_{_NO_NAME}-][^,，\n\u2028{_NO_NAME}]{{0,59}}?"
    rf"(?=\s*(?:{_COLON}|[(（\[【][^()（）\[\]【】\n]{{1,60}}[)）\]】]\s*[:：﹕∶]?|[-–—]\s*\d|\s\s?\d{{1,2}}:\d{{2}}))"
)
# One of these stands behind every plain name: it takes long to see at each letter that none does.
_SIGN: Final = re.compile(r"[:：﹕∶(（\[【]|[-–—]\s*\d")
_NICK: Final = re.compile(r"<(?P<name>[\w.|\[\]-]{1,24})>\s+")
_STOP: Final = re.compile(
    rf"(?P<name>(?:(?:MRS?|MS|DR|ST|PROF|FR)\. )?[A-ZÀ-Þ][A-ZÀ-Þ'’ -]{{1,30}}\d?|[A-Z]\d{{0,2}})"
    rf"(?P<between>\s*{_ASIDE})?\.(?:\s*{_ASIDE}\.?)?\s+(?=\S)"
)
_SPACED: Final = re.compile(r"(?P<name>[^\s:：。、，！？「」（）]{1,10})\u3000+(?=\S)")
_DASHED: Final = re.compile(rf"(?P<name>[^\W\d_][^,，\n\u2028{_NO_NAME}–—―]{{0,39}}?)\s+[–—―-]\s+(?=\S)")
_UNNAMED: Final = re.compile(r"(?P<name>[―─—ー]{2,}|[–—―](?=\s))\s*(?=[^\s―─—ー])")
_LENTICULAR: Final = re.compile(
    r"(?:【(?P<a>[^【】\n]{1,20})】|［(?P<b>[^［］\n]{1,20})］|〔(?P<d>[^〔〕\n]{1,20})〕|〖(?P<e>[^〖〗\n]{1,20})〗"
    r"|「(?P<f>[^「」\n]{1,12})」(?=\s*[:：])|\[(?P<c>[^\[\]\n]{1,24})\])"
)
_INSIDE: Final = re.compile(rf"(?:[^:：﹕∶\n\u2028]|(?<=\d):(?=\d\d)){{1,60}}?(?=\s*{_COLON}(?!\d\d))")
_CLOSED: Final = re.compile(rf"\s*(?:{_ASIDE}\s*)?(?P<dash>{_DASH})\s*")
_DATED: Final = re.compile(rf"\s*[\[(]?{_DATE}")
_TIME_IN: Final = re.compile(_TIME)
_TRAILING: Final = re.compile(rf"\s*(?:({_ASIDE})|[-–—,]?\s*({_BRACKETED_TIME}))?\s*\Z")
_ENDS: Final = frozenset(")）]】")
_LETTERS: Final = QUESTION_LABELS | ANSWER_LABELS
_LINE_NAME: Final = 40
"""Longest text of a line that may be a name alone."""


class _Place(NamedTuple):
    """Where a line is read: its start, where the name may begin, where the line ends."""

    start: int
    begin: int
    end: int
    time: str | None = None
    last: bool = False
    """A block follows, so the name may stand alone."""


def leads_in(block: Block, *, last: bool) -> list[Lead]:
    """Return the candidates of a paragraph, one for each line that opens with one; `last` if a block follows."""
    found = (_at(block, start, block.line_end(start), last=last) for start in block.line_starts())
    return [one for one in found if one and (one.family is Family.UNNAMED or name_shaped(one.name))]


def term_lead(block: Block) -> Lead | None:
    """Return the name that a term of a definition list is."""
    name = block.text.strip().rstrip(":：").strip()
    if not name_shaped(name):
        return None
    begin = block.text.index(name)
    return Lead(0, 0, begin, begin + len(name), len(block.text), name, Family.TERM, colon=False)


def heading_lead(block: Block) -> Lead | None:
    """Return the lead that a heading is, or opens with.

    A paragraph right above a line of dashes is a heading too, so any form with a colon may stand here.
    """
    lead = _at(block, 0, block.line_end(0), last=True)
    if lead is not None and lead.body < len(block.text):
        return lead if name_shaped(lead.name) and lead.colon else None
    name = block.text.strip().rstrip(":：").strip()
    if not name_shaped(name) or len(name) > _LINE_NAME:
        return None
    begin = block.text.index(name)
    return Lead(0, 0, begin, begin + len(name), len(block.text), name, Family.HEADING, colon=False)


def cell_lead(block: Block, time: str | None) -> Lead | None:
    """Return the name that a cell of a table is; `time` stands in a cell before it."""
    place = _Place(0, len(block.text) - len(block.text.lstrip()), len(block.text.rstrip()))
    end, aside, inner = _peel(block.text, place.begin, place.end)
    name = block.text[place.begin : end].rstrip(":：")
    if not name_shaped(name):
        return None
    end = place.begin + len(name)
    body = len(block.text)
    return Lead(0, 0, place.begin, end, body, name, Family.ROW, aside, time or inner, colon=False)


def time_in(text: str) -> str | None:
    """Return the first time code in a text."""
    found = _TIME_IN.search(text)
    return found.group() if found else None


def seconds_of(time: str) -> float | None:
    """Return the seconds of a time code; nothing for what is none."""
    try:
        parts = [float(part) for part in time.replace(",", ".").split(":")]
    except ValueError:
        return None
    return sum(part * 60.0**power for power, part in enumerate(reversed(parts)))


def is_time(text: str) -> bool:
    """Tell whether a text is a time code and nothing else."""
    return bool(re.fullmatch(_BRACKETED_TIME, text.strip()))


def _at(block: Block, start: int, end: int, *, last: bool) -> Lead | None:
    """Return the lead that a line opens with; behind a language tag, the lead that follows the tag."""
    lead = _read(block, start, end, last=last)
    if lead is None or not lead.colon or lead.body >= end:
        return lead
    if folded(lead.name) not in LANGUAGE_TAGS:
        return lead
    inner = _read(block, lead.body, end, last=last)
    tag = LANGUAGE_TAGS[folded(lead.name)]
    return inner._replace(start=start, language=tag) if inner and inner.colon else lead


def _read(block: Block, start: int, end: int, *, last: bool) -> Lead | None:
    prefix = _PREFIX.match(block.text, start, end)
    begin = prefix.end() if prefix else start
    time = time_in(prefix["time"]) if prefix and prefix["time"] else None
    if begin >= end or block.has(Style.CODE, begin, begin + 1):
        return None
    place = _Place(start, begin, end, time, last)
    marked = _marked(block, place)
    if marked:
        return marked
    for style, family in ((Style.STRONG, Family.BOLD), (Style.EMPHASIS, Family.ITALIC)):
        run = min(block.run_end(begin, style), end)
        if run > begin:
            return _styled(block, place, run, family)
    if prefix and prefix["mark"]:
        return _broken(block, place, prefix["mark"])
    return _plain(block, place) or _without_colon(block, place)


def _marked(block: Block, place: _Place) -> Lead | None:
    """Read a lead that brackets or a long dash tell, in whatever letters: a nick, a name in brackets, nobody's."""
    text, begin, end = block.text, place.begin, place.end
    nick = _NICK.match(text, begin, end)
    unnamed = _UNNAMED.match(text, begin, end)
    bracketed = _LENTICULAR.match(text, begin, end)
    if nick:
        name, places, family = nick["name"], (nick.start("name"), nick.end("name"), nick.end()), Family.NICK
    elif unnamed:
        name, family = UNNAMED_LABEL if len(unnamed["name"]) > 1 else unnamed["name"], Family.UNNAMED
        places = begin, unnamed.end("name"), unnamed.end()
    elif bracketed:
        group = next(one for one in "abcdef" if bracketed[one])
        name, family = bracketed[group].strip(), Family.BRACKETED
        places = bracketed.start(group), bracketed.end(group), bracketed.end()
    else:
        return None
    return Lead(0, place.start, *places, name, family, time=place.time, colon=family is Family.NICK)


def _bare(block: Block, place: _Place, run: int) -> Lead | None:
    """Read a styled name that a wide blank parts from the words, or a letter that a full stop does."""
    text = block.text
    letter = _STOP.match(text, place.begin, run)
    if letter and run >= place.end and _is_letter(letter["name"]):
        places = letter.start("name"), letter.end("name"), letter.end()
        return Lead(0, place.start, *places, letter["name"], Family.STOP, time=place.time, colon=False)
    body = _skip_blanks(text, run, place.end)
    if not text.startswith("\u3000", run) or body >= place.end or _INSIDE.match(text, place.begin, run):
        return None
    end, aside, time = _peel(text, place.begin, run)
    name = text[place.begin : end]
    return Lead(
        0, place.start, place.begin, end, body, name, Family.BARE, aside, place.time or time, colon=False
    )


def _styled(block: Block, place: _Place, run: int, family: Family) -> Lead | None:
    """Read a lead whose name is set in bold or italics up to `run`."""
    text = block.text
    bare = _bare(block, place, run)
    if bare:
        return bare
    inside = _INSIDE.match(text, place.begin, run)
    name_end = inside.end() if inside else run
    name_end, aside, inner_time = _peel(text, place.begin, name_end)
    tail = _TAIL.match(text, name_end, place.end)
    if tail is None:  # pragma: no cover - every part of it may be empty
        return None
    body = _skip_blanks(text, tail.end(), place.end)
    times = place.time or _time_of(tail["between"]) or _time_of(tail["after"]) or inner_time
    aside = aside or _aside_in(tail["between"])
    name = text[place.begin : name_end]
    lead = Lead(0, place.start, place.begin, name_end, body, name, family, aside, times, bool(tail["colon"]))
    if lead.colon:
        return _with_colon(place, run, lead)
    if times is not None:
        return lead._replace(family=Family.TIMED)
    alone = body >= place.end and (place.last or place.end < len(text))
    cue = alone and family is Family.BOLD and not name.endswith(".")
    return lead._replace(family=Family.CUE) if cue else None if alone else _stopped(block, place, run, lead)


def _with_colon(place: _Place, run: int, lead: Lead) -> Lead | None:
    """Return a styled lead with a colon: the words behind it are plain, or the whole line is styled."""
    if lead.body >= run:
        return lead
    reach = min(run, place.end) - lead.body
    mostly = reach >= 0.6 * (place.end - lead.body)
    return lead._replace(family=Family.WHOLE) if mostly else None


def _stopped(block: Block, place: _Place, run: int, lead: Lead) -> Lead | None:
    """Read a styled name that a dash or a full stop parts from the words."""
    text = block.text
    dash = _CLOSED.match(text, run, place.end)
    if dash and dash.end() < place.end:
        return lead._replace(body=dash.end(), family=Family.DASH, colon=False)
    name = lead.name.rstrip()
    if name.endswith((".", "|", "｜")) and lead.body < place.end:
        bare = name.rstrip(".|｜").rstrip()
        end = place.begin + len(bare)
        return lead._replace(name=bare, name_end=end, family=Family.STOP, colon=False)
    return None


def _broken(block: Block, place: _Place, mark: str) -> Lead | None:
    """Read a lead whose asterisks were left standing: `**记者：**您好` is not bold to CommonMark."""
    text, begin = block.text, place.begin
    close = text.find(mark, begin, min(place.end, begin + 64))
    if close < 0:
        return None
    name_end, aside, inner_time = _peel(text, begin, close)
    inside = text[begin:name_end].rstrip()
    if inside and inside[-1] in ":：﹕∶":
        name_end = begin + len(inside) - 1
    tail = _TAIL.match(text, name_end, place.end)
    name = text[begin:name_end].strip()
    after = close + len(mark)
    if tail is None or not tail["colon"] or tail.end() < close:
        wide = after < place.end and len(mark) == 2 and (is_wide(text[after]) or text[after] == "\u3000")
        body = _skip_blanks(text, after, place.end)
        bare_name = text[begin:close].rstrip("|｜ ")
        bare = Lead(0, place.start, begin, begin + len(bare_name), body, bare_name, Family.BARE, colon=False)
        return bare if wide and len(mark) == 2 else None
    body = _skip_blanks(text, max(tail.end(), after), place.end)
    times = place.time or _time_of(tail["between"]) or _time_of(tail["after"]) or inner_time
    aside = aside or _aside_in(tail["between"])
    return Lead(0, place.start, begin, name_end, body, name, Family.BOLD, aside, times)


def _plain(block: Block, place: _Place) -> Lead | None:
    text, begin, end = block.text, place.begin, place.end
    if _SIGN.search(text, begin, min(end, begin + 220)) is None:
        return None
    name = _PLAIN_NAME.match(text, begin, min(end, begin + 220))
    if name is None or block.has(Style.CODE, begin, name.end()):
        return None
    name_end, aside, _ = _peel(text, begin, name.end())
    tail = _TAIL.match(text, name_end, end)
    if tail is None or not (tail["colon"] or _time_of(tail["between"])):
        return None
    if tail["colon"] == ":" and text[tail.end() : tail.end() + 2] == "//":
        return None
    body = _skip_blanks(text, tail.end(), end)
    times = place.time or _time_of(tail["between"]) or _time_of(tail["after"])
    if not tail["colon"] and body < end and not times:
        return None
    dated = _DATED.match(text, place.start, begin)
    family = Family.NICK if dated else Family.TIMED if times else Family.PLAIN
    aside = aside or _aside_in(tail["between"])
    printed = text[begin:name_end]
    return Lead(0, place.start, begin, name_end, body, printed, family, aside, times, bool(tail["colon"]))


def _without_colon(block: Block, place: _Place) -> Lead | None:
    """Read a plain lead that has no colon: a full stop, a wide blank, a dash, or the name alone."""
    text, begin, end = block.text, place.begin, place.end
    forms = ((_STOP, Family.STOP), (_SPACED, Family.BARE), (_DASHED, Family.DASH))
    for form, family in forms:
        found = form.match(text, begin, min(end, begin + 120))
        if found is None or (family is Family.STOP and not _may_stop(found["name"])):
            continue
        if (
            family is Family.DASH
            and text[found.end("name") :].lstrip()[:1] == "-"
            and not _is_letter(found["name"])
        ):
            continue
        name = found["name"].strip()
        places = found.start("name"), found.start("name") + len(name), found.end()
        return Lead(0, place.start, *places, name, family, time=place.time, colon=False)
    alone = text[begin:end].rstrip()
    if (
        place.start == 0
        and len(alone) <= _LINE_NAME
        and (place.last or end < len(text))
        and alone[:1].isalpha()
    ):
        name_end, aside, _ = _peel(text, begin, begin + len(alone))
        name, body = text[begin:name_end], min(end + 1, len(text))
        if not name[:1].islower():
            places = begin, name_end, body
            return Lead(0, place.start, *places, name, Family.LINE, aside, place.time, colon=False)
    return None


def _may_stop(name: str) -> bool:
    return _is_letter(name) or len(name) > 2


def _is_letter(name: str) -> bool:
    return folded(name).rstrip("0123456789") in _LETTERS


def _peel(text: str, begin: int, end: int) -> tuple[int, str, str | None]:
    """Return where a name ends without what trails it, what stood in brackets, and a time code."""
    aside, time = "", None
    while True:
        last = text[end - 1 : end]
        # One of these ends whatever trails a name.
        if last not in _ENDS and not last.isspace() and not last.isdigit():
            return end, aside, time
        trailing = _TRAILING.search(text[begin:end])
        if trailing is None or trailing.start() == 0 or trailing.group() == "":
            return end, aside, time
        time = time or _time_of(trailing.group())
        if trailing[1] and not _time_of(trailing[1]):
            aside = aside or trailing[1][1:-1].strip()
        end = begin + trailing.start()


def _time_of(text: str | None) -> str | None:
    return time_in(text or "")


def _aside_in(text: str) -> str:
    found = re.search(_ASIDE, text)
    return found.group()[1:-1].strip() if found and not _time_of(found.group()) else ""


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or unicodedata.category(text[start]) == "Zs"):
        start += 1
    return start
