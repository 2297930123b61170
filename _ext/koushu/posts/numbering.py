"""Numbers of figures, tables, listings and formulas in posts, which Sphinx gives only to pages in a toctree.

Each post counts from 1, so its numbers depend on nothing but itself: they stay when other posts come or go, and
are the same in every format and in every book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.document_facts import DocumentFacts, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_KEY: Final = "koushu_numbered"

Numbered = dict[str, list[str]]
"""Kind of what is numbered (`figure`, `table`, `code-block`, `displaymath`) -> identifiers in their order."""


class PostNumbers(DocumentFacts):
    """Numbers what has a caption or a label in each page that no toctree reaches, when `numfig` is on."""

    stores = (_KEY,)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep what of a document is numbered; a site that begins to number has all its documents read again."""
        if not app.config.numfig:
            return
        found: Numbered = {}
        for kind, identifier in _numbered(app.env, doctree):
            found.setdefault(kind, []).append(identifier)
        if found:
            _kept(app.env)[app.env.docname] = found

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Give the numbers, after Sphinx has given its own; no page changes by that which was not read."""
        if app.config.numfig:
            for docname, kinds in _kept(env).items():
                env.toc_fignumbers.setdefault(docname, _counted(kinds))
        return []


def _numbered(env: BuildEnvironment, doctree: nodes.document) -> Iterator[tuple[str, str]]:
    standard = env.domains.standard_domain
    for node in doctree.findall(nodes.Element):
        if not node.attributes["ids"]:
            continue
        kind = standard.get_enumerable_node_type(node) if standard.get_numfig_title(node) else None
        if isinstance(node, nodes.math_block):
            kind = "displaymath"
        if kind:
            yield kind, node["ids"][0]


def _counted(kinds: Numbered) -> dict[str, dict[str, tuple[int, ...]]]:
    return {
        kind: {identifier: (number,) for number, identifier in enumerate(identifiers, 1)}
        for kind, identifiers in kinds.items()
    }


def _kept(env: BuildEnvironment) -> dict[str, Numbered]:
    return facts_of(env, _KEY)


def show_number(_translator: object, _node: nodes.Element) -> None:
    """Let a reference by number show its own text, where Sphinx's writer shows the pattern that it is made by."""
