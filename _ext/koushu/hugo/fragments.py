"""Links to a place on the same page: each must lead to one that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterator

_find_names: Final = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE).findall
_is_id: Final = re.compile(r"[^\W\d][\w.-]*").fullmatch
# Places that browsers know without an element of that name.
_ALWAYS_THERE: Final = frozenset(("", "top"))
WANTED: Final = "koushu_wanted_ids"
"""What Sphinx's data of a document that is read hold under this name tells whether an element wants an id."""


class KeepGivenIds(SphinxTransform):
    """Gives elements of a site's templates the ids that these have for them, where nothing else on the page has it."""

    # Before links to the page's own places are looked at.
    default_priority = 870

    def apply(self, **_kwargs: object) -> None:
        """Give each id once."""
        if not self.env.temp_data.get(WANTED):
            return
        for node in self.document.findall(nodes.Element):
            wanted = node.attributes.pop("wanted_id", "")
            if wanted and _is_id(wanted) and wanted not in self.document.ids:
                node["ids"].append(wanted)
                self.document.ids[wanted] = node


class CheckFragments(SphinxTransform):
    """Reports every link to a place on its own page that no element has."""

    # After every transform that gives ids, before the tree is stored at `doctree-read` (880).
    default_priority = 875

    def apply(self, **_kwargs: object) -> None:
        """Check every link of a Hugo source."""
        if "hugo_params" not in self.document:
            return
        links = [
            node for node in self.document.findall(nodes.reference) if node.get("refuri", "").startswith("#")
        ]
        places = frozenset(self._places()) if links else frozenset()
        for node in links:
            name = node["refuri"][1:]
            if name not in places and name.lower() not in _ALWAYS_THERE:
                message = f"found a link to {node['refuri']!r}, a place that this page does not have"
                report(Problem(Kind.LINK_TARGET, node.line or 0, message), str(self.document["source"]))

    def _places(self) -> Iterator[str]:
        for node in self.document.findall(nodes.Element):
            yield from node["ids"]
            if isinstance(node, nodes.raw):
                yield from _find_names(node.astext())
