"""The directives `{speakers}`, `{speaker-index}` and `{talk-share}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from koushu.dialogue.nodes import cast
from koushu.safe_path import path_in
from koushu.speakers.making import LISTS_SPEAKERS
from koushu.speakers.nodes import speaker_index, talk_share

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec


class SpeakersDirective(SphinxDirective):
    """The people of this document as cards, in a place of the author's choice: `cast`."""

    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Return the place of the cards."""
        node = cast(classes=self.options.get("class", []))
        self.set_source_info(node)
        return [node]


class SpeakerIndexDirective(SphinxDirective):
    """Everybody who speaks in the publication, or, with an id or a name, all that this one says."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the list, and note that this page shows other pages."""
        self.env.metadata[self.env.docname][LISTS_SPEAKERS] = "yes"
        node = speaker_index(speaker=self.arguments[0].strip() if self.arguments else "")
        self.set_source_info(node)
        return [node]


class TalkShareDirective(SphinxDirective):
    """Who says how much: on this page, or on another that the argument names by its path."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the table."""
        docname = self.env.docname
        if self.arguments:
            self.env.metadata[docname][LISTS_SPEAKERS] = "yes"
            path = path_in(str(self.env.doc2path(docname, base=False)), self.arguments[0].strip())
            names = [path, *(path.removesuffix(suffix) for suffix in self.config.source_suffix)]
            docname = next((name for name in names if name in self.env.found_docs), path)
        node = talk_share(docname=docname)
        self.set_source_info(node)
        return [node]
