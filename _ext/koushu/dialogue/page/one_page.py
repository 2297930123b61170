"""Many posts in one page: anchors that were alone on their own pages must be told apart."""

from __future__ import annotations

from typing import Any

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.dialogue import nodes as own
from koushu.dialogue.cast.speakers import slug


class SeparateAnchors(SphinxPostTransform):
    """Keeps of each turn the anchors that no turn before it has, in the builder that makes one page of all."""

    default_priority = 700
    builders = ("singlehtml",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Drop anchors that count within a post, and those taken; a turn left without gets its post's name."""
        taken: set[str] = set()
        for turn in self.document.findall(own.turn):
            counted = f"t-{turn.get('number', 0)}"
            free = [name for name in turn["ids"] if name not in taken and name != counted]
            if not free and turn["ids"]:
                free = [_apart(f"{turn['ids'][0]}.{slug(_docname(turn))}", taken)]
            turn["ids"] = free
            taken.update(free)


def _apart(name: str, taken: set[str]) -> str:
    number, apart = 1, name
    while apart in taken:
        number += 1
        apart = f"{name}.{number}"
    return apart


def _docname(turn: own.turn) -> str:
    """Return the name of the document that a turn of an assembled tree comes from."""
    node = turn.parent
    while node is not None and not isinstance(node, addnodes.start_of_file):
        node = node.parent
    return str(node["docname"]) if node is not None else ""
