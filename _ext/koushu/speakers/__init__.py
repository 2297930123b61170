"""Speakers across a publication: a page for each, an index in every book, tables of who speaks how much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.assets import ship
from koushu.page_store import tell_facts
from koushu.page_values import tell_looks
from koushu.speakers import nodes, visitors
from koushu.speakers.directives import SpeakerIndexDirective, SpeakersDirective, TalkShareDirective
from koushu.speakers.entry import speakers_entry
from koushu.speakers.faces import faces_of
from koushu.speakers.filling import FillBoundIndex, FillPrintedIndex, FillSpeakerLists
from koushu.speakers.heads import say_what_it_is
from koushu.speakers.kept_parts import SpeakerParts
from koushu.speakers.links import LinkSpeakers, LinkSpeakersInBooks, ResolvePlaces, resolve_place
from koushu.speakers.making import keep_pages, make_pages, speaker_facts
from koushu.speakers.navigation import add_link
from koushu.speakers.page_source import SUFFIX, SpeakerPageParser
from koushu.speakers.parts import parts_of_speakers
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register nodes, directives, the parser of made pages, and when they are made."""
    app.setup_extension("koushu.posts")
    app.setup_extension("koushu.dialogue")
    for node in (*nodes.PLACES, *nodes.LISTED):
        app.add_node(
            node,
            html=visitors.HTML[node],
            latex=visitors.LATEX[node],
            typst=visitors.TYPST[node],
            text=visitors.PLAIN[node],
            man=visitors.PLAIN[node],
            texinfo=visitors.PLAIN[node],
        )
    app.add_directive("speakers", SpeakersDirective)
    app.add_directive("speaker-index", SpeakerIndexDirective)
    app.add_directive("talk-share", TalkShareDirective)
    # After conversations are kept.
    app.add_env_collector(SpeakerParts)
    app.add_source_suffix(SUFFIX, "speaker-page")
    app.add_source_parser(SpeakerPageParser)
    for transform in (
        FillSpeakerLists,
        FillBoundIndex,
        FillPrintedIndex,
        LinkSpeakers,
        LinkSpeakersInBooks,
        ResolvePlaces,
    ):
        app.add_post_transform(transform)
    ship(app, Path(__file__).parent / "assets")
    # Before any other feature asks what came and what went.
    app.connect("env-get-outdated", keep_pages, priority=100)
    app.connect("env-updated", make_pages)
    tell_facts(app, speaker_facts)
    app.connect("missing-reference", resolve_place)
    app.connect("koushu-post-speakers", faces_of)
    app.connect("koushu-entry-points", speakers_entry)
    app.connect("koushu-book-parts", parts_of_speakers)
    # Before the head is made.
    app.connect("html-page-context", say_what_it_is, priority=850)
    # After the theme's values are complete.
    tell_looks(app, add_link, priority=940)
    return {"version": __version__, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
