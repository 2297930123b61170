"""The size of a picture's file, without decoding it, and which smaller copies of it the web site has."""

from __future__ import annotations

import weakref
from io import BytesIO
from typing import TYPE_CHECKING, Final

import imagesize

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.application import Sphinx

MOST_PIXELS: Final = 120_000_000
"""Of one picture; decoding takes four bytes for each, and a file of a few bytes may ask for any number."""


@record
class PictureCopy:
    """A smaller copy of a picture, among the images of the output."""

    name: str
    width: int
    """In pixels."""


_offered: weakref.WeakKeyDictionary[Sphinx, Mapping[str, tuple[PictureCopy, ...]]] = (
    weakref.WeakKeyDictionary()
)


def offer_copies(app: Sphinx, copies: Mapping[str, tuple[PictureCopy, ...]]) -> None:
    """Keep the copies of each picture by its path below the source folder, narrow ones first."""
    _offered[app] = copies


def offered_copies(app: Sphinx, path: str) -> tuple[PictureCopy, ...]:
    """Return the copies of a picture; none before all sources are read."""
    return _offered.get(app, {}).get(path, ())


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return width and height in pixels as a browser shows the picture, turned as its EXIF data say.

    PNG, JPEG, GIF, WebP, AVIF, TIFF, BMP, and SVG that gives its size; None for all else and for what cannot be read.
    """
    return _size(str(path))


def size_of_data(data: bytes) -> tuple[int, int] | None:
    """Return what `picture_size` does, of the bytes of a file."""
    return _size(BytesIO(data))


def _size(file: str | BytesIO) -> tuple[int, int] | None:
    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError):
        return None
    size = round(width), round(height)
    return size if min(size) > 0 else None
