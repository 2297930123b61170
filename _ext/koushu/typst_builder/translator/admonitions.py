"""Admonitions, changes between versions, and what the parser has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import admonitionlabels

from koushu.typst_builder.translator.base import BaseTranslator

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso")


def _named(name: str) -> Callable[[BaseTranslator, nodes.Element], None]:
    def visit(self: BaseTranslator, _node: nodes.Element) -> None:
        self.begin_call("admonition", kind=name, title=str(admonitionlabels[name]))

    visit.__doc__ = f"Open an admonition of the kind `{name}`."
    return visit


def _end(self: BaseTranslator, _node: nodes.Element) -> None:
    """Close the admonition."""
    self.end_call()


class AdmonitionVisitors(BaseTranslator):
    """Visitors of admonitions."""

    def visit_admonition(self, node: nodes.Element) -> None:
        """Open an admonition with a title of its own; its class may name a kind."""
        kind = next((name for name in _NAMES if name in node["classes"]), "note")
        self.begin_call("admonition", kind=kind, title=None)

    depart_admonition = _end

    for _name in _NAMES:
        locals()[f"visit_{_name}"] = _named(_name)
        locals()[f"depart_{_name}"] = _end
    del _name

    def visit_todo_node(self, node: nodes.Element) -> None:
        """Open a note of the author to himself."""
        self.begin_call("admonition", kind="todo", title=None)

    depart_todo_node = _end

    def visit_todolist(self, node: nodes.Element) -> None:
        """Leave out a list of notes: the notes stand in the text."""
        raise nodes.SkipNode

    def visit_versionmodified(self, node: nodes.Element) -> None:
        """Open a remark on a version."""
        self.begin_call("group", classes=["versionmodified"])

    depart_versionmodified = _end

    def visit_system_message(self, node: nodes.Element) -> None:
        """Leave out: the message was logged when the source was read."""
        raise nodes.SkipNode
