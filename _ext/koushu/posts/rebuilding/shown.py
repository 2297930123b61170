"""What a document asks of others when it is written, noted as it is read: its lists of posts and its links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx import addnodes

from koushu.document_facts import DocumentFacts, packed_facts_of
from koushu.posts.nodes import post_list
from koushu.posts.relations.selection import Selection, selection_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SHOWN: Final = "koushu_shown"


@record
class Shown:
    """What one document asks of others."""

    lists: tuple[Selection, ...] = ()
    """What each `post_list` asks for."""
    links: tuple[str, ...] = ()
    """Targets of Hugo links, each once."""
    references: tuple[tuple[str, str, str], ...] = ()
    """Domain, type and target of each cross-reference of Sphinx's own, each once."""


class CollectShown(DocumentFacts):
    """Keeps what each document asks of others in the environment."""

    stores = (_SHOWN,)
    packed = True

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep what a document asks."""
        shown = read_shown(doctree)
        if shown != Shown():
            _kept(app.env)[app.env.docname] = shown


def read_shown(doctree: nodes.document) -> Shown:
    """Return what a tree asks of other documents."""
    lists = [selection_of(node) for node in doctree.findall(post_list)]
    links: dict[str, None] = {}
    references: dict[tuple[str, str, str], None] = {}
    for node in doctree.findall(addnodes.pending_xref):
        target = str(node.get("reftarget", ""))
        if node.get("reftype") == "hugo":
            links[target] = None
        else:
            references[node.get("refdomain") or "", node.get("reftype") or "", target] = None
    return Shown(tuple(lists), tuple(links), tuple(references))


def shown_of(env: BuildEnvironment) -> Mapping[str, Shown]:
    """Return what each document asks, by name; those that ask nothing are left out."""
    return _kept(env)


def _kept(env: BuildEnvironment) -> MutableMapping[str, Shown]:
    return packed_facts_of(env, _SHOWN)
