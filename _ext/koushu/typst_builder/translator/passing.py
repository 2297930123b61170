"""Nodes that say nothing in a book, and raw content of other formats."""

from __future__ import annotations

from html.parser import HTMLParser

from docutils import nodes

from koushu.problems import Kind
from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import drops


@drops("comment", "meta", "pending", "highlightlang", "substitution_definition", "toctree")
class PassingVisitors(BaseTranslator):
    """Visitors of what is for other formats or other steps."""

    def visit_raw(self, node: nodes.raw) -> None:
        """Print the text of raw HTML and say so; raw content of other formats is not for a book."""
        if "html" in node.get("format", "").split():
            text = " ".join(_text_of_html(node.astext()).split())
            if text:
                self.problem(
                    Kind.TYPST_RAW_HTML,
                    node,
                    "Raw HTML has no form in the PDF; expected Markdown or a shortcode. Its text is printed",
                )
                self.add_text(text)
        raise nodes.SkipNode


class _TextOfHTML(HTMLParser):
    """Gathers the text that a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in {"script", "style", "template"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in {"script", "style", "template"}))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _text_of_html(source: str) -> str:
    parser = _TextOfHTML()
    parser.feed(source)
    parser.close()
    return " ".join(parser.parts)
