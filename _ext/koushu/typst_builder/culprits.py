"""Which documents keep the compiler from making a book: each is tried alone, and the book is written without them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from koushu.typst_builder.compiler import STANDARDS, CompilationFailed, CompilerDied, Diagnostic
from koushu.typst_builder.escape import Code, call, string
from koushu.typst_builder.writer import Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from koushu.typst_builder.compiler import Compiler
    from koushu.typst_builder.writer import Stretch
    from koushu.typst_builder.written import Written

_WASTED: Final = 300.0
"""Processor time in seconds that documents may waste; those that come after have a tenth of theirs."""
# Texts are string literals, in which a quotation mark has a backslash before it: only code looks like this.
_REFERENCE = re.compile(r'(?:\blabel|^page-of)\(("(?:[^"\\]|\\.)*")', re.MULTILINE)


def find_culprits(compiler: Compiler, written: Written, failure: CompilationFailed) -> dict[str, Diagnostic]:
    """Return the documents for which there is no PDF of a book, by name, with what the compiler says of each.

    Nothing when it is not for any of them. Where each passes alone and the time of all is too long, it is those that
    take the most for their size.
    """
    died = isinstance(failure, CompilerDied)
    origin = None if died else written.origin(failure.diagnostic)
    if origin is not None and any(one.docname == origin.docname for one in written.stretches):
        return {origin.docname: failure.diagnostic}
    found: dict[str, Diagnostic] = {}
    passed: dict[str, float] = {}
    wasted = 0.0
    lines = written.path.read_text(encoding="utf-8").splitlines()
    # The largest first: what keeps the compiler busy is seldom small.
    trials = sorted(_trials(written, lines), key=lambda trial: -trial[2])
    for stretch, text, size in trials:
        seconds = compiler.seconds_of_part(size) / (1 if wasted < _WASTED else 10)
        try:
            passed[stretch.docname] = compiler.try_alone(
                text, written.path.parent, seconds, STANDARDS if died else ()
            )
        except CompilationFailed as alone:
            if isinstance(alone, CompilerDied) == died:
                # Its lines are those of the trial, not of the book.
                found[stretch.docname] = replace(alone.diagnostic, places=())
                wasted += seconds if died else 0.0
    if found or not died:
        return found
    sizes = {stretch.docname: size for stretch, _, size in trials}
    slow = _slowest(compiler, passed, sizes)
    return {name: replace(failure.diagnostic, places=()) for name in slow}


def _slowest(compiler: Compiler, passed: Mapping[str, float], sizes: Mapping[str, int]) -> list[str]:
    """Return the documents without which the others take half of the time that all of them may."""
    most = compiler.seconds_of_book(sum(sizes.values())) / 2
    rest = sum(passed.values())
    slow: list[str] = []
    for name in sorted(passed, key=lambda name: -passed[name] / compiler.seconds_of_part(sizes[name])):
        if slow and rest <= most:
            break
        slow.append(name)
        rest -= passed[name]
    return slow


def leave_out(written: Written, docnames: Collection[str]) -> Written:
    """Write a book without some of its documents: a heading and a sentence stand for each, and its labels."""
    lines = written.path.read_text(encoding="utf-8").splitlines()
    body = lines[written.first_line - 1 :]
    kept: list[str] = []
    origins: list[Origin] = []
    moved: dict[int, int] = {}
    instead = {stretch.start: stretch for stretch in written.stretches if stretch.docname in docnames}
    without = _own_lines(written, docnames)
    for place, line in enumerate(body):
        moved[place] = len(kept)
        if place in instead:
            stands = list(_in_place_of(instead[place]))
            kept += stands
            origins += [Origin(instead[place].docname, 0)] * len(stands)
        if place not in without:
            kept.append(line)
            origins += written.origins[place : place + 1]
    moved[len(body)] = len(kept)
    written.path.write_text("\n".join([*lines[: written.first_line - 1], *kept, ""]), encoding="utf-8")
    stretches = tuple(
        replace(one, start=moved[one.start], end=moved[one.end])
        for one in written.stretches
        if one.docname not in docnames
    )
    return replace(written, origins=tuple(origins), stretches=stretches)


def longest_line(written: Written, docname: str) -> int:
    """Return the 1-based line of a source from which more than half of its Typst code comes, or 1."""
    sizes: Counter[int] = Counter()
    body = written.path.read_text(encoding="utf-8").splitlines()[written.first_line - 1 :]
    for line, origin in zip(body, written.origins, strict=False):
        if origin.docname == docname:
            sizes[origin.line] += len(line)
    longest, size = max(sizes.items(), key=lambda item: item[1], default=(0, 0))
    return longest if longest and 2 * size > sizes.total() else 1


def _trials(written: Written, lines: list[str]) -> Iterator[tuple[Stretch, str, int]]:
    """Yield each document with its own text as a book of itself, and how long its code is."""
    head = "\n".join(lines[: written.first_line - 1])
    body = lines[written.first_line - 1 :]
    for stretch in written.stretches:
        own = _own_lines(written, {stretch.docname})
        code = "\n".join(body[place] for place in range(stretch.start, stretch.end) if place in own)
        led = dict.fromkeys(_REFERENCE.findall(code))
        here = {string(label) for label in stretch.labels}
        anchors = "\n".join(f"anchor({label})" for label in led if label not in here)
        yield stretch, f"{head}\n{anchors}\n{code}\n}}\n", len(code)


def _own_lines(written: Written, docnames: Collection[str]) -> set[int]:
    """Return the places of the lines of some documents; those of other documents inside them stay."""
    own: set[int] = set()
    # A document ends before the one ends in which it stands.
    for stretch in reversed(written.stretches):
        places = range(stretch.start, stretch.end)
        if stretch.docname in docnames:
            own.update(places)
        else:
            own.difference_update(places)
    return own


def _in_place_of(stretch: Stretch) -> Iterator[str]:
    if stretch.is_chapter:
        yield call("open-chapter")
    yield call("section-heading", stretch.title, Code("[]"), level=stretch.level)
    for label in stretch.labels:
        yield call("anchor", label)
    yield "parbreak()"
    yield string(stretch.notice)
    yield "parbreak()"
