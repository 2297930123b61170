"""Bibliographies stay where they are written, instead of at the end of the whole book."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.latex.nodes import thebibliography
from sphinx.builders.latex.transforms import BibliographyTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class KeepBibliographies(SphinxPostTransform):
    """Wrap each run of citations in place: `thebibliography > citation+`."""

    default_priority = BibliographyTransform.default_priority
    formats = ("latex",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Find the parents of citations, and wrap what stands together."""
        parents = dict.fromkeys(citation.parent for citation in self.document.findall(nodes.citation))
        for parent in parents:
            wrap_citations(parent)


def wrap_citations(parent: nodes.Element) -> None:
    """Replace each run of citations among the children by one bibliography that holds them."""
    children: list[nodes.Node] = []
    for is_citation, group in groupby(list(parent), lambda child: isinstance(child, nodes.citation)):
        members = list(group)
        children += [thebibliography("", *members)] if is_citation else members
    parent.children = []
    parent.extend(children)


def retire_gathering(app: Sphinx) -> None:
    """Take away Sphinx's transform that moves all citations to the end of the document."""
    # Sphinx can add transforms, and offers nothing to take one back.
    transforms = app.registry.post_transforms
    transforms[:] = [transform for transform in transforms if transform is not BibliographyTransform]
