"""Smaller copies of large pictures, as WebP, made once for each content of a file."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from koushu.pictures import picture_size
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
# Below this a copy saves less than a request costs.
_WORTHWHILE: Final = 40_000
# Decoding takes four bytes for each pixel.
_MOST_PIXELS: Final = 60_000_000


@record
class Copy:
    """One copy of a picture."""

    width: int
    """In pixels."""
    file: Path


class PictureFiles:
    """A folder of copies, named after the content of their originals, so that each is made once."""

    def __init__(self, folder: Path, widths: Sequence[int]) -> None:
        self._folder = folder
        self._widths = sorted(widths)

    def copies(self, originals: Iterable[Path]) -> tuple[dict[Path, tuple[Copy, ...]], list[Path]]:
        """Return the copies of each picture that gains by them, narrow ones first, and the files that are damaged."""
        wanted = [path for path in originals if self._gains(path)]
        if not wanted:
            return {}, []
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            made = dict(zip(wanted, pool.map(self._make, wanted), strict=True))
        found = {path: copies for path, copies in made.items() if copies}
        return found, [path for path, copies in made.items() if copies is None]

    def _gains(self, path: Path) -> bool:
        if path.suffix.lower() not in SUFFIXES or not self._widths:
            return False
        try:
            if path.stat().st_size < _WORTHWHILE:
                return False
        except OSError:
            return False
        size = picture_size(path)
        return size is not None and size[0] > self._widths[0] and size[0] * size[1] <= _MOST_PIXELS

    def _make(self, path: Path) -> tuple[Copy, ...] | None:
        """Return the copies that are smaller than the file; None when it is damaged."""
        try:
            data = path.read_bytes()
            size = picture_size(path)
            digest = hashlib.sha256(data).hexdigest()[:16]
            files = [
                Copy(width, self._folder / f"{digest}-{width}.webp")
                for width in self._chosen(size[0] if size else 0)
            ]
            missing = [copy for copy in files if not copy.file.exists()]
        except (OSError, ValueError):
            return None
        if missing and not _written(path, missing):
            return None
        return tuple(copy for copy in files if 0 < copy.file.stat().st_size < len(data))

    def _chosen(self, width: int) -> list[int]:
        """Return the widths below the picture's own, and that or the greatest one; nothing is ever made larger."""
        top = min(width, self._widths[-1])
        return [*(one for one in self._widths if one <= 0.8 * top), top]


def _written(path: Path, copies: Sequence[Copy]) -> bool:
    from koushu.web.picture_scaling import write_copies  # noqa: PLC0415 - few builds see a new picture

    return write_copies(path, {copy.file: copy.width for copy in copies})
