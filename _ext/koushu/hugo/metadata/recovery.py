"""Front matter that does not parse as a whole: read key by key, so that one fault costs one value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koushu.hugo.metadata.fields import Value

_LIST_ITEM = re.compile(r"-\s+(?P<item>\S.*)")
_PAIRS = (('"', '"'), ("'", "'"), ("“", "”"))


@record
class Entry:
    """One top-level key with the lines that belong to it."""

    key: str
    first: str
    """What follows the key on its line."""
    text: str
    line: int
    """1-based line of the key in the file."""

    @property
    def is_one_line(self) -> bool:
        """Return whether nothing but empty lines follows the line of the key."""
        return "\n" not in self.text.strip()


def split_entries(text: str, first_line: int, key: re.Pattern[str]) -> Iterator[Entry]:
    """Return each top-level key of the text with its lines; `key` matches a line that starts one.

    The pattern has the groups `key` and `rest`. Lines before the first key belong to nobody.
    """
    lines = text.split("\n")
    starts = [(index, match) for index, line in enumerate(lines) if (match := key.match(line))]
    ends = [index for index, _ in starts[1:]] + [len(lines)]
    for (index, match), end in zip(starts, ends, strict=False):
        chunk = "\n".join(lines[index:end])
        yield Entry(match["key"].strip("\"'"), match["rest"], chunk, first_line + index)


def raw_value(entry: Entry) -> Value:
    """Return the text of a value that does not parse: a list where it opens one with `[` or lines of `- `."""
    below = [line.strip() for line in entry.text.split("\n")[1:] if line.strip()]
    items = [match["item"] for line in below if (match := _LIST_ITEM.match(line))]
    if items and not entry.first.strip():
        return [_unquote(item) for item in items]
    inside = " ".join([entry.first, *below]).strip()
    if inside.startswith("[") and "]" not in inside[:-1]:
        inside = inside.strip("[],")
        return [_unquote(item) for item in inside.split(",") if item.strip()]
    return _unquote(inside)


def _unquote(text: str) -> str:
    """Return the text without blanks and without the quotes around it, of which one may be missing."""
    text = text.strip()
    for opening, closing in _PAIRS:
        if text.startswith(opening):
            return text[1:].removesuffix(closing).strip()
    return text
