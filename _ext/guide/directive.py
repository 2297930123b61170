"""The directive `reference`: a part of the reference, made of the program's own code in the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from guide.facts.commands import all_exit_codes, command
from guide.facts.configuration import settings
from guide.facts.costs import costs
from guide.facts.events import events, functions
from guide.facts.fields import fields
from guide.facts.markup import allowed, directive_reference, role_reference
from guide.facts.outputs import outputs, schemas
from guide.facts.shortcodes import shortcodes
from guide.facts.themes import theme_values
from guide.facts.warnings import warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PARTS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "allowed": allowed,
    "command": command,
    "costs": costs,
    "directive": directive_reference,
    "events": events,
    "exit-codes": all_exit_codes,
    "fields": fields,
    "functions": functions,
    "outputs": outputs,
    "role": role_reference,
    "schemas": schemas,
    "settings": settings,
    "shortcodes": shortcodes,
    "theme-values": theme_values,
    "warnings": warnings,
}
"""What may be asked for: a function from the rest of the argument and a language to Markdown."""


class ReferenceDirective(SphinxDirective):
    """Markdown of one part, read as if it stood in the page."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the part that the first word names."""
        part, _, rest = " ".join(self.arguments).partition(" ")
        if part not in PARTS:
            raise self.error(f"`reference` knows no “{part}”; expected one of {', '.join(PARTS)}")
        text = PARTS[part](rest, self.config.language)
        holder = nodes.Element()
        lines = StringList(text.splitlines(), source=self.get_source_info()[0])
        self.state.nested_parse(lines, self.content_offset, holder)
        return holder.children
