"""What a page shows beside the words of a dialogue: who speaks, the recording, and how turns stand to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.config import DialogueSettings, settings
from koushu.dialogue import nodes as own
from koushu.dialogue.cast.post_people import known_in
from koushu.dialogue.clock import CLOCK, seconds_of
from koushu.dialogue.directives import STYLES
from koushu.dialogue.extracting import talk_of
from koushu.dialogue.page.cards import Card, cards_of, worth_showing
from koushu.dialogue.page.media import Media, media_address, read_media
from koushu.hugo.files import find_attachment
from koushu.hugo.sites.context import static_paths
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACING: Final = 30
"""Seconds between two time codes that are shown; those between them are there for who asks."""

_PRINTED: Final = re.compile(rf"[\[(（【]?(?:{CLOCK.pattern})[\])）】]?\s*")


class PreparePage(SphinxTransform):
    """Adds the cards of the speakers and the recording, and tells turns how they stand to their neighbours."""

    # After the post's own language is settled, at 860; before images are looked for, at 870.
    default_priority = 862

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Complete the dialogues of this document."""
        dialogues = list(self.document.findall(own.dialogue))
        if not any(next(iter(one.findall(own.turn)), None) for one in dialogues):
            return
        for dialogue in dialogues:
            _relate(dialogue)
            for name, value in _wishes(self.document.get("hugo_params", {})).items():
                dialogue.setdefault(name, value)
        _thin(self.document.findall(own.turn))
        dialogues[0]["first"] = True
        self._add_cards(dialogues[0])
        self._add_media(dialogues)

    def _add_cards(self, first: own.dialogue) -> None:
        params: Mapping[str, object] = self.document.get("hugo_params", {})
        language = str(self.config.language or "en").replace("_", "-")
        known = known_in(self.env, params)
        conversation = talk_of(self.document, self.env.docname, language, known)
        cards = cards_of(conversation)
        placed = list(self.document.findall(own.cast))
        if not placed and settings(self.config, DialogueSettings).cards and worth_showing(cards):
            placed = [own.cast()]
            placed[0].source, placed[0].line = first.source, first.line
            titled = isinstance(first[0], nodes.Element) and "dialogue-title" in first[0]["classes"]
            first.insert(1 if titled else 0, placed[0])
        slots = {turn["speakers"][0]: turn["slot"] for turn in self.document.findall(own.turn)}
        for cast in placed:
            cast["language"] = conversation.language
            cast.extend(_member(card, slots, cast) for card in cards)

    def _add_media(self, dialogues: list[own.dialogue]) -> None:
        written = media_address(self.document.get("hugo_params", {}))
        if written and not any(one.get("audio") for one in dialogues):
            dialogues[0]["audio"] = written
        for dialogue in dialogues:
            if dialogue.get("audio"):
                found = self._find(dialogue["audio"])
                if found is None:
                    message = (
                        f"`{dialogue['audio']}` is no recording that a page can play; expected an audio or video "
                        "file beside the post or in `static`, or the address of one"
                    )
                    line = dialogue.line if dialogue.get("written") else 1
                    where = str(self.env.doc2path(self.env.docname))
                    report(Problem(Kind.DIALOGUE_MEDIA, line or 1, message), where)
                else:
                    dialogue["media"] = found

    def _find(self, address: str) -> Media | None:
        """Return the recording; a file of the publication is kept to travel with it."""
        media = read_media(address)
        if media is None or media.is_remote:
            return media
        docname = self.env.docname
        own_path = str(self.env.doc2path(docname, base=False))
        static = static_paths(self.config, docname, address)
        path = find_attachment(self.env.srcdir, own_path, address, static)
        if path is None:
            return None
        self.env.note_dependency(path)
        return replace(media, copied=PurePath(self.env.dlfiles.add_file(docname, path)).as_posix())


def _member(card: Card, slots: Mapping[str, int], at: nodes.Element) -> own.member:
    """Return the node of a card, with the portrait as an image that every format finds or leaves out."""
    node = own.member(card=card, slot=slots.get(card.speaker.id, 0))
    node.source, node.line = at.source, at.line
    if card.speaker.avatar and not card.speaker.anonymous:
        node += nodes.image(uri=f"/{card.speaker.avatar}", alt="", classes=["portrait"])
        node[0].source, node[0].line = at.source, at.line
    return node


def _wishes(params: Mapping[str, object]) -> dict[str, object]:
    """Return what the front matter field `dialogue` wishes for every dialogue that has no wish of its own."""
    field = params.get("dialogue")
    if not isinstance(field, Mapping):
        return {}
    style, numbering = str(field.get("style", "")), str(field.get("numbering", "")).strip().lower()
    wishes: dict[str, object] = {"numbered": numbering in {"on", "yes", "true"}}
    return {**wishes, "style": style} if style in STYLES else wishes


def _relate(dialogue: own.dialogue) -> None:
    """Mark turns that go on after one of the same person, and those that translate the one before."""
    before: own.turn | None = None
    for node in dialogue.children:
        if not isinstance(node, own.turn):
            before = None if isinstance(node, nodes.Element) else before
            continue
        if before is not None:
            if node.get("pair") and node["pair"] in before["ids"] and not before.get("beside"):
                before["beside"], node["beside"] = "first", "second"
            elif node["speakers"] == before["speakers"]:
                node["again"] = True
        before = node


def _mark_time(turn: own.turn) -> None:
    """Set apart the time code that is printed in the lead of a turn."""
    for lead in turn.findall(own.lead):
        for text in [child for child in lead.children if isinstance(child, nodes.Text)]:
            found = _PRINTED.search(str(text))
            if found:
                before, after = str(text)[: found.start()], str(text)[found.end() :]
                code = nodes.inline("", found.group(), classes=["timecode"])
                code.source, code.line = lead.source, lead.line
                lead.replace(text, [*_texts(before), code, *_texts(after)])
                return


def _texts(text: str) -> list[nodes.Node]:
    return [nodes.Text(text)] if text else []


def _thin(turns: Iterable[own.turn]) -> None:
    """Mark time codes that follow too soon upon another to be shown; they may run anew in another part."""
    shown: float | None = None
    for turn in turns:
        at = seconds_of(turn.get("time", ""))
        if at is None:
            continue
        turn["seconds"] = at
        _mark_time(turn)
        if shown is not None and 0 <= at - shown < _SPACING:
            turn["thin"] = True
        else:
            shown = at
