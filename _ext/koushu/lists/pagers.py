"""A long list in several pages.

Source: Hugo documentation, "Pagination": the first page lies at the list's own address, the others below `page/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def pager_name(base: str, number: int, path: str = "page") -> str:
    """Return the name of a page of a list by its number; `path` is the folder of its further pages."""
    return base if number == 1 else numbered_name(base, number, path)


def numbered_name(base: str, number: int, path: str) -> str:
    """Return the name of a page of a list below the folder of the further ones, also of the first."""
    # A list may be a file `name.html`, beside which its folder is, or the page of its folder.
    folder = base.removesuffix(".html").removesuffix("index").rstrip("/")
    suffix = ".html" if base.endswith(".html") else ""
    return f"{folder}/{path.strip('/')}/{number}{suffix}".lstrip("/")


def count_pages(items: Sequence[T], size: int) -> int:
    """Return how many pages a list has, at least one; `size` 0 puts all into one."""
    return max(1, -(-len(items) // size)) if size else 1


def page_items(items: Sequence[T], size: int, number: int) -> Sequence[T]:
    """Return what stands on one page of a list, the first of which has the number 1."""
    return items[(number - 1) * size : number * size] if size else items
