"""Pictures and figures."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.util.images import get_image_size

from koushu.typst_builder.escape import Code
from koushu.typst_builder.translator.forms import passes
from koushu.typst_builder.translator.references import is_address
from koushu.typst_builder.translator.tables import TableVisitors

_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(px|pt|em|rem|mm|cm|in|pc|%|)")
# CSS: 96 px are an inch, and so are 72 pt; Typst knows neither px nor pc.
_POINTS = {"px": 0.75, "": 0.75, "pc": 12.0}


@passes("legend")
class FigureVisitors(TableVisitors):
    """Visitors of pictures and figures."""

    def visit_image(self, node: nodes.image) -> None:
        """Print a picture, or its text where there is no file to print."""
        uri = node["uri"]
        path = self.book.images.get(uri)
        alt = _alternative_text(node)
        inline = _is_inline(node)
        if path is None:
            self._print_alternative(uri, alt, inline=inline)
        else:
            self.add_call(
                "picture",
                path,
                alt=self.book.printable(alt) or None,
                width=_width_of(node),
                **self._natural_size(uri),
                inline=inline,
                align_=_side(node),
            )
        raise nodes.SkipNode

    def _natural_size(self, uri: str) -> dict[str, Code | float]:
        """Return the width of a picture, a pixel being 1/96 inch as on the web, and its height for a width of 1."""
        size = get_image_size(str(Path(self.env.srcdir, uri)))
        if not size or min(size) <= 0:
            return {}
        return {"natural": Code(f"{size[0] * 0.75:g}pt"), "shape": round(size[1] / size[0], 4)}

    def _print_alternative(self, uri: str, alt: str, *, inline: bool) -> None:
        """Print the text of a picture that cannot be printed, with its address when it is on another server."""
        text = alt or PurePosixPath(uri.partition("?")[0]).name or uri
        address = uri if is_address(uri) else None
        self.add_call("missing-picture", self.book.printable(text), address=address, inline=inline)

    def visit_figure(self, node: nodes.figure) -> None:
        """Print a figure: its content, its caption, its legend."""
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        legend = next((child for child in node.children if isinstance(child, nodes.legend)), None)
        drawn = any(self._is_drawn(image) for image in node.findall(nodes.image))
        self.begin_list("captioned-picture", drawn=drawn)
        self.begin_item()
        self.visit_children(node, caption, legend)
        self.end_item()
        self.add_part(caption, node)
        self.add_part(legend, None)
        self.end_list()
        raise nodes.SkipNode

    def _is_drawn(self, image: nodes.image) -> bool:
        """Return whether a picture is printed, and said to be one."""
        return image["uri"] in self.book.images and bool(_alternative_text(image))


def length(text: str) -> Code | None:
    """Return a CSS length as Typst writes it, or none for one it cannot have."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit in _POINTS:
        number, unit = number * _POINTS[unit], "pt"
    return Code(f"{number:g}{'em' if unit == 'rem' else unit}") if number else None


def _width_of(node: nodes.image) -> Code | None:
    """Return the width that an author gave, with the scale that directives take, or none."""
    width = length(str(node.get("width", "") or ""))
    scale = node.get("scale", 100)
    if width is None or scale == 100 or not isinstance(scale, int | float):
        return width
    return Code(f"{width} * {scale / 100:g}")


def _is_inline(node: nodes.image) -> bool:
    """Return whether a picture stands in a line with text; alone in its paragraph it is a block."""
    parent = node.parent
    while isinstance(parent, nodes.Inline) and isinstance(parent, nodes.Element):
        parent = parent.parent
    if not isinstance(parent, nodes.TextElement):
        return False
    return not isinstance(parent, nodes.paragraph) or bool(
        parent.astext().strip().removeprefix(node.astext())
    )


def _alternative_text(node: nodes.image) -> str:
    """Return the picture's own text, else the caption of its figure, else the name of the file that is a figure.

    A figure with neither text nor caption whose text is said to be empty is an ornament.
    """
    own = " ".join(str(node.get("alt", "") or "").split())
    figure = node.parent if isinstance(node.parent, nodes.figure) else getattr(node.parent, "parent", None)
    if own or not isinstance(figure, nodes.figure):
        return own
    caption = next((child for child in figure.children if isinstance(child, nodes.caption)), None)
    told = " ".join(caption.astext().split()) if caption is not None else ""
    return told or ("" if "alt" in node else PurePosixPath(node["uri"]).name)


def _side(node: nodes.image) -> Code:
    side = node.get("align", "")
    return Code(side if side in {"left", "right"} else "center")
