"""The character references that goldmark prints for its typographic marks, told from the same marks as typed.

A rune of a reference counts as a word in Hugo's count for Chinese, so it matters which of the two a text has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.hugo.printing.marks import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What is typed -> mark -> reference.
_MADE: Final[tuple[tuple[str, Mapping[str, str]], ...]] = (
    ('"', {"“": "&ldquo;", "”": "&rdquo;"}),
    ("'", {"‘": "&lsquo;", "’": "&rsquo;"}),
    ("...", {"…": "&hellip;"}),
    ("--", {"–": "&ndash;", "—": "&mdash;"}),
    ("<<", {"«": "&laquo;"}),
    (">>", {"»": "&raquo;"}),
)
_finders: Final = tuple(
    (
        typed,
        made,
        re.compile("|".join([*map(re.escape, made), "-{2,3}" if typed == "--" else re.escape(typed)])),
    )
    for typed, made in _MADE
)


def references(source: str, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return for each mark whether its occurrences in `texts` are typed or made, as what is to be printed.

    `source` is the Markdown of the block, `texts` are its pieces of plain text. A mark that is not in the result is
    printed as it is.
    """
    typed_here = [one for one in _finders if one[0] in source]
    # Most blocks have none of them.
    whole = "".join(texts) if typed_here else ""
    found: dict[str, list[str]] = {}
    for _, made, finder in typed_here:
        if not any(mark in whole for mark in made):
            continue
        written = finder.findall(source)
        shown = finder.findall(whole)
        same = len(written) == len(shown)
        every_made = not any(mark in source for mark in made)
        for place, mark in enumerate(shown):
            if mark in made:
                is_made = every_made or (same and written[place] not in made)
                found.setdefault(mark, []).append(made[mark] if is_made else mark)
    return found


def printed_text(text: str, marks: Mapping[str, list[str]]) -> str:
    """Return a piece of text as HTML, taking the first of each mark's references that are left for it."""
    html = escaped(text)
    for mark, left in marks.items():
        if mark in html:
            first, *others = html.split(mark)
            html = first + "".join((left.pop(0) if left else mark) + other for other in others)
    return html
