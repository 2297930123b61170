"""The files of the index beside its blocks of terms, as scripts that hand data over to the page.

Scripts, so that a site opened as files can be searched too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from koushu.search.postings import differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from koushu.search.records import Page, Record

_written: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
HEADS: Final = 100
"""Pages whose titles lie in one file."""
PARTS: Final = 2
"""Parts of a page that lie in one file, as they do of most pages."""
_PAGES_IN_FOLDER: Final = 500
_MOST_VALUES: Final = 60
"""Values of a facet that are told at once; all of them lie in a file of their own if there are more."""


def script(name: str, data: object) -> str:
    """Return a script that hands data over."""
    whole = _written(data)
    # Line separators end a line in old scripts.
    return f"koushuSearch.{name}({whole});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def data_of(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a script hands over."""
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def text_path(number: int, place: int) -> str:
    """Return where some parts of a page lie in the index; no folder holds more than some hundred files."""
    return f"pages/{number // _PAGES_IN_FOLDER}/{number}-{place}.js"


def text_files(page: Page) -> Iterator[str]:
    """Yield the parts of a page, some in each file: its date, the facets' values, and of each part its passages."""
    named = [value for values in page.facets.values() for value in values]
    parts = [
        [[one.anchor, one.speaker, one.text, *([one.heading] if one.heading else [])] for one in part]
        for part in page.parts
    ]
    for start in range(0, len(parts), PARTS):
        yield script("text", [page.date, named, parts[start : start + PARTS]])


def head_path(number: int) -> str:
    """Return where the address and the title of a page lie in the index, with those of its neighbours."""
    return f"heads/{number // HEADS}.js"


def head_text(heads: Iterable[tuple[str, str]]) -> str:
    """Return one list of addresses and titles, in the order of the pages' numbers."""
    return script("heads", [text for head in heads for text in head])


def head_files(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Yield path and text of all lists of addresses and titles."""
    for start in range(0, len(records), HEADS):
        some = records[start : start + HEADS]
        yield head_path(start), head_text((record.url, record.title) for record in some)


def facet_files(facets: Iterable[Mapping[str, Sequence[str]]]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the facets: the values that most pages have, and of each long list all values.

    The facets of the pages are given in the order of their numbers.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for number, kinds in enumerate(facets):
        for kind, values in kinds.items():
            for value in dict.fromkeys(values):
                found.setdefault(kind, {}).setdefault(value, []).append(number)
    told = {}
    for kind in sorted(found):
        ordered = sorted(found[kind].items(), key=lambda entry: (-len(entry[1]), entry[0]))
        lists = [[value, differences(numbers)] for value, numbers in ordered]
        told[kind] = [len(lists), lists[:_MOST_VALUES]]
        if len(lists) > _MOST_VALUES:
            yield f"facets/{kind}.js", script("facet", lists)
    yield "facets.js", script("facets", told)
