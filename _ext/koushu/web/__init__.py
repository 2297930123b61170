"""The web site: our layer over sphinx-book-theme, the head of each page, and what searches Chinese.

A page is made from its own tree, its catalogue record, the configuration and the theme alone, so it costs
the same however many posts there are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.assets import ship
from koushu.config import WebSettings, register
from koushu.page_store import tell_facts
from koushu.page_values import tell_looks
from koushu.version import __version__
from koushu.web.citations import depart_citation, visit_citation
from koushu.web.code import DropCodeLanguage
from koushu.web.compiled_templates import keep_compiled
from koushu.web.defaults import THEME, THEME_FOLDER, add_script, set_defaults
from koushu.web.emphasis import MarkEmphasis
from koushu.web.names import depart_entry, depart_reference, visit_entry, visit_reference
from koushu.web.navigation import check_navigation, menu_facts
from koushu.web.page import prepare_looks, prepare_page
from koushu.web.page_head import head_facts
from koushu.web.pictures import PreparePictures, make_copies
from koushu.web.post_parts.facts import neighbour_facts
from koushu.web.post_parts.header_rows import AddHeaderRows
from koushu.web.post_parts.neighbourhood import check_rules
from koushu.web.post_parts.page import add_parts, check_comments, leave_out_script, note_sources
from koushu.web.post_parts.side_notes import PlaceNotes, add_note_rules
from koushu.web.search_language import SearchChinese, SearchEnglish
from koushu.web.serialized import retire_theme_handlers
from koushu.web.singlehtml import SinglePageBuilder
from koushu.web.stylesheet import write_style_sheet
from koushu.web.theme_handlers import spare_work

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register values, theme, search languages and what prepares a page."""
    app.setup_extension("koushu.posts")
    app.setup_extension("koushu.lists")
    app.setup_extension("koushu.search")
    app.setup_extension("koushu.linked_data")
    app.setup_extension("koushu.social_cards")
    register(app, WebSettings)
    app.setup_extension("sphinx.builders.singlehtml")
    app.add_builder(SinglePageBuilder, override=True)
    app.add_html_theme(THEME, str(THEME_FOLDER))
    app.add_search_language(SearchChinese)
    app.add_search_language(SearchEnglish)
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    app.add_node(nodes.reference, override=True, html=(visit_reference, depart_reference))
    app.add_node(nodes.entry, override=True, html=(visit_entry, depart_entry))
    app.add_post_transform(DropCodeLanguage)
    app.add_post_transform(MarkEmphasis)
    app.add_post_transform(PreparePictures)
    app.add_post_transform(AddHeaderRows)
    app.add_post_transform(PlaceNotes)
    ship(app, Path(__file__).parent / "assets")
    app.connect("config-inited", set_defaults)
    # After the table of the Hugo site has been read (priority 100).
    app.connect("config-inited", check_rules, priority=810)
    app.connect("config-inited", check_comments, priority=810)
    app.connect("builder-inited", add_script)
    app.connect("builder-inited", keep_compiled)
    # After the theme has been set up.
    app.connect("builder-inited", retire_theme_handlers, priority=900)
    app.connect("builder-inited", spare_work, priority=900)
    # Sphinx checks its environment only where a source was read; what is wrong is to be said in each build.
    # When it is known whether lists stand: when pictures are named (priority 800).
    app.connect("env-updated", check_navigation, priority=860)
    app.connect("koushu-page-facts", menu_facts)
    app.connect("koushu-page-facts", head_facts)
    tell_facts(app, neighbour_facts)
    app.connect("write-started", write_style_sheet)
    # Before it is asked what the pages show (priority 900).
    app.connect("env-updated", make_copies, priority=850)
    # After the theme's own handlers (priority 500 and 501), whose results are corrected here.
    app.connect("html-page-context", prepare_page, priority=900)
    app.connect("html-page-context", add_parts, priority=905)
    app.connect("html-page-context", add_note_rules, priority=905)
    tell_looks(app, prepare_looks, priority=900)
    tell_looks(app, leave_out_script, priority=905)
    app.connect("build-finished", note_sources)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
