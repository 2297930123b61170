"""What an edit changes of the index: it reads and writes the rows, pages and blocks that differ, and no others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from koushu.page_store import kept, kept_signature
from koushu.search.blocks import block_of, changed, path_of, smallest
from koushu.search.files import HEADS, facet_files, head_path, head_text, text_path
from koushu.search.index import Index, digest_of, is_there
from koushu.search.keeping import INDEXED, PAGES, read_groups, read_record, read_texts
from koushu.search.postings import tail
from koushu.search.state import Numbered
from koushu.staged_files import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx

    from koushu.search.blocks import Block
    from koushu.search.records import Record
    from koushu.search.state import State

    Edits = defaultdict[str, dict[int, tuple[int, str] | None]]


class _Page(NamedTuple):
    """A page that differs."""

    docname: str
    old: Numbered | None
    new: Numbered
    before: str
    """What was kept of it when it was indexed; empty if it was not."""
    after: str


def edited(app: Sphinx, state: State, signatures: Mapping[str, str]) -> tuple[Index, set[str]] | None:
    """Write what differs from the index before, but for its script; return the algorithms of its pages as well.

    None, and nothing is written, where a page would get another number, or the index before is not whole.
    """
    if not state.whole.pages or not is_there(app, state.whole):
        return None
    index = Index(app, state)
    known = state.signatures()
    index.changes.gone = known.keys() - signatures.keys()
    names = [name for name, signature in signatures.items() if known.get(name) != signature]
    pages = (
        None
        if any(_is_searched(state.page(name)) for name in index.changes.gone)
        else (_numbered(state, [_page(app, state, name, signatures[name]) for name in names]))
    )
    if pages is None:
        return None
    index.whole.pages += sum(not _is_searched(page.old) and _is_searched(page.new) for page in pages)
    if smallest(index.whole.pages) != smallest(state.whole.pages):
        return None
    try:
        _change_blocks(index, state, _edits(pages))
    except LookupError:
        return None
    _change_pages(index, pages)
    _change_heads(index, state, pages)
    _change_facets(index, state, pages)
    return index, _stemmers(state, pages)


def _is_searched(page: Numbered | None) -> bool:
    return page is not None and page.number is not None


def _page(app: Sphinx, state: State, name: str, signature: str) -> _Page:
    old, text = state.page(name), kept(app, PAGES, name)
    record = read_record(text)
    number = old.number if old and record else None
    is_known = old is not None and kept_signature(app, INDEXED, name) == old.signature
    before = kept(app, INDEXED, name) if is_known and _is_searched(old) else ""
    return _Page(name, old, Numbered(signature, number, record), before, text)


def _numbered(state: State, pages: list[_Page]) -> list[_Page] | None:
    """Return pages with numbers for those that are new; None where others would get other numbers."""
    for page in pages:
        old, new = page.old, page.new.record
        if old and old.record and (not page.before or new is None or new.order != old.record.order):
            return None
    added = [page for page in pages if page.new.record and page.new.number is None]
    added.sort(key=_order)
    count = state.whole.pages
    if added and any(record.order > _order(added[0]) for record in state.records(count - 1, count)):
        return None
    placed = [
        page._replace(new=replace(page.new, number=number)) for number, page in enumerate(added, start=count)
    ]
    return [page for page in pages if not page.new.record or page.new.number is not None] + placed


def _order(page: _Page) -> tuple[str, ...]:
    return page.new.record.order if page.new.record else ()


def _edits(pages: Iterable[_Page]) -> Edits:
    """Return for each term the pages of which the lists are to say something else, or nothing any more."""
    edits: Edits = defaultdict(dict)
    for page in pages:
        number = page.new.number
        if number is None:
            continue
        before = _tails(page.before, page.old.record if page.old else None)
        after = _tails(page.after, page.new.record)
        for term in before.keys() | after.keys():
            if before.get(term) != after.get(term):
                edits[term][number] = after.get(term)
    return edits


def _tails(text: str, record: Record | None) -> dict[str, tuple[int, str]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, group in read_groups(text, record) if record else ():
        for term in group:
            places[term].append(place)
    return {term: tail(found) for term, found in places.items()}


def _change_blocks(index: Index, state: State, edits: Edits) -> None:
    """Write the blocks of some terms; raises `LookupError` where one is not as it was written."""

    def load(first: str) -> Block:
        path = path_of(first)
        data = standing(index.folder / path).read_bytes()
        if digest_of(path, data) != state.digest(path):
            raise LookupError(path)
        return block_of(data.decode())

    if not edits:
        return
    before = state.whole.firsts
    blocks = list(changed(before, load, edits, smallest(index.whole.pages)))
    index.whole.firsts = [first for first, _ in blocks]
    for first in set(before).difference(index.whole.firsts):
        index.remove(path_of(first))
    for first, block in blocks:
        if block is not None:
            index.write_block(first, block)


def _change_pages(index: Index, pages: Iterable[_Page]) -> None:
    for page in pages:
        number, record = page.new.number, page.new.record
        index.changes.pages[page.docname] = page.new
        if number is None or record is None:
            continue
        for place, text in enumerate(read_texts(page.after, record)):
            index.write(text_path(number, place), text)
        for place in range(record.texts, page.old.record.texts if page.old and page.old.record else 0):
            index.remove(text_path(number, place))


def _change_heads(index: Index, state: State, pages: Iterable[_Page]) -> None:
    """Write the lists of addresses and titles in which one differs."""
    told = {
        page.new.number: page.new.record
        for page in pages
        if page.new.number is not None and page.new.record and _head(page.old) != _head(page.new)
    }
    for start in sorted({number // HEADS * HEADS for number in told}):
        records = dict(enumerate(state.records(start, start + HEADS), start))
        records |= {number: record for number, record in told.items() if start <= number < start + HEADS}
        heads = ((records[number].url, records[number].title) for number in sorted(records))
        index.write(head_path(start), head_text(heads))


def _head(page: Numbered | None) -> tuple[str, str] | None:
    return (page.record.url, page.record.title) if page and page.record else None


def _change_facets(index: Index, state: State, pages: Iterable[_Page]) -> None:
    """Write the facets, if a page has others than before."""
    told = {
        page.new.number: page.new.record.facets
        for page in pages
        if page.new.number is not None
        and page.new.record
        and not (page.old and page.old.record and page.old.record.facets == page.new.record.facets)
    }
    if not told:
        return
    facets = {**dict(enumerate(state.facets())), **told}
    files = dict(facet_files(facets[number] for number in sorted(facets)))
    for path in state.files("facets") - files.keys():
        index.remove(path)
    for path, text in files.items():
        index.write(path, text)


def _stemmers(state: State, pages: Iterable[_Page]) -> set[str]:
    counts = state.stemmers()
    for page in pages:
        for one, added in ((page.old, -1), (page.new, 1)):
            if one and one.record:
                counts[one.record.stemmer] = counts.get(one.record.stemmer, 0) + added
    return {name for name, count in counts.items() if count}
