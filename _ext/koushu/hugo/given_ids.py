"""Ids that a post gives: fit for every format, and none that the page has for a part of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.hugo.dialect.heading_ids import unique_id

if TYPE_CHECKING:
    from collections.abc import Mapping

# What scripts, styles and links of the page look for; an element above that one would be found in its place.
_PARTS: Final = """
    main-content searchbox search-form search-input search-documentation search-results search-progress
    pst-primary-sidebar pst-secondary-sidebar pst-primary-sidebar-checkbox pst-secondary-sidebar-checkbox
    pst-primary-sidebar-modal pst-secondary-sidebar-modal pst-search-dialog pst-back-to-top
    pst-page-navigation-heading-2 pst-page-toc-nav bd-header documentation_options rtd-footer-container
    jb-print-docs-body jb-print-toc comments
"""
_TAKEN: Final = frozenset(_PARTS.split())
# What could end an attribute, a label or a command.
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f-\xa0\"'<>&`\\{}%\u2028-\u202e\u2066-\u2069]+")


class KeepOwnIds(SphinxTransform):
    """Puts another id in place of one that the page needs for itself, or that holds a mark of HTML."""

    # After everything that gives ids, before links to places of the page are checked (875).
    default_priority = 872

    def apply(self, **_kwargs: object) -> None:
        """Look through a Hugo source."""
        if "hugo_params" not in self.document:
            return
        changed: dict[str, str] = {}
        for node in self.document.findall(nodes.Element):
            for place, wanted in enumerate(node["ids"]):
                if wanted.lower() in _TAKEN or _UNFIT.search(wanted):
                    node["ids"][place] = changed[wanted] = self._free(node, wanted)
        if changed:
            self._follow(changed)

    def _free(self, node: nodes.Element, wanted: str) -> str:
        fit = _UNFIT.sub("", wanted) or "id"
        free = unique_id(fit, {*self.document.ids, *_TAKEN, *({fit} if fit.lower() in _TAKEN else ())})
        self.document.ids.pop(wanted, None)
        self.document.ids[free] = node
        return free

    def _follow(self, changed: Mapping[str, str]) -> None:
        """Lead links and names to the new ids."""
        for name, wanted in self.document.nameids.items():
            if wanted in changed:
                self.document.nameids[name] = changed[wanted]
        for node in self.document.findall(nodes.Element):
            if node.get("refid") in changed:
                node["refid"] = changed[node["refid"]]
            if str(node.get("refuri", ""))[1:] in changed and node["refuri"].startswith("#"):
                node["refuri"] = f"#{changed[node['refuri'][1:]]}"
            if "backrefs" in node:
                node["backrefs"] = [changed.get(one, one) for one in node["backrefs"]]
