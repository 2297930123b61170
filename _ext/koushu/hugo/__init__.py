"""Ingestion: Hugo source text to doctree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes as standard

from koushu.assets import ship
from koushu.config import HugoSettings, register
from koushu.hugo.admission import refuse_sources
from koushu.hugo.bibliographies import admit
from koushu.hugo.encoding import tolerate_bad_bytes
from koushu.hugo.figure_titles import HeadFigures
from koushu.hugo.fragments import CheckFragments, KeepGivenIds
from koushu.hugo.given_addresses import CheckGivenAddresses, CheckMadeAddresses
from koushu.hugo.given_ids import KeepOwnIds
from koushu.hugo.glossaries import LinedGlossary
from koushu.hugo.images import CheckImages, LinkRemoteImages
from koushu.hugo.loose_text import WrapLooseText
from koushu.hugo.raw.text import PrintRawHtml
from koushu.hugo.resolving import ResolvePageLinks
from koushu.hugo.safe_parser import SafeHugoParser
from koushu.hugo.shortcodes.usage import UnknownShortcodes, report_unknown
from koushu.hugo.visitors import TABLE, html
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register values, parser, nodes and transforms."""
    app.setup_extension("koushu.running.document_settings")
    app.setup_extension("koushu.running.log_lines")
    register(app, HugoSettings)
    app.add_source_parser(SafeHugoParser)
    for node, visitors in TABLE.items():
        app.add_node(node, False, **visitors)
    app.add_node(standard.section, override=True, html=(html.visit_section, html.depart_section))
    app.add_node(standard.title, override=True, html=(html.visit_title, html.depart_title))
    app.add_node(standard.image, override=True, html=(html.visit_image, html.depart_image))
    app.add_node(
        standard.literal_block, override=True, html=(html.visit_literal_block, html.depart_literal_block)
    )
    app.add_directive_to_domain("std", "glossary", LinedGlossary, override=True)
    app.add_transform(WrapLooseText)
    app.add_transform(CheckGivenAddresses)
    app.add_transform(CheckImages)
    app.add_transform(KeepGivenIds)
    app.add_transform(KeepOwnIds)
    app.add_transform(CheckFragments)
    app.add_post_transform(HeadFigures)
    app.add_post_transform(LinkRemoteImages)
    app.add_post_transform(ResolvePageLinks)
    app.add_post_transform(PrintRawHtml)
    app.add_post_transform(CheckMadeAddresses)
    app.add_env_collector(UnknownShortcodes)
    app.connect("env-check-consistency", report_unknown)
    ship(app, Path(__file__).parent / "assets")
    # After Sphinx has looked at the encoding of the site itself (priority 790).
    app.connect("config-inited", tolerate_bad_bytes, priority=795)
    # After Sphinx has turned `source_suffix` and patterns into their final form (priority 800).
    app.connect("config-inited", refuse_sources, priority=805)
    admit(app)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
