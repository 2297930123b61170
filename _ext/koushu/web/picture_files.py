"""Smaller copies of large pictures, as WebP, made once for each content of a file."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from koushu.pictures import picture_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
# Below this a copy saves less than a request costs.
_WORTHWHILE: Final = 40_000
# Decoding takes four bytes for each pixel.
_MOST_PIXELS: Final = 60_000_000
# Photographs show no loss at 78; text in screenshots does below 90.
_QUALITY: Final = {".png": 90}
_PHOTOGRAPH: Final = 78
# What Pillow raises for damaged files, besides errors of the system.
_DAMAGED: Final = (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
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
            if missing:
                _write(path, missing)
        except _DAMAGED:
            return None
        return tuple(copy for copy in files if 0 < copy.file.stat().st_size < len(data))

    def _chosen(self, width: int) -> list[int]:
        """Return the widths below the picture's own, and that or the greatest one; nothing is ever made larger."""
        top = min(width, self._widths[-1])
        return [*(one for one in self._widths if one <= 0.8 * top), top]


def _write(path: Path, copies: Sequence[Copy]) -> None:
    """Write copies of a picture; empty files for one that moves, which copies would stop."""
    with Image.open(path) as opened:
        if getattr(opened, "is_animated", False):
            for copy in copies:
                copy.file.write_bytes(b"")
            return
        greatest = max(copy.width for copy in copies)
        opened.draft("RGB", (greatest, greatest))
        picture = _plain(ImageOps.exif_transpose(opened))
        profile = opened.info.get("icc_profile")
    quality = _QUALITY.get(path.suffix.lower(), _PHOTOGRAPH)
    for copy in copies:
        height = max(1, round(picture.height * copy.width / picture.width))
        smaller = picture.resize((copy.width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        # Under another name first: a build that is stopped here leaves no half picture.
        begun = copy.file.with_suffix(f".{os.getpid()}")
        smaller.save(begun, "WEBP", quality=quality, method=4, icc_profile=profile)
        begun.replace(copy.file)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a form that WebP has."""
    if picture.mode in {"RGB", "RGBA"}:
        return picture
    clear = picture.mode in {"LA", "PA", "RGBa", "La"} or "transparency" in picture.info
    return picture.convert("RGBA" if clear else "RGB")
