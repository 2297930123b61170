"""Images that LaTeX cannot take (SVG, GIF, WebP) as PDF, made by the Typst wheel: no other program is needed."""

from __future__ import annotations

import re
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.transforms.post_transforms.images import ImageConverter

from koushu.latex.fonts import font_files
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    import os

    from docutils import nodes

_PAGE: Final = """#set page(width: auto, height: auto, margin: 0pt)
#set text(font: ("Noto Sans SC", "Libertinus Serif"))
"""
_REMOTE_LINK: Final = re.compile(rb"""\b(xlink:)?href\s*=\s*("|')\s*(https?:)?//.*?\2""", re.DOTALL)


class TypstImageConverter(ImageConverter):
    """Converts images for builders that take PDF."""

    conversion_rules = [  # noqa: RUF012 - Sphinx's attribute
        ("image/svg+xml", "application/pdf"),
        ("image/gif", "application/pdf"),
        ("image/webp", "application/pdf"),
    ]

    def is_available(self) -> bool:
        """Return whether the Typst wheel is installed."""
        return typst_is_installed()

    def handle(self, node: nodes.image) -> None:
        """Convert the file of one image, and say where the image stands if that fails."""
        self._place = node
        super().handle(node)

    def convert(self, _from: str | os.PathLike[str], _to: str | os.PathLike[str]) -> bool:
        """Convert one file; a file that is no image is reported and left out."""
        fault = convert_image(Path(_from), Path(_to))
        if fault:
            text = f"{Path(_from).name} is no image that can be printed ({fault}); its description stands instead"
            report(Problem(Kind.LATEX_IMAGE, 0, text), self._place)
        return not fault


def typst_is_installed() -> bool:
    """Return whether the Typst wheel is installed."""
    return find_spec("typst") is not None


def convert_image(source: Path, target: Path) -> str:
    """Write an image as a PDF page of its own size; return what was wrong with it, nothing if all went well."""
    import typst  # noqa: PLC0415 - 80 MB that only a build with such images loads

    with tempfile.TemporaryDirectory() as folder:
        # Typst sees no file outside its root, so that a drawing can pull in nothing else.
        name = f"image{source.suffix.lower()}"
        try:
            Path(folder, name).write_bytes(without_remote_links(source.read_bytes()))
            Path(folder, "main.typ").write_text(f'{_PAGE}#image("{name}")\n', encoding="utf-8")
            fonts = sorted({str(Path(path).parent) for path in font_files()})
            pdf = typst.compile(
                str(Path(folder, "main.typ")), root=folder, font_paths=fonts, ignore_system_fonts=True
            )
        except typst.TypstError as error:
            return error.message
        except OSError as error:
            return error.strerror or "not readable"
        target.write_bytes(pdf)
    return ""


def without_remote_links(data: bytes) -> bytes:
    """Return an SVG drawing without references to other sites, which Typst refuses to draw; other data unchanged."""
    return _REMOTE_LINK.sub(b"", data) if b"<svg" in data else data
