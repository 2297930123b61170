"""What the dialogue feature registers with Sphinx: values, nodes, directives, the transform, assets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.assets import ship
from koushu.config import DialogueSettings, register
from koushu.dialogue import nodes as own
from koushu.dialogue.cast.masking import (
    MaskNames,
    filter_sources,
    mask_copies,
    mask_included,
    mask_source,
)
from koushu.dialogue.cast.post_people import report_register
from koushu.dialogue.cast.register_watch import SpeakerWords, outdated_by_register
from koushu.dialogue.details import MarkDetails, NameReferences
from koushu.dialogue.directives import DialogueDirective, NarrationDirective, TurnDirective
from koushu.dialogue.exports.making import export_page, note_exports
from koushu.dialogue.extract_store import Conversations, TimedConversations
from koushu.dialogue.references import TurnPlaces, reference_facts, resolve_turn
from koushu.dialogue.roles import EditorialRole, SpeakerRole, TurnRole, VocalRole
from koushu.dialogue.transforms import AnnounceDialogues, CollectTurns
from koushu.dialogue.visitors import html, latex, plain, text, typst
from koushu.dialogue.written_leads import AddLeads
from koushu.page_store import tell_facts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the dialogue feature."""
    register(app, DialogueSettings)
    app.setup_extension("koushu.linked_data")
    app.setup_extension("koushu.dialogue.page.extension")
    for node in (*own.BLOCKS, *own.INLINES):
        app.add_node(
            node,
            html=html.VISITORS[node],
            latex=latex.VISITORS[node],
            typst=typst.VISITORS[node],
            text=text.VISITORS[node],
            man=plain.VISITORS[node],
            texinfo=plain.VISITORS[node],
        )
    app.add_directive("dialogue", DialogueDirective)
    app.add_directive("turn", TurnDirective)
    app.add_directive("narration", NarrationDirective)
    app.add_role("speaker", SpeakerRole())
    app.add_role("turn", TurnRole())
    app.add_role("vocal", VocalRole())
    app.add_role("ed", EditorialRole())
    app.add_transform(MaskNames)
    app.add_transform(AddLeads)
    app.add_transform(CollectTurns)
    app.add_transform(MarkDetails)
    app.add_transform(NameReferences)
    app.add_env_collector(TurnPlaces)
    app.add_transform(AnnounceDialogues)
    app.add_env_collector(Conversations)
    app.add_env_collector(TimedConversations)
    app.add_env_collector(SpeakerWords)
    # After Sphinx has settled its values (800), before the catalogue is made (820).
    app.connect("config-inited", filter_sources, priority=815)
    app.connect("env-get-outdated", outdated_by_register)
    app.connect("source-read", mask_source)
    app.connect("include-read", mask_included)
    app.connect("build-finished", mask_copies)
    # After the site has written its own head (900), before assets are left out (950).
    app.connect("html-page-context", export_page, priority=940)
    app.connect("build-finished", note_exports)
    app.connect("env-before-read-docs", report_register)
    tell_facts(app, reference_facts)
    app.connect("missing-reference", resolve_turn)
    ship(app, Path(__file__).parent / "assets")
    return {"version": "1", "env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
