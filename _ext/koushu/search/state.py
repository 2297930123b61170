"""What is kept of the index that was written last, so that the next build changes only what differs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from koushu.search.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMAT: Final = 1


@dataclass(slots=True)
class State:
    """An index: its pages in the order of their numbers, the first terms of its blocks, and its files."""

    records: list[Record] = field(default_factory=list)
    firsts: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """Path -> the hash of its content."""

    def version(self) -> str:
        """Return what changes when any file does."""
        whole = "\n".join(f"{path} {name}" for path, name in sorted(self.files.items()))
        return hash_of(whole)

    def text(self) -> str:
        """Return it as it is kept."""
        records = [list(asdict(record).values()) for record in self.records]
        return json.dumps([_FORMAT, records, self.firsts, self.files], ensure_ascii=False)


def read_state(text: str) -> State:
    """Return an index as it was kept; an empty one when there is none, or one of another format."""
    try:
        form, records, firsts, files = json.loads(text)
        if form != _FORMAT:
            return State()
        return State([_record(values) for values in records], firsts, files)
    except (ValueError, TypeError):
        return State()


def hash_of(text: str) -> str:
    """Return the hash of a file's content."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def ordered(records: Iterable[Record]) -> list[Record]:
    """Return pages in the order of their numbers."""
    return sorted(records, key=lambda record: record.order)


def continues(new: list[Record], old: list[Record]) -> bool:
    """Return whether the pages known before have the numbers that they had."""
    return [record.docname for record in new[: len(old)]] == [record.docname for record in old]


def _record(values: list[object]) -> Record:
    docname, signature, url, title, order, stemmer, facets, parts = values
    kinds = {kind: tuple(some) for kind, some in facets.items()}  # type: ignore[attr-defined]
    return Record(docname, signature, url, title, tuple(order), stemmer, kinds, parts)  # type: ignore[arg-type]
