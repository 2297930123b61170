"""Code blocks: highlighted by Pygments as on the web, numbered, with captions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from pygments.token import Token
from sphinx.highlighting import PygmentsBridge

from koushu.typst_builder.translator.figures import FigureVisitors
from koushu.typst_builder.translator.forms import alike

if TYPE_CHECKING:
    from koushu.typst_builder.escape import Value

# Families of tokens that the template gives a colour, by Pygments' type, the narrowest first.
_FAMILIES = (
    (Token.Name.Function, "function"),
    (Token.Name.Class, "function"),
    (Token.Name.Decorator, "function"),
    (Token.Name.Tag, "keyword"),
    (Token.Name.Attribute, "function"),
    (Token.Name.Builtin, "builtin"),
    (Token.Name.Exception, "builtin"),
    (Token.Keyword, "keyword"),
    (Token.Literal.String, "string"),
    (Token.Literal.Number, "number"),
    (Token.Comment, "comment"),
    (Token.Operator.Word, "keyword"),
    (Token.Generic.Deleted, "deleted"),
    (Token.Generic.Inserted, "inserted"),
    (Token.Generic.Heading, "keyword"),
    (Token.Generic.Prompt, "comment"),
)


@alike(doctest_block="literal_block")
class ListingVisitors(FigureVisitors):
    """Visitors of code blocks."""

    _bridge: PygmentsBridge | None = None

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Print code; a block that holds other nodes than text keeps them and is not highlighted."""
        if node.rawsource != node.astext() and not _is_plain(node):
            self.begin_call("literal-lines")
            self._visit_literal_children(node)
            self.end_call()
            raise nodes.SkipNode
        text = self.book.printable(node.astext())
        options: dict[str, Any] = node.get("highlight_args", {})
        lines = self._tokens(text, node)
        self.add_call(
            "code-block",
            lines,
            source=text,
            numbers=bool(node.get("linenos", False)),
            start=int(options.get("linenostart", 1)),
            marked=list(options.get("hl_lines", ())),
        )
        raise nodes.SkipNode

    def depart_literal_block(self, _node: nodes.literal_block) -> None:
        """Nothing to close."""

    def _tokens(self, text: str, node: nodes.Element) -> list[Value]:
        """Return the lines of the code, each a list of texts and `(text, family)` pairs."""
        if self._bridge is None:
            self._bridge = PygmentsBridge("html", "default")
        options = self.config.highlight_options.get(node.get("language", ""), {})
        lexer = self._bridge.get_lexer(text, node.get("language", "text"), options, force=True, location=node)
        lines: list[list[Value]] = [[]]
        for kind, part in lexer.get_tokens(text):
            family = next((name for token, name in _FAMILIES if kind in token), "")
            for index, piece in enumerate(part.split("\n")):
                if index:
                    lines.append([])
                if piece:
                    lines[-1].append([piece, family] if family else piece)
        # Lexers end the text with a line break, whether it had one or not.
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        return list(lines)

    def _visit_literal_children(self, node: nodes.Element) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                self._add_literal_lines(child.astext())
            else:
                child.walkabout(self)

    def _add_literal_lines(self, text: str) -> None:
        for index, line in enumerate(text.split("\n")):
            if index:
                self.add_call("linebreak")
            self.add_text(line.replace(" ", "\u00a0"))

    def visit_container(self, node: nodes.container) -> None:
        """Print code with its caption; any other container is a group."""
        if not node.get("literal_block"):
            self.begin_call("group", classes=list(node["classes"]))
            return
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        self.begin_list("captioned-code")
        self.add_part(caption, node)
        self.begin_item()
        self.visit_children(node, caption)
        self.end_item()
        self.end_list()
        raise nodes.SkipNode

    def depart_container(self, _node: nodes.container) -> None:
        """Close the group."""
        self.end_call()


def _is_plain(node: nodes.Element) -> bool:
    return all(isinstance(child, nodes.Text) for child in node.children)
