"""Images of any kind as PDF or PNG, made by the Typst wheel: no other program is needed."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.books.fonts import font_files

if TYPE_CHECKING:
    from typing import Literal

_PAGE: Final = """#set page(width: auto, height: auto, margin: 0pt)
#set text(font: ("Noto Sans SC", "Libertinus Serif"))
"""
# As a browser shows a drawing that is a picture of a page: with what it holds itself, and nothing else.
_OUTER_LINK: Final = re.compile(rb"""(?<=\s)([\w-]+:)?href\s*=\s*("|')(?!\s*(?:#|data:)).*?\2""", re.DOTALL)
# A filter that makes lines thicker, for which the Typst compiler takes minutes.
_SLOW_FILTER: Final = re.compile(rb"(?<=[</:])feMorphology\b")
# The same drawing gives the same bytes, whenever it is made.
_MOMENT: Final = datetime(1980, 1, 1, tzinfo=UTC)
# CSS has 96 pixels to the inch, and a unit of a drawing is one of them.
_PIXELS_PER_INCH: Final = 96.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """An image in another format."""

    data: bytes = b""
    fault: str = ""
    """Why there is no image; empty when there is one."""


def typst_is_installed() -> bool:
    """Return whether the Typst wheel is installed."""
    return find_spec("typst") is not None


def convert_image(data: bytes, suffix: str, target: Literal["pdf", "png"]) -> Drawing:
    """Return an image as one PDF page of its own size, or as PNG with one pixel for each unit of length.

    `suffix` names the kind of the data: `.svg`, `.png`, `.jpg`, `.gif`, `.webp`. References of a drawing to other
    files are left out; nothing is fetched.
    """
    if not typst_is_installed():
        return Drawing(fault="the Python package typst is not installed")
    import typst  # noqa: PLC0415 - 80 MB that only a build with such images loads

    with tempfile.TemporaryDirectory() as folder:
        # Typst sees no file outside its root, so that a drawing can pull in nothing else.
        name = f"image{suffix.lower()}"
        Path(folder, name).write_bytes(without_outer_links(data))
        source = Path(folder, "main.typ")
        source.write_text(f'{_PAGE}#image("{name}")\n', encoding="utf-8")
        try:
            made = typst.compile(
                str(source),
                root=folder,
                font_paths=sorted({str(Path(path).parent) for path in font_files()}),
                ignore_system_fonts=True,
                format=target,
                ppi=_PIXELS_PER_INCH,
                timestamp=_MOMENT,
            )
        except typst.TypstError as error:
            return Drawing(fault=error.message)
    return Drawing(made)


def without_outer_links(data: bytes) -> bytes:
    """Return an SVG drawing without references to other files, with which Typst refuses it; other data unchanged.

    The one filter that it cannot draw in reasonable time becomes one that changes nothing.
    """
    return _SLOW_FILTER.sub(b"feOffset", _OUTER_LINK.sub(b"", data)) if b"<svg" in data else data
