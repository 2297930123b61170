"""The text of raw HTML for formats that have no HTML: in paragraphs, with what emphasis and links it has."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.hugo.dialect.addresses import is_dangerous, is_elsewhere
from koushu.hugo.nodes import hard_break
from koushu.hugo.rendering.shortcodes import as_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

_ELEMENTS: Final[dict[str, type[nodes.TextElement]]] = {
    **dict.fromkeys(("b", "strong", "th", "summary"), nodes.strong),
    **dict.fromkeys(("i", "em", "cite", "var"), nodes.emphasis),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), nodes.literal),
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_WITHIN = "span font small big u s del ins mark abbr q bdi bdo time wbr ruby rt rp td"
_INLINE: Final = frozenset(_WITHIN.split())
_SILENT: Final = frozenset(("script", "style"))


class PrintRawHtml(SphinxPostTransform):
    """Puts the text of raw HTML in its place, for builders that would leave it out."""

    default_priority = 95

    def run(self, **_kwargs: object) -> None:
        """Replace every piece of raw HTML that holds text."""
        if self.env._app.builder.format == "html":  # noqa: SLF001
            return
        for node in list(self.document.findall(nodes.raw)):
            # Not of a directive, which says that its content is for one format.
            if not node.get("printable"):
                continue
            paragraphs = read_paragraphs(node.astext())
            if not paragraphs:
                continue
            if isinstance(node.parent, nodes.TextElement | nodes.Inline):
                node.replace_self([child for paragraph in paragraphs for child in paragraph.children])
            else:
                node.replace_self(paragraphs)


def read_paragraphs(html: str) -> Sequence[nodes.Node]:
    """Return the paragraphs of a piece of HTML that hold text; its tags need not pair."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = (block for paragraph in reader.paragraphs for block in as_blocks(paragraph.children))
    return [block for block in blocks if block.astext().strip()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs = [nodes.paragraph()]
        self._open: list[tuple[str, nodes.Element]] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = True
        elif tag == "a":
            self._begin(tag, _link(dict(attrs).get("href") or ""))
        elif tag in _ELEMENTS:
            self._begin(tag, _ELEMENTS[tag]())
        elif tag == "br":
            self._add(hard_break())
        elif tag not in _INLINE:
            self._end_paragraph()
        if tag in {"td", "th"}:
            self._add(nodes.Text(" "))

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in _SILENT
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        elif tag not in _INLINE and tag not in _ELEMENTS and tag != "a":
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._silent and data:
            self._add(nodes.Text(data))

    def _begin(self, tag: str, node: nodes.Element) -> None:
        self._add(node)
        self._open.append((tag, node))

    def _add(self, node: nodes.Node) -> None:
        (self._open[-1][1] if self._open else self.paragraphs[-1]).append(node)

    def _end_paragraph(self) -> None:
        self._open.clear()
        self.paragraphs.append(nodes.paragraph())


def _link(address: str) -> nodes.TextElement:
    if is_elsewhere(address) and not is_dangerous(address):
        return nodes.reference(refuri=address)
    return nodes.inline()
