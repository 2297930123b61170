"""Ids that a post gives: fit for every format, and none that the page has for a part of its own."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.hugo.dialect.heading_ids import unique_id
from koushu.hugo.dialect.own_ids import fit_id, is_own_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class KeepOwnIds(SphinxTransform):
    """Puts another id in place of one that the page needs for itself, or that holds a mark of HTML."""

    # After everything that gives ids, before links to places of the page are checked (875).
    default_priority = 872

    def apply(self, **_kwargs: object) -> None:
        """Look through a Hugo source."""
        if "hugo_params" not in self.document:
            return
        changed: dict[str, str] = {}
        numbers: dict[str, int] = {}
        kinds = (nodes.footnote, nodes.footnote_reference)
        notes = {one: node for kind in kinds for node in self.document.findall(kind) for one in node["ids"]}
        for node in self.document.findall(nodes.Element):
            ids = node.attributes["ids"]
            for place, wanted in enumerate(ids) if ids else ():
                if is_own_id(wanted) or fit_id(wanted) != wanted or notes.get(wanted, node) is not node:
                    node["ids"][place] = changed[wanted] = self._free(node, wanted, numbers)
        if changed:
            self._follow(changed, notes.keys())

    def _free(self, node: nodes.Element, wanted: str, numbers: dict[str, int]) -> str:
        fit = fit_id(wanted)
        taken = ChainMap(self.document.ids, {fit: node} if is_own_id(fit) else {})
        free = unique_id(fit, taken, numbers)
        if self.document.ids.get(wanted) is node:
            self.document.ids.pop(wanted)
        self.document.ids[free] = node
        return free

    def _follow(self, changed: Mapping[str, str], notes: Collection[str]) -> None:
        """Lead links and names to the new ids."""
        for name, wanted in self.document.nameids.items():
            if wanted in changed:
                self.document.nameids[name] = changed[wanted]
        for node in self.document.findall(nodes.Element):
            # A note keeps the id that something else has lost.
            is_note = isinstance(node, nodes.footnote | nodes.footnote_reference)
            if node.get("refid") in changed and not (is_note and node["refid"] in notes):
                node["refid"] = changed[node["refid"]]
            if str(node.get("refuri", ""))[1:] in changed and node["refuri"].startswith("#"):
                node["refuri"] = f"#{changed[node['refuri'][1:]]}"
            if "backrefs" in node:
                backrefs = node["backrefs"]
                node["backrefs"] = [one if one in notes else changed.get(one, one) for one in backrefs]
