"""A mapping of texts as two strings of bytes, in which a key is looked for without anything of it being unpacked."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# It writes each character as such that are neither of these.
_ESCAPED: Final = "unicode_escape"
_BETWEEN: Final = b"\0"
_END: Final = b"\n"

Packed = tuple[bytes, bytes]
"""All lines in the order of their keys, and where each begins."""


def packed_texts(texts: Mapping[str, str]) -> Packed:
    """Return a mapping as bytes."""
    lines = sorted((key.encode(_ESCAPED), value.encode(_ESCAPED)) for key, value in texts.items())
    whole = [key + _BETWEEN + value + _END for key, value in lines]
    starts, at = array("Q"), 0
    for line in whole:
        starts.append(at)
        at += len(line)
    return b"".join(whole), starts.tobytes()


class KeptTexts(Mapping[str, str]):
    """The mapping that was packed."""

    def __init__(self, packed: Packed) -> None:
        self._lines, starts = packed
        self._starts = array("Q")
        self._starts.frombytes(starts)

    def __getitem__(self, key: str) -> str:
        wanted = key.encode(_ESCAPED)
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            found, value = self._line(middle)
            if found == wanted:
                return value.decode(_ESCAPED)
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        raise KeyError(key)

    def _line(self, place: int) -> tuple[bytes, bytes]:
        start = self._starts[place]
        key, _, value = self._lines[start : self._lines.index(_END, start)].partition(_BETWEEN)
        return key, value

    def __iter__(self) -> Iterator[str]:
        return (self._line(place)[0].decode(_ESCAPED) for place in range(len(self._starts)))

    def __len__(self) -> int:
        return len(self._starts)
