"""Shortcode calls taken out of a text, with a placeholder left where each stood.

Calls leave the text before Markdown is read, since they stand where Markdown has no syntax for them: in link
destinations, attributes, tables and code. What a call encloses keeps placeholders for the calls inside it,
all of them indices into one list, so that nothing is ever read twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, cast

from koushu.hugo.found import first_problems, shown
from koushu.hugo.shortcodes.call import Call, escape_placeholders, placeholder
from koushu.hugo.shortcodes.names import BUILT_IN, Inner
from koushu.hugo.shortcodes.pairing import pair_tags
from koushu.hugo.shortcodes.tags import Tag, Text, read_tags
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INLINE = ".inline"
MAX_NESTING = 20
"""Calls inside calls; of those further in only the text is kept."""


def _keep(_call: Call) -> None:
    """Leave a call to its handler."""


@record
class Extraction:
    """A text without calls, and the calls."""

    text: str
    """Each call is `U+E000 index U+E001`; `%` calls that are not known have given way to what they enclose."""
    calls: tuple[Call, ...]
    """In the order of the indices, which is no order of reading: an inner call comes before its outer one."""
    problems: tuple[Problem, ...]
    unknown: Mapping[str, tuple[int, int]]
    """Names that are not known: line of the first call and number of calls."""
    names: frozenset[str]
    """All names that are called."""
    lines: tuple[int, ...]
    """The 1-based line of the file on which each line of `text` starts."""


def extract_shortcodes(
    body: str,
    first_line: int,
    known: Mapping[str, Inner] = BUILT_IN,
    expand: Callable[[Call], str | None] = _keep,
) -> Extraction:
    """Return a body without shortcode calls; `first_line` is its 1-based line in the file.

    `expand` is asked of each call, an inner one before its outer one, for the Markdown that a `%` call makes, which
    takes part in the Markdown around it; None leaves the call to its handler.

    A call of several lines that stands alone is followed by as many empty lines as it had more than one, so
    that the lines after it keep their numbers; where a call stands in a line of text, `lines` tells.
    Problems: `Kind.SHORTCODE` for what is not well formed, `Kind.UNKNOWN_SHORTCODE` once for each unknown name.
    Source: Hugo, "Shortcodes"; seen with Hugo 0.168: calls run inside code and comments too, only
    `{{</* … */>}}` stops them.
    """
    text = escape_placeholders(body)
    newlines = [match.start() for match in re.finditer("\n", text)]

    def line_of(offset: int) -> int:
        return first_line + bisect_left(newlines, offset)

    pieces, problems = read_tags(text, line_of)
    tags = [piece for piece in pieces if isinstance(piece, Tag)]
    pairing = pair_tags(tags, known, line_of)
    problems += pairing.problems
    builder = _Builder(text, newlines, first_line, known, expand)
    closing = set(pairing.closing.values())
    index = -1
    for piece in pieces:
        if isinstance(piece, Text):
            builder.add_text(piece)
            continue
        index += 1
        if index in pairing.closing:
            builder.open(piece)
        elif index in closing:
            builder.close(piece)
        elif not piece.closes:
            builder.add_call(piece)
    problems += builder.unknown()
    return Extraction(
        builder.text(),
        tuple(builder.calls),
        first_problems(problems),
        builder.counts,
        frozenset(tag.name for tag in tags),
        builder.lines(),
    )


@dataclass(slots=True)
class _Level:
    """The text between the tags of one call, or the whole text."""

    tag: Tag | None
    ordinal: int = 0
    parts: list[tuple[str, int]] = field(default_factory=list)
    """Pieces of text, each with the line of the file on which it starts."""
    calls: int = 0
    """How many calls have begun in it."""

    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


class _Builder:
    """Puts texts and placeholders together, a level for each call that is open."""

    def __init__(
        self,
        source: str,
        newlines: list[int],
        first_line: int,
        known: Mapping[str, Inner],
        expand: Callable[[Call], str | None],
    ) -> None:
        self._expand = expand
        self.calls: list[Call] = []
        self._source = source
        self._newlines = newlines
        self._first_line = first_line
        self._known = known
        self._levels = [_Level(None)]
        self.counts: dict[str, tuple[int, int]] = {}
        """Name: line of the first call and number of calls."""

    def add_text(self, piece: Text) -> None:
        self._levels[-1].parts.append((piece.value, self._line(piece.start)))

    def open(self, tag: Tag) -> None:
        self._levels.append(_Level(tag, self._next_ordinal()))

    def close(self, tag: Tag) -> None:
        """End the innermost call that is open, and put its placeholder, or its text, into the one around it."""
        level = self._levels.pop()
        opening = cast("Tag", level.tag)
        self._note(opening)
        if self._is_transparent(opening) or len(self._levels) > MAX_NESTING:
            self._levels[-1].parts.extend(level.parts)
            return
        self._put(opening, tag.end, level.text(), level.ordinal)

    def add_call(self, tag: Tag) -> None:
        """Add a call that encloses nothing."""
        self._note(tag)
        ordinal = self._next_ordinal()
        if not self._is_transparent(tag):
            self._put(tag, tag.end, "" if tag.self_closing else None, ordinal)

    def text(self) -> str:
        return self._levels[0].text()

    def lines(self) -> tuple[int, ...]:
        lines = [self._first_line]
        for text, line in self._levels[0].parts:
            lines.extend(range(line + 1, line + 1 + text.count("\n")))
        return tuple(lines)

    def unknown(self) -> list[Problem]:
        """Return a problem for each unknown name."""
        return [self._unknown_problem(name, line, count) for name, (line, count) in self.counts.items()]

    def _next_ordinal(self) -> int:
        level = self._levels[-1]
        level.calls += 1
        return level.calls - 1

    def _call(self, tag: Tag, end: int, inner: str | None, ordinal: int, depth: int) -> Call:
        """Return the record of a call; `depth` is the number of calls around it."""
        around = self._levels[depth]
        return Call(
            name=tag.name,
            positional=tuple(tag.positional),
            named=tag.named,
            inner=inner,
            notation=cast("Literal['<', '%']", tag.notation),
            line=self._line(tag.start),
            inner_line=self._line(tag.end),
            source=self._source[tag.start : end],
            indent=self._indent(tag),
            place=tag.start + 1,
            ordinal=ordinal,
            parent=self._call(around.tag, around.tag.end, None, around.ordinal, depth - 1)
            if around.tag
            else None,
        )

    def _put(self, tag: Tag, end: int, inner: str | None, ordinal: int) -> None:
        line = self._line(tag.start)
        call = self._call(tag, end, inner, ordinal, len(self._levels) - 1)
        text = self._expand(call)
        if text is not None:
            # As Hugo, that sets the lines of a call without text below the indent of the first.
            text = text if inner else text.replace("\n", f"\n{call.indent}")
            self._levels[-1].parts.append((text, line))
            return
        self._levels[-1].parts.append((placeholder(len(self.calls)), line))
        self.calls.append(call)
        more = self._line(end) - line
        if more and self._stands_alone(tag.start, end):
            self._levels[-1].parts.append(("\n" * more, line))

    def _is_transparent(self, tag: Tag) -> bool:
        """Return whether a call gives way to its text: a `%` call of which nothing is known."""
        return tag.notation == "%" and tag.name not in self._known and not tag.name.endswith(_INLINE)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Return whether nothing else stands on the lines of a call, not even an indent, as in a list."""
        return (start == 0 or self._source[start - 1] == "\n") and (
            end == len(self._source) or self._source[end] == "\n"
        )

    def _indent(self, tag: Tag) -> str:
        """Return the blanks before a tag, nothing where more than blanks stands before it on its line."""
        indent = self._source[self._source.rfind("\n", 0, tag.start) + 1 : tag.start]
        return "" if indent.strip(" \t") else indent

    def _note(self, tag: Tag) -> None:
        if tag.name not in self._known:
            line, count = self.counts.get(tag.name, (self._line(tag.start), 0))
            # Of calls inside each other, the inner one comes first.
            self.counts[tag.name] = (min(line, self._line(tag.start)), count + 1)

    def _unknown_problem(self, name: str, line: int, count: int) -> Problem:
        times = f" ({count} times in this file)" if count > 1 else ""
        found = f"the shortcode {shown(name, 40)}{times}"
        if name.endswith(_INLINE):
            message = f"found {found}; expected one with a name of its own, since no template is run"
            return Problem(Kind.UNKNOWN_SHORTCODE, line, message)
        near = get_close_matches(name[:40], self._known, n=1, cutoff=0.7)
        expected = (
            f"perhaps {near[0]!r}"
            if near
            else "one of Hugo, of a known theme, or with a template of the site"
        )
        message = f"found {found}, which is not known; expected {expected}. What it encloses is kept"
        return Problem(Kind.UNKNOWN_SHORTCODE, line, message)

    def _line(self, offset: int) -> int:
        return self._first_line + bisect_left(self._newlines, offset)
