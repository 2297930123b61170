"""Links between lists of speakers and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from koushu.dialogue import nodes as dialogue
from koushu.page_store import SITES
from koushu.speakers.making import people_of
from koushu.speakers.page_source import INDEX, page_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.speakers.tally import Person

_TO_PLACE: Final = "koushu-place"


class Links:
    """Makes the links of one page: of a web site whole, as there are thousands; else such as are resolved later."""

    def __init__(self, env: BuildEnvironment) -> None:
        builder = env._app.builder  # noqa: SLF001 - Sphinx takes back the public way
        self._site = builder if builder.name in SITES else None
        self._origin = env.docname
        self._addresses: dict[str, str] = {}

    def to(self, docname: str, anchor: str, content: str | nodes.inline, name: str = "") -> nodes.Element:
        """Return a link to an anchor of a document, or to its start."""
        if isinstance(content, str):
            content = nodes.inline(content, content, classes=[name] if name else [])
        address = self.address(docname, anchor)
        if address is None:
            return _pending(docname, anchor, content, self._origin)
        if anchor and docname == self._origin:
            return nodes.reference("", "", content, internal=True, refid=anchor)
        return nodes.reference("", "", content, internal=True, refuri=address)

    def address(self, docname: str, anchor: str) -> str | None:
        """Return where such a link leads to, from this page; None where it is resolved later."""
        if self._site is None:
            return None
        if anchor and docname == self._origin:
            return f"#{anchor}"
        if docname not in self._addresses:
            self._addresses[docname] = self._site.get_relative_uri(self._origin, docname)
        return self._addresses[docname] + (f"#{anchor}" if anchor else "")


def _pending(docname: str, anchor: str, content: nodes.inline, origin: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        content,
        refdomain="",
        reftype=_TO_PLACE,
        reftarget=docname,
        reffragment=anchor,
        refexplicit=True,
        refdoc=origin,
        refwarn=False,
    )


def resolve_place(
    app: Sphinx, _env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Return a link that was left pending (`missing-reference`)."""
    if node.get("reftype") != _TO_PLACE:
        return None
    return make_refnode(app.builder, node["refdoc"], node["reftarget"], node["reffragment"], content)


def index_anchor(speaker: str) -> str:
    """Return the anchor of a person in the index."""
    return f"speaker-{speaker}"


class LinkSpeakers(SphinxPostTransform):
    """Lets the name of whoever speaks lead to the page of all that they say."""

    formats = ("html",)
    # Before references are resolved, so that the links made here are resolved with all others.
    default_priority = 9

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Link every name of one person in turns and in running text."""
        turns = list(self.document.findall(dialogue.turn))
        mentions = list(self.document.findall(dialogue.mention))
        people = people_of(self.env) if turns or mentions else {}
        self._links = Links(self.env)
        for turn in turns:
            name = _name_in(turn)
            if name is not None:
                self._link(name, turn.get("speakers", []), people)
        for mention in mentions:
            self._link(mention, mention.get("speakers", []), people)

    def _link(self, name: nodes.Element, speakers: list[str], people: Mapping[str, Person]) -> None:
        linked = (nodes.reference, addnodes.pending_xref)
        if len(speakers) != 1 or speakers[0] not in people or _holds(name, linked):
            return
        docname, anchor = self.target(speakers[0])
        if docname in self.env.found_docs and docname != self.env.docname:
            content = nodes.inline("", "", *name.children)
            name.children = []
            name += self._links.to(docname, anchor, content)

    def target(self, speaker: str) -> tuple[str, str]:
        """Return the document and the anchor to which a speaker's name leads."""
        return page_of(speaker), ""


class LinkSpeakersInBooks(LinkSpeakers):
    """Lets names lead into the index, where a book has no page for each person."""

    builders = ("epub", "singlehtml")
    default_priority = 8

    def target(self, speaker: str) -> tuple[str, str]:
        """Return the place of a person in the index."""
        return INDEX, index_anchor(speaker)


class ResolvePlaces(SphinxPostTransform):
    """Answers at once what `Links` left pending, for which nobody else needs to be asked."""

    # Right after names are linked.
    default_priority = 9

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Put a link, or its words alone where a format has no such page, into the place of each."""
        app = self.env._app  # noqa: SLF001 - Sphinx takes back the public way
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("reftype") == _TO_PLACE:
                content = cast("nodes.TextElement", node[0])
                try:
                    found: nodes.Element = resolve_place(app, self.env, node, content) or content
                except NoUri:
                    found = content
                node.replace_self(found)


def _name_in(turn: dialogue.turn) -> nodes.Element | None:
    """Return the first name in a turn; most begin with it."""
    first: nodes.Node = turn
    while first.children:
        first = first.children[0]
        if isinstance(first, dialogue.speaker):
            return first
    return next(iter(turn.findall(dialogue.speaker)), None)


def _holds(node: nodes.Element, kinds: tuple[type[nodes.Element], ...]) -> bool:
    if all(child.__class__ is nodes.Text for child in node.children):
        return isinstance(node, kinds)
    return any(isinstance(one, kinds) for one in node.findall(nodes.Element))
