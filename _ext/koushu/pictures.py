"""The size of a picture's file, without decoding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imagesize

if TYPE_CHECKING:
    from pathlib import Path


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return width and height in pixels as a browser shows the picture, turned as its EXIF data say.

    PNG, JPEG, GIF, WebP, AVIF, TIFF, BMP, and SVG that gives its size; None for all else and for what cannot be read.
    """
    try:
        width, height = imagesize.get(str(path))
    except (OSError, ValueError):
        return None
    size = round(width), round(height)
    return size if min(size) > 0 else None
