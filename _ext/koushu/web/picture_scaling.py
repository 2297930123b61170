"""Pictures made smaller, by Pillow."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Photographs show no loss at 78; text in screenshots does below 90.
_QUALITY: Final = {".png": 90}
_PHOTOGRAPH: Final = 78
# What Pillow raises for damaged files, besides errors of the system.
_DAMAGED: Final = (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError)


def write_copies(path: Path, widths: Mapping[Path, int]) -> bool:
    """Write copies of a picture, empty files for one that moves, which copies would stop; False for one damaged.

    `widths` are those of the copies in pixels, by their files.
    """
    try:
        _write(path, widths)
    except _DAMAGED:
        return False
    return True


def _write(path: Path, widths: Mapping[Path, int]) -> None:
    with Image.open(path) as opened:
        if getattr(opened, "is_animated", False):
            for file in widths:
                file.write_bytes(b"")
            return
        greatest = max(widths.values())
        opened.draft("RGB", (greatest, greatest))
        picture = _plain(ImageOps.exif_transpose(opened))
        profile = opened.info.get("icc_profile")
    quality = _QUALITY.get(path.suffix.lower(), _PHOTOGRAPH)
    for file, width in widths.items():
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        # Under another name first: a build that is stopped here leaves no half picture.
        begun = file.with_suffix(f".{os.getpid()}")
        smaller.save(begun, "WEBP", quality=quality, method=4, icc_profile=profile)
        begun.replace(file)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a form that WebP has."""
    if picture.mode in {"RGB", "RGBA"}:
        return picture
    clear = picture.mode in {"LA", "PA", "RGBa", "La"} or "transparency" in picture.info
    return picture.convert("RGBA" if clear else "RGB")
