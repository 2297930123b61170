"""The forms in which authors write dialogue out: `{dialogue}`, `{turn}`, `{narration}`.

They make the nodes that recognition makes; what only the whole document can tell (who a name is,
numbers, anchors) the transform adds to both alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from koushu.dialogue import nodes as own
from koushu.dialogue.building import make_lead
from koushu.dialogue.lexicon import is_wide
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

STYLES = ("interview", "oral-history", "play", "log")


def _style(argument: str) -> str:
    return directives.choice(argument, STYLES)


class DialogueDirective(SphinxDirective):
    """`dialogue(written) > turn+`; labelled paragraphs inside are turns for certain, whatever their words."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "style": _style,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return the dialogue with its title, which is a caption and no heading."""
        node = own.dialogue(written=True, classes=self.options.get("class", []))
        self.set_source_info(node)
        self.add_name(node)
        if "style" in self.options:
            node["style"] = self.options["style"]
        if self.arguments:
            children, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.paragraph(self.arguments[0], "", *children, classes=["dialogue-title"])
            self.set_source_info(title)
            node.extend([title, *messages])
        node.extend(self.parse_content_to_nodes())
        return [node]


class TurnDirective(SphinxDirective):
    """`turn(label) > paragraph(lead, words), blocks…`; the argument is an id, a name, an alias, or several."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "time": directives.unchanged_required,
        "lang": directives.unchanged_required,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return the turn; one that names nobody keeps its words as narration and is reported."""
        blocks = self.parse_content_to_nodes()
        if not self.arguments or not self.arguments[0].strip():
            self._report("`turn` names nobody; expected the name of a speaker after it")
            return _blocks(own.narration(), blocks, self)
        label = self.arguments[0].strip()
        node = own.turn(label=label, written=True, classes=self.options.get("class", []))
        self.add_name(node)
        for option in ("time", "lang"):
            if option in self.options:
                node[option] = self.options[option]
        paragraph = _first_paragraph(blocks)
        self.set_source_info(paragraph)
        wide = is_wide(label[-1])
        mark = "：" if wide else ": "
        paragraph.insert(0, make_lead([], [nodes.Text(label)], [nodes.Text(mark)], paragraph))
        if len(paragraph) == 1:
            paragraph["classes"].append("cue")
        return _blocks(node, blocks if paragraph in blocks else [paragraph, *blocks], self)

    def _report(self, message: str) -> None:
        report(
            Problem(Kind.DIALOGUE_DIRECTIVE, self.lineno, message), str(self.env.doc2path(self.env.docname))
        )


class NarrationDirective(SphinxDirective):
    """`narration > blocks…`."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Return the narration."""
        node = own.narration(classes=self.options.get("class", []))
        return _blocks(node, self.parse_content_to_nodes(), self)


def _first_paragraph(blocks: list[nodes.Node]) -> nodes.paragraph:
    """Return the paragraph that takes the lead: the turn's first block, or a new one above it."""
    if blocks and isinstance(blocks[0], nodes.paragraph):
        return blocks[0]
    return nodes.paragraph("", "")


def _blocks(node: nodes.Element, blocks: list[nodes.Node], directive: SphinxDirective) -> list[nodes.Node]:
    directive.set_source_info(node)
    node.extend(blocks)
    return [node]
