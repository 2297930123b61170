"""The index at the end of a book: Sphinx's entries with page numbers instead of links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sphinx.environment.adapters.indexentries import IndexEntries

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder

    from koushu.typst_builder.book import Targets
    from koushu.typst_builder.translator import TypstTranslator


@record
class IndexLine:
    """One line of the index: a letter (level 0), an entry (1) or a part of the entry above (2)."""

    level: int
    text: str
    labels: tuple[str, ...] = ()
    """Labels of the places whose pages are named."""


def index_lines(builder: Builder, targets: Targets) -> list[IndexLine]:
    """Return the lines of the index, grouped and sorted as on the web; entries of other books are left out."""
    lines: list[IndexLine] = []
    for letter, entries in IndexEntries(builder.env).create_index(builder):
        group: list[IndexLine] = []
        for text, (links, parts, _key) in entries:
            own = tuple(_labels(links, targets))
            below = [IndexLine(2, part, tuple(_labels(found, targets))) for part, found in parts]
            below = [line for line in below if line.labels]
            if own or below:
                group += [IndexLine(1, text, own), *below]
        if group:
            lines += [IndexLine(0, letter), *group]
    return lines


def _labels(links: Iterable[tuple[str | None, str | Literal[False]]], targets: Targets) -> Iterator[str]:
    for _main, address in links:
        # Sphinx has no address for a document outside the book.
        docname, _, name = str(address or "").removeprefix("%").partition("#")
        label = targets.find(docname, name)
        if label is not None:
            yield label


def add_index(translator: TypstTranslator, lines: Iterable[IndexLine], title: str) -> None:
    """Add an index as the last chapter; a book without entries has none."""
    lines = list(lines)
    if not lines:
        return
    translator.add_call("index-heading", title)
    translator.begin_call("index-columns")
    for line in lines:
        text = translator.book.printable(line.text)
        translator.add_call("index-line", text, level=line.level, labels=line.labels)
    translator.end_call()
