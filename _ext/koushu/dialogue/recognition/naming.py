"""The full name behind a printed label, as the text around the turns gives it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import HONORIFICS, ROLES, SENTENCE_STARTERS, SURNAMES, folded
from koushu.late_pattern import late_pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_PARTICLE: Final = r"(?:de|da|do|dos|di|du|del|della|van|von|der|den|ter|ten|la|le|bin|ibn|al|el|zu|af|av)"
_WORD: Final = r"[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w'’-]*[\w]"
_AFTER: Final = (
    rf"(?:[ \t]+{_PARTICLE}){{0,2}}(?:[ \t]+|\n(?!\n)){_WORD}(?:(?:[ \t]+{_PARTICLE}){{0,2}}[ \t]+{_WORD})?"
)
_BEFORE: Final = rf"{_WORD}(?:[ \t]+(?:{_WORD}|[A-Z]\.))?(?:[ \t]+{_PARTICLE}){{0,2}}(?:[ \t]+|\n(?!\n))"
_APART: Final = re.compile(r"(?<![\w'’])")
_GOES_ON: Final = late_pattern(_AFTER)
_FULL: Final = late_pattern(
    rf"(?<!\w){_WORD}(?:(?:(?:[ \t]+|\n(?!\n)){_PARTICLE}){{0,3}}(?:[ \t]+|\n(?!\n))(?:{_WORD}|[A-Z]\.)){{1,3}}"
)
_TITLED: Final = re.compile(r"(Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Lady|Herr|Frau|Mme|M)\.?\s+([^\s]+)")
_INITIALS: Final = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.\s?){2,4}")
_SHORT: Final = late_pattern(
    r"[（(]\s*(?:以下简称|以下簡稱|以下|简称|hereafter|hereinafter)?\s*[“\"「]?"
    r"(?P<short>[A-Z](?:\.?[A-Za-z]){0,4}|[\u3040-\u30ff\u3400-\u9fff]{1,4})[”\"」]?\s*[）)]"
)
_BRACKET: Final = late_pattern(
    r"(?P<name>[^\s，。、；：“”「」（）(),.;:*_|\[\]][^，。、；：“”「」（）(),;:*_|\[\]\n\u2028]{0,40}?)[\s*_\])]{0,4}"
    + _SHORT.pattern
)
# `主持人（周敏，1956 年生）`, `问：小隐；`, `Host: Ana Silva` alone: a part and who has it.
_NAME: Final = re.compile(r"[（(](?P<name>[^，,；;：:（）()\n]{2,30})(?:[，,][^（）()\n]{0,40})?[）)]")
_PRESENTED: Final = late_pattern(
    rf"(?P<label>[^\W\d_]{{1,12}}(?: [^\W\d_]{{1,12}})?)[ *_]{{0,3}}{_NAME.pattern}"
)
_BEFORE_BRACKET: Final = 48
"""More characters than either pattern takes before its bracket."""
_CREDIT: Final = late_pattern(
    r"(?:^|[；;（(，,|]|\n)[ *_-]*(?P<label>[^\W_]{1,14})[ *_]*[:：][ *_]*"
    r"(?P<name>[^，,；;：:（）()|。.!?！？\n]{2,30})(?=$|[；;）)|\n])"
)
_CREDIT_MARKS: Final = "；;（(，,|"
_COLON: Final = re.compile("[:：]")
_WIDE: Final = r"\u3040-\u30ff\u3400-\u9fff"
_EDGE: Final = rf"(?=[^{_WIDE}]|[和与跟同是在的说和說則则对曾]|先生|女士|老师|老師|博士|教授|さん|氏|\Z)"
_NOTHING: Final = re.compile("")
_NOT_WIDE: Final = re.compile(rf"(?<![{_WIDE}])")
_ONE_HAN: Final = late_pattern(r"([\u3400-\u9fff])")
_GIVEN: Final = late_pattern(rf"[\u3400-\u9fff]{{1,2}}{_EDGE}")
_AT_EDGE: Final = late_pattern(_EDGE)
_ADDRESSED: Final = late_pattern(rf"[ 　]?[{_WIDE}]{{1,3}}?(?=さん|氏|先生|様|（)")
_FUNCTION: Final = frozenset(
    "的呢吗了是在和与與都就也不有这那這着过說说从向于时会能经应全别单后跟同对家里上下"
)
"""Characters that join or end words, so that a name seldom holds them."""
_SLIP: Final = 5
"""Shortest name in which one wrong letter is taken for a slip."""


def full_name(label: str, texts: Sequence[str]) -> str:
    """Return the one full name that a label can mean in the first of some texts that gives any; else nothing.

    Nothing is returned when two people fit: a first or family name, initials, or a family name with a title.
    """
    if folded(label) in ROLES or not folded(label):
        return ""
    finder = _wide_names if _is_wide(label) else _initialled if _INITIALS.fullmatch(label) else _latin_names
    for text in texts:
        found = Counter(re.sub(r"\s+", " ", name) for name in finder(label, text))
        if found:
            return _only(found)
    return ""


def _only(found: Counter[str]) -> str:
    """Return the one name of some, of which longer ones may go on with a word that is none; else nothing."""
    shortest = min(found, key=lambda name: (-found[name], len(name)))
    same = all(
        name.startswith(shortest) or shortest.startswith(name) or name.endswith(shortest) for name in found
    )
    return shortest if same else ""


def _is_wide(label: str) -> bool:
    return bool(re.match(rf"[{_WIDE}]", label))


def _latin_names(label: str, text: str) -> Iterator[str]:
    titled = _TITLED.fullmatch(label)
    if titled:
        family = rf"{titled[1]}\.?(?:[ \t]+{_WORD}){{1,2}}[ \t]+{re.escape(titled[2])}(?![\w'’])"
        yield from (match.group() for match in re.finditer(family, text))
        return
    if " " in label or not label[:1].isupper():
        return
    for _, after in _around(label, text, _APART, _GOES_ON):
        yield label + after
    # A blank, or one break of a line, stands before a name that goes on.
    if not any(f"{blank}{label}" in text for blank in (" ", "\t", "\n")):
        return
    name = re.escape(label)
    for match in re.finditer(rf"(?<![\w'’])({_BEFORE}){name}(?![\w'’])", text):
        words = match.group().split()
        while len(words) > 1 and (words[0].casefold() in SENTENCE_STARTERS or set("'’") & set(words[0])):
            words = words[1:]
        if len(words) > 1 and words[0][:1].isupper():
            yield " ".join(words)


def _initialled(label: str, text: str) -> Iterator[str]:
    letters = [char.casefold() for char in label if char.isalpha()]
    for match in _FULL.finditer(text):
        words = match.group().split()
        while len(words) > 2 and words[0].casefold() in SENTENCE_STARTERS:
            words = words[1:]
        parts = [part for word in words for part in word.split("-") if part]
        for some in (words, parts, [word for word in words if word[:1].isupper()]):
            if [word[0].casefold() for word in some] == letters:
                yield " ".join(words)
                break


def _wide_names(label: str, text: str) -> Iterator[str]:
    bare = label
    for title in HONORIFICS:
        if len(label) > len(title) and label.endswith(title):
            bare = label.removesuffix(title)
    if bare[:1] in {"老", "小", "阿"} and len(bare) == 2:
        bare = bare[1:]
    if len(bare) == 1 and bare in SURNAMES:
        found = (bare + after for _, after in _around(bare, text, _NOTHING, _GIVEN))
        yield from (name for name in found if not name.endswith(HONORIFICS) and not set(name[1:]) & _FUNCTION)
    elif len(label) in {2, 3}:
        if len(label) == 2 and label[0] not in SURNAMES:
            families = (before for before, _ in _around(label, text, _ONE_HAN, _AT_EDGE))
            yield from (family + label for family in families if family in SURNAMES - _FUNCTION)
        for _, after in _around(label, text, _NOT_WIDE, _ADDRESSED):
            yield label + after


def _around(
    word: str, text: str, before: re.Pattern[str], after: re.Pattern[str]
) -> Iterator[tuple[str, str]]:
    """Yield what two patterns take right before and behind a word, at each place where both fit, none twice.

    It is what one pattern with the word in its middle would find, without one made anew for each word. The first
    takes a fixed number of characters, which is the number of its groups.
    """
    end = 0
    place = text.find(word)
    while place >= 0:
        begin = place - before.groups
        head = before.match(text, begin) if begin >= end else None
        tail = after.match(text, place + len(word)) if head else None
        if head and tail:
            yield head.group(), tail.group()
            end = tail.end()
        place = text.find(word, max(end, place + 1))


def introduced(text: str, printed: Collection[str]) -> dict[str, str]:
    """Return folded short form -> the name it stands for, for each `Name (AB)` whose short form is a printed label."""
    wanted = {folded(label) for label in printed}
    found: dict[str, str] = {}
    for pattern, matches in ((_PRESENTED, _presented(text)), (_CREDIT, _credits(text))):
        for match in matches:
            key, name = folded(match["label"]), match["name"].strip()
            parted = pattern is _CREDIT and (key in ROLES or len(key) == 1)
            if (
                key in wanted
                and folded(name) not in wanted
                and (_full_shaped(name) or (parted and _named(name)))
            ):
                found.setdefault(key, name)
    for match in _at_brackets(_BRACKET, _SHORT, text):
        key = folded(match["short"])
        name = _bracketed(match["name"].strip(" *_"), match["short"])
        if key in wanted and name and folded(name) != key:
            found.setdefault(key, name)
    return found


def _credits(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_CREDIT.finditer` does: each begins at the last of the marks before a colon, or with the line.

    Where no mark stands between two colons of a line, the second begins where the first did, which has been tried.
    """
    end = after = 0
    for colon in _COLON.finditer(text):
        line = text.rfind("\n", after, colon.start()) + 1
        start = line or after
        last = max(text.rfind(mark, start, colon.start()) for mark in _CREDIT_MARKS)
        tried, after = bool(after and not line), colon.end()
        if last < 0 and tried:
            continue
        begin = last if last >= 0 else max(start - 1, 0)
        match = _CREDIT.match(text, begin) if begin >= end else None
        if match:
            end = match.end()
            yield match


def _presented(text: str) -> Iterator[re.Match[str]]:
    return _at_brackets(_PRESENTED, _NAME, text)


def _at_brackets(whole: re.Pattern[str], bracket: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `whole.finditer` does, looking only where its one bracket with what stands in it is.

    Brackets are rare, while almost every place of a Chinese text could begin a name.
    """
    end = 0
    for closing in bracket.finditer(text):
        match = whole.search(text, max(end, closing.start() - _BEFORE_BRACKET), closing.end())
        if match:
            end = match.end()
            yield match


def _bracketed(before: str, short: str) -> str:
    """Return the name at the end of a text before the bracket with its short form."""
    if not short.isascii() or (before and _is_wide(before[-1])):
        tail = re.search(rf"[{_WIDE}·]{{1,12}}\Z|[A-ZÀ-Þ][\w'’. ·-]*\Z", before)
        name = re.split(r"[的和与與及是为為由叫]", tail.group())[-1] if tail else ""
        whole = re.search(r"[A-Za-z·\u3400-\u9fff\u3040-\u30ff ]+\Z", before)
        return name if len(name) <= 5 or short.isascii() else whole.group().strip() if whole else name
    letters = [char.casefold() for char in short if char.isalpha()]
    words = before.split()
    for size in range(min(len(words), 5), 0, -1):
        some = words[-size:]
        capital = [word for word in some if word[:1].isupper()]
        for one in (some, capital):
            if [word[:1].casefold() for word in one] == letters and some[0][:1].isupper():
                return " ".join(some)
    last = [word for word in words[-3:] if word[:1].isupper()]
    return " ".join(last) if last and last[0][:1].casefold() == letters[0] else ""


def introduced_in_rows(rows: Iterable[Sequence[str]], printed: Collection[str]) -> dict[str, str]:
    """Return folded label -> full name from tables that have both in one row."""
    wanted = {folded(label) for label in printed}
    found: dict[str, str] = {}
    for row in rows:
        cells = [cell.strip() for cell in row]
        keys = [folded(cell) for cell in cells if folded(cell) in wanted]
        names = [cell for cell in cells if folded(cell) not in wanted and _full_shaped(cell)]
        if len(keys) == 1 and names:
            found.setdefault(keys[0], names[0])
    return found


def _full_shaped(cell: str) -> bool:
    return bool(_FULL.fullmatch(cell)) or (
        2 <= len(cell) <= 4 and cell[0] in SURNAMES and all("\u3400" <= char <= "\u9fff" for char in cell)
    )


def _named(name: str) -> bool:
    """Tell whether a text is as short as a name in Chinese characters."""
    return 2 <= len(name) <= 4 and all("\u3400" <= char <= "\u9fff" for char in name)


def slip_of(label: str, order: Sequence[str]) -> str:
    """Return the label of which another, printed seldom and never next to it, is a slip or a short form."""
    counts = Counter(map(folded, order))
    key = folded(label)
    seldom = counts[key]
    beside = {
        folded(other)
        for one, after in itertools.pairwise(order)
        if key in {folded(one), folded(after)}
        for other in (one, after)
    }
    fits = {
        folded(other): other
        for other in order
        if folded(other) not in {key, *beside}
        and 3 * seldom <= counts[folded(other)]
        and _near(key, folded(other))
    }
    return next(iter(fits.values())) if len(fits) == 1 else ""


def _near(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if (
        len(shorter) >= 3
        and longer.startswith(shorter)
        and shorter.isalpha()
        and len(longer) - len(shorter) <= 5
    ):
        return not shorter[-1].isdigit() and longer[len(shorter) :].isalpha() and not _is_wide(shorter)
    alike = len(shorter) >= _SLIP and shorter[:4] == longer[:4] and len(longer) - len(shorter) <= 1
    if alike and len(longer) - 4 <= 3 and shorter.isalpha() and longer.isalpha():
        return True
    return len(shorter) >= _SLIP and shorter[0] == longer[0] and one.isalpha() and _one_edit(shorter, longer)


def _one_edit(shorter: str, longer: str) -> bool:
    """Tell whether two texts differ by one letter: another, one more, or two exchanged."""
    if len(longer) - len(shorter) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) == len(longer):
        exchanged = shorter[start + 1 : start + 2] + shorter[start : start + 1] + shorter[start + 2 :]
        return shorter[start + 1 :] == longer[start + 1 :] or exchanged == longer[start:]
    return shorter[start:] == longer[start + 1 :]
