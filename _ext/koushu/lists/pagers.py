"""A long list in several pages.

Source: Hugo documentation, "Pagination": the first page lies at the list's own address, the others below `page/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pager(Generic[T]):
    """One page of a list."""

    number: int
    """From 1 on."""
    total: int
    items: tuple[T, ...]

    def name(self, base: str, path: str = "page") -> str:
        """Return the name of this page of the list `base`."""
        return pager_name(base, self.number, path)


def pager_name(base: str, number: int, path: str = "page") -> str:
    """Return the name of a page of a list by its number; `path` is the folder of its further pages."""
    return base if number == 1 else numbered_name(base, number, path)


def numbered_name(base: str, number: int, path: str) -> str:
    """Return the name of a page of a list below the folder of the further ones, also of the first."""
    # A list may be a file `name.html`, beside which its folder is, or the page of its folder.
    folder = base.removesuffix(".html").removesuffix("index").rstrip("/")
    suffix = ".html" if base.endswith(".html") else ""
    return f"{folder}/{path.strip('/')}/{number}{suffix}".lstrip("/")


def paginate(items: Sequence[T], size: int) -> list[Pager[T]]:
    """Return the pages of a list, at least one; `size` 0 puts all into one."""
    count = size or max(len(items), 1)
    starts = range(0, max(len(items), 1), count)
    return [
        Pager(number, len(starts), tuple(items[start : start + count]))
        for number, start in enumerate(starts, start=1)
    ]
