"""The places of lists are filled when a page is written, from all conversations and in the form of the format."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.dialogue.extract_store import conversation_of
from koushu.dialogue.lexicon import folded
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.problems import Kind, Problem, report
from koushu.speakers.links import Links
from koushu.speakers.lists import linked_index, people_list, person_blocks, printed_index
from koushu.speakers.making import people_of
from koushu.speakers.nodes import speaker_index, talk_share
from koushu.speakers.shares import share_table

if TYPE_CHECKING:
    from collections.abc import Container


class FillSpeakerLists(SphinxPostTransform):
    """Replaces each place by its list."""

    # Before names are linked, at 9, and references are resolved, at 10.
    default_priority = 8

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Fill every place of this page or book."""
        language = str(self.document.get("language") or site_language(self.config))
        for place in list(self.document.findall(speaker_index)):
            made = self._list(place, language)
            _give_own_ids(place, made)
            place.replace_self(made)
        for share in list(self.document.findall(talk_share)):
            found = conversation_of(self.env, share["docname"])
            if found is None:
                _report(share, f"nobody speaks in “{share['docname']}”; expected a page with dialogue")
            share.replace_self([share_table(found, language)] if found else [])

    def _list(self, place: speaker_index, language: str) -> list[nodes.Element]:
        wanted = place["speaker"]
        if not wanted:
            return self.index(language)
        people = people_of(self.env)
        by_name = (one for one in people.values() if folded(wanted) in one.speaker.keys)
        person = people.get(wanted) or next(by_name, None)
        if person is None:
            _report(
                place, f"nobody is called “{wanted}”; expected the id or the name of a speaker with a page"
            )
            return []
        return person_blocks(person, catalogue_of(self).by_docname, language, self.links())

    def links(self) -> Links:
        """Return what makes links in this page or book."""
        return Links(self.env)

    def index(self, language: str) -> list[nodes.Element]:
        """Return the index of everybody for a web site, or for plain text."""
        return people_list(people_of(self.env).values(), language)


def _give_own_ids(place: nodes.Element, made: list[nodes.Element]) -> None:
    """Have no id of a list stand twice on its page; the page may have several lists, and words that are ids as well."""
    page = place
    while page.parent is not None and not isinstance(page, addnodes.start_of_file):
        page = page.parent
    ids = (element["ids"] for element in page.findall(nodes.Element) if element.get("ids"))
    taken: set[str] = set(chain.from_iterable(ids))
    named = (element for node in made for element in node.findall(nodes.Element) if element.get("ids"))
    for element in named:
        element["ids"] = [_free_id(name, taken) for name in element["ids"]]
        taken.update(element["ids"])


def _free_id(wanted: str, taken: Container[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{number}" for number in count(1) if f"{wanted}-{number}" not in taken)


def _report(place: nodes.Element, text: str) -> None:
    report(Problem(Kind.DIALOGUE_REFERENCE, place.line or 0, text), place)


class FillBoundIndex(FillSpeakerLists):
    """Fills the index of a book that is read on a screen, where the pages of each person are not."""

    builders = ("epub", "singlehtml")
    default_priority = 7

    def index(self, language: str) -> list[nodes.Element]:
        """Return the index with a link to every turn."""
        return linked_index(people_of(self.env).values(), language, self.links())


class FillPrintedIndex(FillSpeakerLists):
    """Fills the index of a book on paper."""

    builders = ("typst", "typstpdf", "latex")
    default_priority = 7

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Fill the index; it is the last chapter and none of the numbered ones."""
        for place in list(self.document.findall(speaker_index)):
            section = place.parent
            if isinstance(section, nodes.section) and "speaker-page" in section["classes"]:
                unnumbered = nodes.raw("", "\\setcounter{secnumdepth}{-1}", format="latex")
                section.parent.insert(section.parent.index(section), unnumbered)
        super().run(**kwargs)

    def index(self, language: str) -> list[nodes.Element]:
        """Return the index with page numbers."""
        return printed_index(people_of(self.env).values(), language, self.links())
