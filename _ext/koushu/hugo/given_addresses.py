"""Addresses that directives and roles take as they are given: none may run code, none may lead out of the sources."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.config import HugoSettings, settings
from koushu.hugo.dialect.addresses import is_dangerous
from koushu.hugo.files import is_active_file, is_unpublishable
from koushu.problems import Kind, Problem, report
from koushu.safe_path import name_fault, path_in, real_file

if TYPE_CHECKING:
    from collections.abc import Collection


class CheckGivenAddresses(SphinxTransform):
    """Puts plain text in place of links that may do harm, and of downloads from outside the source folder."""

    # Before Sphinx's collectors copy files at `doctree-read` (880).
    default_priority = 860

    def apply(self, **_kwargs: object) -> None:
        """Look through a Hugo source."""
        if "hugo_params" not in self.document:
            return
        schemes = settings(self.config, HugoSettings).schemes
        for node in list(self.document.findall(nodes.reference)):
            if is_dangerous(node.get("refuri", ""), schemes):
                self._refuse(node, node["refuri"], _HARMLESS)
        for toctree in self.document.findall(addnodes.toctree):
            self._check_entries(toctree, schemes)
        for download in list(self.document.findall(addnodes.download_reference)):
            target = str(download["reftarget"])
            if is_dangerous(target) or ("://" not in target and self._is_kept_back(target)):
                self._refuse(download, target, _INSIDE)

    def _check_entries(self, toctree: addnodes.toctree, schemes: Collection[str]) -> None:
        """Take out of a table of contents what leads to an address that may do harm."""
        entries = toctree["entries"]
        toctree["entries"] = [one for one in entries if not is_dangerous(str(one[1]), schemes)]
        for title, address in entries:
            if is_dangerous(str(address), schemes):
                message = f"found the address {address!r}; expected {_HARMLESS}. {title or 'It'} is left out"
                report(Problem(Kind.DIRECTIVE, _line_of(toctree), message), str(self.document["source"]))

    def _is_kept_back(self, target: str) -> bool:
        """Return whether a file lies outside of the sources, or is of a kind that no post may publish."""
        path = path_in(str(self.env.doc2path(self.env.docname, base=False)), target.replace("\\", "/"))
        if path.startswith("..") or is_unpublishable(path) or any(map(name_fault, path.split("/"))):
            return True
        root = Path(self.env.srcdir)
        # What is not there is no danger; what is there, also as a link that leads nowhere, must be a file of the site.
        if not os.path.lexists(root / path):
            return False
        return real_file(root, path) is None or is_active_file(root, path)

    def _refuse(self, node: nodes.Element, address: str, expected: str) -> None:
        message = f"found the address {address!r}; expected {expected}. Its text is kept"
        report(Problem(Kind.DIRECTIVE, _line_of(node), message), str(self.document["source"]))
        node.replace_self(node.children or [nodes.Text(address)])


class CheckMadeAddresses(SphinxPostTransform):
    """Puts plain text in place of links that may do harm and that are made late, as those of bibliographies are."""

    # Behind all that makes links.
    default_priority = 900

    def run(self, **_kwargs: object) -> None:
        """Look through a whole page or book."""
        schemes = settings(self.config, HugoSettings).schemes
        for node in list(self.document.findall(nodes.reference)):
            if is_dangerous(node.get("refuri", ""), schemes):
                message = f"found the address {node['refuri']!r}; expected {_HARMLESS}. Its text is kept"
                source = str(node.source or self.document.get("source", ""))
                report(Problem(Kind.DIRECTIVE, _line_of(node), message), source)
                node.replace_self(node.children or [nodes.Text(node["refuri"])])


_HARMLESS: Final = "one of the web, or its scheme in `hugo_schemes`"
_INSIDE: Final = "a file in the source folder"


def _line_of(node: nodes.Node | None) -> int:
    while node is not None and not node.line:
        node = node.parent
    return node.line or 0 if node is not None else 0
