"""The catalogue: all posts with their metadata, and what lists, links and books make of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from koushu.assets import ship
from koushu.config import PostsSettings, register
from koushu.document_facts import close_stores, drop_old_facts, file_facts, pack_stores
from koushu.page_store import tell_facts
from koushu.posts import entry_points, parts, post_speakers, visitors
from koushu.posts.catalogue import catalogue_of, load_catalogue
from koushu.posts.chosen_parts import read_alone
from koushu.posts.extracts import Extracts, PostExtract, extract_of
from koushu.posts.header import AddPostHeader
from koushu.posts.listing import FillPostLists, PostListDirective, list_facts
from koushu.posts.nodes import post_header, post_list, post_time
from koushu.posts.notices import name_withheld
from koushu.posts.numbering import PostNumbers, show_number
from koushu.posts.own_output import leave_out_output
from koushu.posts.publication import set_address
from koushu.posts.rebuilding import page_facts
from koushu.posts.rebuilding.body_edits import note_before
from koushu.posts.rebuilding.doctree_cache import release_doctrees
from koushu.posts.rebuilding.image_names import image_facts, name_images
from koushu.posts.rebuilding.said_again import listen
from koushu.posts.rebuilding.shown import CollectShown
from koushu.posts.rebuilding.source_changes import judge_by_contents, look_at_few, note_inputs
from koushu.posts.rebuilding.sphinx_facts import contents_facts, neighbour_facts, reference_facts
from koushu.posts.rebuilding.stale_files import remove_stale_files
from koushu.posts.records import Catalogue, Post, Withheld
from koushu.posts.resolving import link_facts, resolve_link
from koushu.posts.site import publishing as site_publishing
from koushu.posts.site.builder import PageBuilder, SiteBuilder
from koushu.posts.site.reading import ListSections, name_documents, pages_given_other, read_site
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Catalogue", "Post", "PostExtract", "Withheld", "catalogue_of", "extract_of", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register values, nodes, directive and transforms, then the scan."""
    app.setup_extension("koushu.hugo")
    register(app, PostsSettings)
    app.add_builder(PageBuilder, override=True)
    app.add_builder(SiteBuilder, override=True)
    app.add_node(
        post_header,
        html=(visitors.visit_post_header_html, visitors.depart_post_header_html),
        typst=(visitors.visit_post_header_typst, visitors.depart_post_header_typst),
    )
    app.add_node(post_time, html=(visitors.visit_post_time_html, visitors.depart_post_time_html))
    app.add_node(post_list)
    shown = (show_number, show_number)
    app.add_node(addnodes.number_reference, override=True, text=shown, man=shown, texinfo=shown)
    app.add_directive("post-list", PostListDirective)
    app.add_transform(AddPostHeader)
    app.add_env_collector(Extracts)
    app.add_transform(ListSections)
    app.add_post_transform(FillPostLists)
    app.add_env_collector(PostNumbers)
    app.add_env_collector(CollectShown)
    app.add_event(post_speakers.EVENT)
    app.add_event(site_publishing.EVENT)
    app.add_event(entry_points.EVENT)
    app.add_event(parts.EVENT)
    app.connect(parts.EVENT, parts.parts_of_posts)
    for handler in (list_facts, link_facts, image_facts, neighbour_facts, contents_facts, reference_facts):
        tell_facts(app, handler)
    ship(app, Path(__file__).parent / "assets")
    # Before any feature completes the configuration (priority 500).
    for priority, begin in ((50, listen), (100, read_site)):
        app.connect("config-inited", begin, priority=priority)
    # After the site's own address, which is not where this build will lie.
    for prepare in (set_address, leave_out_output):
        app.connect("config-inited", prepare, priority=110)
    # After Sphinx has turned `source_suffix` and patterns into their final form (priority 800).
    app.connect("config-inited", load_catalogue, priority=820)
    for priority, choose in (
        (100, pack_stores),
        (500, name_documents),
        (600, read_alone),
        (700, look_at_few),
    ):
        app.connect("builder-inited", choose, priority=priority)
    # Reading the next page, or having the tree of one to write, says that the one before is in its file, and that
    # nobody holds what may still change.
    for event, release in (
        ("source-read", release_doctrees),
        ("doctree-resolved", release_doctrees),
        ("source-read", close_stores),
        ("html-page-context", close_stores),
    ):
        app.connect(event, release)
    app.connect("env-get-outdated", pages_given_other)
    app.connect("env-get-outdated", judge_by_contents)
    app.connect("env-before-read-docs", note_before)
    for note in (note_inputs, name_images):
        app.connect("env-updated", note, priority=800)
    # When every feature has made its pages.
    app.connect("env-updated", page_facts.changed_pages, priority=900)
    # When nobody finds anything more, and before Sphinx keeps its environment.
    app.connect("env-updated", file_facts, priority=990)
    app.connect("build-finished", drop_old_facts, priority=995)
    app.connect("missing-reference", resolve_link)
    for finish in (name_withheld, page_facts.keep_facts):
        app.connect("build-finished", finish)
    # Before feeds and other files are made for the site, which stand back behind the author's own.
    app.connect("build-finished", site_publishing.publish_files, priority=700)
    # When every feature has made its files.
    app.connect("build-finished", remove_stale_files, priority=990)
    return {"version": __version__, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
