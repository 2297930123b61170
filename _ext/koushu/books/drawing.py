"""Images of any kind as PDF or PNG, made by the Typst wheel: no other program is needed."""

from __future__ import annotations

import os
import re
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.books.fonts import font_files
from koushu.books.typst_workers import WorkerEndedError, Workers
from koushu.record import record

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
_MOMENT: Final = 315_532_800
"""Seconds from 1970: the first moment of 1980, in UTC."""
# CSS has 96 pixels to the inch, and a unit of a drawing is one of them.
_PIXELS_PER_INCH: Final = 96.0
_SECONDS: Final = 20.0
"""Processor time that one drawing may take."""


@record
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
    with tempfile.TemporaryDirectory() as folder:
        # Typst sees no file outside its root, so that a drawing can pull in nothing else.
        name = f"image{suffix.lower()}"
        Path(folder, name).write_bytes(without_outer_links(data))
        source = Path(folder, "main.typ")
        source.write_text(f'{_PAGE}#image("{name}")\n', encoding="utf-8")
        request: dict[str, object] = {
            "source": str(source),
            "text": None,
            "root": folder,
            "format": target,
            "ppi": _PIXELS_PER_INCH,
            "standards": [],
            "timestamp": _MOMENT,
            "seconds": _SECONDS,
        }
        try:
            answer = _workers(os.getpid()).ask(request)
        except WorkerEndedError as ended:
            return Drawing(fault=f"it cannot be drawn in {_SECONDS:.0f} seconds ({ended})")
        return Drawing(fault=answer.error[0]) if answer.error else Drawing(answer.pages[0])


@cache
def _workers(_process: int) -> Workers:
    """Return the workers of a process, those of another being no business of its children."""
    return Workers(sorted({str(Path(path).parent) for path in font_files()}))


def without_outer_links(data: bytes) -> bytes:
    """Return an SVG drawing without references to other files, with which Typst refuses it; other data unchanged.

    The one filter that it cannot draw in reasonable time becomes one that changes nothing.
    """
    return _SLOW_FILTER.sub(b"feOffset", _OUTER_LINK.sub(b"", data)) if b"<svg" in data else data
