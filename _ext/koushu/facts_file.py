"""A file beside the doctrees with what is large of each document, in which the environment holds places.

Every edit loads and saves the environment whole. The file only grows, so that an environment that was saved earlier
finds what it names; when half of it is named by nobody any more, another one is begun.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES: Final = "facts-*.bin"
_SLACK: Final = 1 << 20
"""Bytes named by nobody that are let lie."""


_SIZE: Final = 32
"""Bits of a place that tell how many bytes lie there; those above tell where they begin."""


def size_of(place: int) -> int:
    """Return how many bytes lie at a place."""
    return place & ((1 << _SIZE) - 1)


class FactsFile:
    """One such file; each process opens it by itself, when something is asked for."""

    def __init__(self, path: str = "") -> None:
        self.path = path
        """An absolute path; empty for a file that is not there yet."""
        self.size = 0
        """Bytes that it has at least."""
        self.named = 0
        """Of these, those that are named."""
        self._opened: tuple[int, int] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_opened": None}

    def __del__(self) -> None:
        if self._opened is not None and self._opened[0] == os.getpid():
            os.close(self._opened[1])

    def read(self, place: int) -> bytes:
        """Return the bytes at a place; raises `OSError` where they are not all there."""
        if self._opened is None or self._opened[0] != os.getpid():
            # A position in a file is shared with the process that has opened it.
            self._opened = os.getpid(), os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        file, size = self._opened[1], size_of(place)
        os.lseek(file, place >> _SIZE, os.SEEK_SET)
        data = os.read(file, size)
        if len(data) != size:
            message = f"{self.path} is too short"
            raise OSError(message)
        return data

    def is_whole(self) -> bool:
        """Return whether it has all that was put into it."""
        try:
            return not self.size or Path(self.path).stat().st_size >= self.size
        except OSError:
            return False

    def is_waste(self) -> bool:
        """Return whether most of it is named by nobody."""
        return not self.path or self.size > 2 * self.named + _SLACK

    def put(self, data: Iterator[bytes]) -> Iterator[int]:
        """Put bytes behind all that it has, and yield where each lies."""
        with open(self.path, "ab") as file:  # noqa: PTH123 - as above
            file.seek(0, os.SEEK_END)
            for one in data:
                start, size = file.tell(), len(one)
                file.write(one)
                self.named += size
                yield start << _SIZE | size
            self.size = file.tell()


def new_file(folder: Path) -> FactsFile:
    """Return a file that is not there yet."""
    return FactsFile(str(folder / _NAMES.replace("*", token_hex(8))))


def take_away_others(folder: Path, path: str) -> None:
    """Take away the files of earlier environments."""
    for other in folder.glob(_NAMES):
        if str(other) != path:
            with suppress(OSError):
                other.unlink()
