"""References to turns: where each is kept, how a reference finds it, and which pages tell another page's number."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import make_refnode

from koushu.dialogue import nodes as own
from koushu.dialogue.roles import TO_TURN
from koushu.document_facts import DocumentFacts, packed_facts_of
from koushu.messages import message
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_PLACES: Final = "koushu_turn_places"
_WANTED: Final = "koushu_turn_references"


class TurnPlace(NamedTuple):
    """Where a turn is, and what a reference says of it."""

    docname: str
    anchor: str
    """The permanent anchor."""
    number: int
    people: tuple[str, ...]


class TurnPlaces(DocumentFacts):
    """Keeps the place of each turn by its names and anchors, and what each document refers to."""

    stores = (_PLACES, _WANTED)
    packed = True

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the turns and the references of a document."""
        docname = app.env.docname
        places: dict[str, TurnPlace] = {}
        for turn in doctree.findall(own.turn):
            names = (*turn["ids"], *turn["names"])
            if turn["ids"]:
                people: tuple[str, ...] = tuple(turn.get("people", ()))
                places |= dict.fromkeys(names, TurnPlace(docname, names[0], turn.get("number", 0), people))
        wanted = {node["reftarget"] for node in doctree.findall(addnodes.pending_xref) if _is_ours(node)}
        for name, value in ((_PLACES, places), (_WANTED, sorted(wanted))):
            if value:
                packed_facts_of(app.env, name)[docname] = value


def find_turn(env: BuildEnvironment, docname: str, target: str) -> TurnPlace | None:
    """Return the turn that a document means by a name: its own, that of `page#name`, or the only one of all pages."""
    places: Mapping[str, Mapping[str, TurnPlace]] = packed_facts_of(env, _PLACES)
    page, mark, name = target.rpartition("#")
    if page:
        here = posixpath.normpath(posixpath.join(posixpath.dirname(docname), page))
        for whole in (here, page.strip("/")):
            found = places.get(whole) or places.get(posixpath.splitext(whole)[0])
            if found:
                return found.get(name)
        return None
    name = target.removeprefix(mark) if mark else target
    known = places.get(docname, {})
    for key in (name, nodes.fully_normalize_name(name)):
        if key in known:
            return known[key]
        others = {of_page[key] for of_page in places.values() if key in of_page}
        if len(others) == 1:
            return others.pop()
    return None


def resolve_turn(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> nodes.reference | nodes.TextElement | None:
    """Return the link to a turn (`missing-reference`); one that is not found is reported and stays text."""
    if not _is_ours(node):
        return None
    place = find_turn(env, node["refdoc"], node["reftarget"])
    if place is None:
        text = f"no turn is called “{node['reftarget']}”, or more than one is; expected the name of one turn"
        report(Problem(Kind.DIALOGUE_REFERENCE, node.line or 0, text), node)
        return content
    if not node["refexplicit"]:
        content = nodes.inline("", text_of(place, node.get("language", "")), classes=content["classes"])
    return make_refnode(app.builder, node["refdoc"], place.docname, place.anchor, content)


def text_of(place: TurnPlace, language: str) -> str:
    """Return what a reference says of a turn: who, and its number."""
    name = message("comma", language).join(place.people) or message("speaker", language)
    return message("turn_reference", language, name=name, number=place.number)


def reference_facts(app: Sphinx) -> dict[str, str]:
    """Return what the references of each page to turns tell (`koushu-page-facts`)."""
    return {
        docname: "\n".join(repr(find_turn(app.env, docname, target)) for target in targets)
        for docname, targets in packed_facts_of(app.env, _WANTED).items()
    }


def _is_ours(node: addnodes.pending_xref) -> bool:
    return not node.get("refdomain") and node.get("reftype") == TO_TURN
