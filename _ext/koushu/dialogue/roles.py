"""The roles `{speaker}`, `{turn}`, `{vocal}` and `{ed}`.

`{speaker}` and `{turn}` take a title of their own as other references do: `` {turn}`what she said <first-answer>` ``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from koushu.dialogue import nodes as own
from koushu.dialogue.lexicon import is_wide
from koushu.dialogue.recognition.vocals import kind_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message

TO_TURN: Final = "turn"
"""`reftype` of a reference to a turn."""


class SpeakerRole(ReferenceRole):
    """The name of a speaker in running text: `mention(label)`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the name; who it is, the whole document tells."""
        node = own.mention(self.rawtext, self.title, label=self.target)
        self.set_source_info(node)
        return [node], []


class TurnRole(ReferenceRole):
    """A reference to a turn by its name or anchor, in this document or in another: `周敏，第 12 段`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return a pending reference."""
        node = addnodes.pending_xref(
            self.rawtext,
            nodes.inline(self.rawtext, self.title, classes=["turn-reference"]),
            refdomain="",
            reftype=TO_TURN,
            reftarget=self.target.strip(),
            refexplicit=self.has_explicit_title,
            refdoc=self.env.docname,
            refwarn=False,
        )
        self.set_source_info(node)
        return [node], []


class VocalRole(SphinxRole):
    """What is heard and is no word: `[laughs]`, `（笑）`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return it in brackets of its script."""
        words = self.text.strip("[]()（）〔〕 ")
        shown = f"（{words}）" if words and is_wide(words[-1]) else f"[{words}]"
        node = own.vocal(self.rawtext, shown, kind=kind_of(words) or "vocal")
        self.set_source_info(node)
        return [node], []


class EditorialRole(SphinxRole):
    """Words that the editor added: `[in 1968]`, `〔一九六八年〕`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return them in brackets of their script."""
        words = self.text.strip("[]〔〕 ")
        shown = f"〔{words}〕" if words and is_wide(words[-1]) else f"[{words}]"
        node = own.editorial(self.rawtext, shown)
        self.set_source_info(node)
        return [node], []
