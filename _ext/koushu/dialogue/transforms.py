"""Where dialogue enters the doctree: paragraphs are recognised, turns numbered and named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.config import DialogueSettings, settings
from koushu.dialogue import nodes as own
from koushu.dialogue.building import build
from koushu.dialogue.cast.post_people import known_in, report_people
from koushu.dialogue.diagnosing import unsure_message
from koushu.dialogue.doctree import BREAK_NAMES, read_tree
from koushu.dialogue.identity import announce, identify
from koushu.dialogue.recognition.options import Mode, Options, read_options
from koushu.dialogue.recognition.source import context_of
from koushu.dialogue.recognition.turns import Reading, read_dialogue
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem, report, report_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.recognition.evidence import Context


class CollectTurns(SphinxTransform):
    """Turn runs of labelled paragraphs into dialogues, and complete those that authors wrote."""

    # After translation (20), which must see each paragraph whole to find its message; before everything
    # that numbers, collects or resolves (substitutions at 210, footnotes at 620, identifiers at 700).
    default_priority = 30

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Recognise, complete and identify the dialogue of this document."""
        params: Mapping[str, object] = self.document.get("hugo_params", {})
        options, problems = read_options(params.get("dialogue"))
        where = str(self.env.doc2path(self.env.docname))
        report_all((replace(problem, line=_field_line(where)) for problem in problems), where)
        known = known_in(self.env, params)
        if not settings(self.config, DialogueSettings).recognise and options.mode is Mode.AUTO:
            options = replace(options, mode=Mode.OFF)
        self._recognise(options, known, context_of({**params, "title": self._title()}))
        for written in list(self.document.findall(own.dialogue)):
            if written.get("written"):
                _complete(written, options, known)
        _wrap_lonely_turns(self.document)
        identify(self.document, known, options)
        if next(iter(self.document.findall(own.turn)), None) is not None:
            report_people(self.env, params)
        for comment in list(self.document.findall(nodes.comment)):
            if comment.astext().startswith("dialogue"):
                comment.parent.remove(comment)

    def _title(self) -> str:
        """Return the title that the front matter gives; one made of a heading is among the blocks already."""
        title = next(iter(self.document.findall(nodes.title)), None)
        if title is None or title.parent.get("title_source", "front_matter") != "front_matter":
            return ""
        return title.astext()

    def _recognise(self, options: Options, known: tuple[Speaker, ...], context: Context) -> None:
        if options.mode is Mode.OFF:
            return
        tree = read_tree(self.document.children)
        reading = read_dialogue(tree.blocks, context, options, known)
        # For those who have to know which names this document depends on.
        self.document["dialogue_labels"] = [*reading.labels, *options.labels, *options.labels.values()]
        if reading.parts:
            build(tree, reading.parts)
        elif reading.verdict.unsure:
            self._report_unsure(reading)

    def _report_unsure(self, reading: Reading) -> None:
        report(
            Problem(Kind.DIALOGUE_UNSURE, 1, unsure_message(reading)),
            str(self.env.doc2path(self.env.docname)),
        )


class AnnounceDialogues(SphinxTransform):
    """Name dialogues and turns in the language of their post."""

    # After the post's own language is settled, at 860; before the collectors at 880.
    default_priority = 870

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Set the words that a screen reader says."""
        announce(self.document, str(self.document.get("language") or self.config.language or "en"))


def _field_line(path: str) -> int:
    """Return the 1-based line of the front matter field `dialogue` in a source file; 1 if it cannot be told."""
    try:
        text = decode_source(Path(path).read_bytes()).text
    except OSError:
        return 1
    return split_front_matter(text).lines.get("dialogue", 1)


def _complete(written: own.dialogue, options: Options, known: tuple[Speaker, ...]) -> None:
    """Recognise the plain labelled paragraphs of a written dialogue: every label counts there."""
    tree = read_tree(written.children)
    certain = replace(options, mode=Mode.ON, sections=frozenset())
    reading = read_dialogue(tree.blocks, None, certain, known)
    if reading.parts:
        build(tree, reading.parts, into=written)
    for child in list(written.children):
        if isinstance(child, nodes.Element) and child.tagname in BREAK_NAMES:
            scene = own.scenebreak()
            scene.source, scene.line = child.source, child.line
            written.replace(child, scene)


def _wrap_lonely_turns(document: nodes.document) -> None:
    """Give turns and narration written without a dialogue around them one of their own."""
    for first in list(document.findall(own.turn)):
        parent = first.parent
        if isinstance(parent, own.dialogue):
            continue
        begin = end = parent.index(first)
        while end < len(parent) and isinstance(parent[end], own.BLOCKS):
            end += 1
        whole = own.dialogue("", *parent.children[begin:end], written=True)
        whole.source, whole.line = first.source, first.line
        del parent.children[begin:end]
        parent.insert(begin, whole)
