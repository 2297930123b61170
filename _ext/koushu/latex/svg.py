"""Images that LaTeX cannot take (SVG, GIF, WebP) as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms.images import ImageConverter

from koushu.books.drawing import convert_image, typst_is_installed
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    import os

    from docutils import nodes


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
        fault = convert_file(Path(_from), Path(_to))
        if fault:
            text = f"{Path(_from).name} is no image that can be printed ({fault}); its description stands instead"
            report(Problem(Kind.LATEX_IMAGE, 1, text), self._place)
            self._place["unprintable"] = True
        return not fault


def convert_file(source: Path, target: Path) -> str:
    """Write an image as a PDF page of its own size; return what was wrong with it, nothing if all went well."""
    try:
        data = source.read_bytes()
    except OSError as error:
        return error.strerror or "not readable"
    drawing = convert_image(data, source.suffix, "pdf")
    if not drawing.fault:
        target.write_bytes(drawing.data)
    return drawing.fault
