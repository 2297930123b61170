"""Admonitions, remarks on versions, and what the parser has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.locale import admonitionlabels

from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import alike, drops

if TYPE_CHECKING:
    from docutils import nodes

_NAMES: Final = (
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "tip",
    "warning",
    "seealso",
)


# The notes of a list of notes stand in the text, and a message was logged when the source was read.
@drops("todolist", "system_message")
@alike(**dict.fromkeys(_NAMES, "named_admonition"), todo_node="admonition", versionmodified="remark")
class AdmonitionVisitors(BaseTranslator):
    """Visitors of admonitions."""

    def visit_admonition(self, node: nodes.Element) -> None:
        """Open an admonition with a title of its own; its class may name a kind."""
        kind = next((name for name in _NAMES if name in node["classes"]), "note")
        self.begin_call("admonition", kind=kind, title=None)

    def depart_admonition(self, _node: nodes.Element) -> None:
        """Close the admonition."""
        self.end_call()

    def visit_named_admonition(self, node: nodes.Element) -> None:
        """Open an admonition whose kind gives the title."""
        kind = node.__class__.__name__
        self.begin_call("admonition", kind=kind, title=str(admonitionlabels[kind]))

    def depart_named_admonition(self, _node: nodes.Element) -> None:
        """Close the admonition."""
        self.end_call()

    def visit_remark(self, _node: nodes.Element) -> None:
        """Open a remark on a version."""
        self.begin_call("group", classes=["versionmodified"])

    def depart_remark(self, _node: nodes.Element) -> None:
        """Close the remark."""
        self.end_call()
