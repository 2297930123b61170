"""Talk that Markdown takes for HTML: `<nick> text` of a log, and `<p><b>Name:</b> text</p>` of an old page.

CommonMark drops `<nick>` as an unknown tag, and Hugo drops both where raw HTML is off. Where the shape is certain they
are written as the Markdown that means the same, line for line; anything else is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE: Final = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_DAY: Final = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[T ])?"
_CLOCK: Final = rf"(?:[\[(]?{_DAY}\d{{1,2}}:\d{{2}}(?::\d{{2}})?[\])]?[ \t]+)?"
_NICK: Final = re.compile(
    rf"(?P<before> {{0,3}}(?:[-*+>] )?{_CLOCK})<(?P<nick>[@+%~&]?[^\W\d][\w.|-]{{0,23}})>(?=[ \t]+\S)"
)
_PARAGRAPH: Final = re.compile(r" {0,3}<p>[ \t]*(?P<inner>.+?)[ \t]*</p>[ \t]*\Z", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"<(strong|b)>\s*(?P<name>[^<>]{1,60}?)\s*</\1>\s*(?P<colon>[:：]?)", re.IGNORECASE
)
_STYLED: Final = re.compile(
    r"<(?P<tag>strong|b|em|i)>(?P<lead>\s*)(?P<text>[^<>]*?)(?P<trail>\s*)</(?P=tag)>", re.IGNORECASE
)
_TAG: Final = re.compile(r"(<[^<>]*>)")
_SPECIAL: Final = re.compile(r"([\\*_`~\[\]])")
_LEAST: Final = 3
"""Fewest lines that make a shape certain."""
_NAMES: Final = """
    a abbr address article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code
    col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form
    frame h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark
    math menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp
    script search section select slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul var video wbr
"""
_ELEMENTS: Final = frozenset(_NAMES.split())


def as_markdown(text: str) -> str:
    """Return a text with the lines of a certain log or of certain paragraphs in HTML as Markdown of the same words."""
    if "<" not in text:
        return text
    lines = text.split("\n")
    outside = list(_outside_code(lines))
    for number, line in _nicks(lines, outside) or _paragraphs(lines, outside):
        lines[number] = line
    return "\n".join(lines)


def _outside_code(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of the lines that stand in no fenced code."""
    mark = ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if mark:
            closing = fence is not None and fence["mark"].startswith(mark) and not line[fence.end() :].strip()
            mark = "" if closing else mark
        elif fence:
            mark = fence["mark"]
        else:
            yield number


def _nicks(lines: Sequence[str], places: Sequence[int]) -> list[tuple[int, str]]:
    """Return the lines of a log with their nicks escaped: some recur, none is an element or has an end tag."""
    found = [(number, match) for number in places if (match := _NICK.match(lines[number]))]
    counts = Counter(match["nick"].lower() for _, match in found)
    whole = "\n".join(lines).lower()
    tags = any(nick in _ELEMENTS or f"</{nick}>" in whole for nick in counts)
    if tags or len(found) < _LEAST or max(counts.values()) == 1:
        return []
    return [(number, _escaped(lines[number], match)) for number, match in found]


def _escaped(line: str, match: re.Match[str]) -> str:
    nick = _SPECIAL.sub(r"\\\1", match["nick"])
    return match["before"] + "\\<" + nick + ">" + line[match.end() :]


def _paragraphs(lines: Sequence[str], places: Sequence[int]) -> list[tuple[int, str]]:
    """Return paragraphs in HTML, each on its line, as Markdown, when labels in bold open most and recur."""
    found = {number: match["inner"] for number in places if (match := _PARAGRAPH.fullmatch(lines[number]))}
    labels = [label for inner in found.values() if (label := _label(inner))]
    counts = Counter(labels)
    again = sum(count for count in counts.values() if count > 1)
    if again < _LEAST or len(counts) < 2 or 2 * len(labels) < len(found):
        return []
    broken = {number: "\\" for number in found if number + 1 in found}
    return [(number, _styled(inner) + broken.get(number, "")) for number, inner in found.items()]


def _label(inner: str) -> str:
    """Return the name in bold with a colon that opens a paragraph, or nothing."""
    match = _LABEL.match(inner)
    if match is None or not (match["colon"] or match["name"].endswith((":", "："))):
        return ""
    return match["name"].rstrip(":： ")


def _styled(inner: str) -> str:
    """Return the inside of a paragraph with what Markdown would read in its text escaped, and its emphasis as marks."""
    plain = "".join(
        part if place % 2 else _SPECIAL.sub(r"\\\1", part) for place, part in enumerate(_TAG.split(inner))
    )
    return _STYLED.sub(_marked, plain)


def _marked(match: re.Match[str]) -> str:
    mark = "**" if match["tag"].lower() in {"strong", "b"} else "*"
    if not match["text"]:
        return match["lead"] + match["trail"]
    return f"{match['lead']}{mark}{match['text']}{mark}{match['trail']}"
