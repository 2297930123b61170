"""The part of a document that is judged at once: all of it, or a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.dialogue.recognition.blocks import Block, Kind


@record
class Region:
    """The blocks that are judged together, from one index to another (exclusive)."""

    blocks: Sequence[Block]
    begin: int
    end: int
    part: bool = False
    """Whether it is a section and not the whole document."""

    def of_kind(self, kind: Kind) -> list[str]:
        """Return the texts of its blocks of one kind."""
        return [block.text for block in self.blocks[self.begin : self.end] if block.kind is kind]
