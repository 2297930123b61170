"""The names of written turns are put before their words after translation, which replaces whole paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.dialogue import nodes as own
from koushu.dialogue.building import make_lead
from koushu.dialogue.cast.post_people import known_in
from koushu.dialogue.lexicon import folded, is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.dialogue.cast.speakers import Speaker

_BETWEEN: Final = re.compile(r"(\s*[&＆、/／]\s*)")


class AddLeads(SphinxTransform):
    """Gives each written turn its lead, in its first paragraph or in one of its own."""

    # After translation, at 20; before turns are recognised and identified, at 30.
    default_priority = 29

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Add the leads of this document."""
        written = [turn for turn in self.document.findall(own.turn) if turn.get("written")]
        if not written:
            return
        people = known_in(self.env, self.document.get("hugo_params", {}))
        language = str(self.document.get("language") or self.config.language or "en")
        for turn in written:
            _add_lead(turn, people, language)


def _add_lead(turn: own.turn, people: Sequence[Speaker], language: str) -> None:
    first = turn.children[0] if turn.children else None
    if not isinstance(first, nodes.paragraph):
        paragraph = nodes.paragraph("", "", classes=["cue"], translatable=False)
        turn.insert(0, paragraph)
    else:
        paragraph = first
    if paragraph.line is None:
        paragraph.source, paragraph.line = turn.source, turn.line
    printed = _printed(turn["label"], people, language, translated=bool(paragraph.get("translated")))
    turn["label"] = printed
    mark = "：" if is_wide(printed[-1]) else ": "
    paragraph.insert(0, make_lead([], [nodes.Text(printed)], [nodes.Text(mark)], paragraph))


def _printed(label: str, people: Sequence[Speaker], language: str, *, translated: bool) -> str:
    """Return a label as it is printed: for an id the name; in a translation the name in its language."""
    return "".join(
        part if place % 2 else _name(part, people, language, translated=translated)
        for place, part in enumerate(_BETWEEN.split(label))
    )


def _name(part: str, people: Sequence[Speaker], language: str, *, translated: bool) -> str:
    for person in people:
        names = {person.name, *person.names.values(), *person.aliases}
        if part == person.id and part not in names:
            return person.display(language)
        if folded(part) in map(folded, names):
            return person.display(language) if translated and person.names else part
    return part
