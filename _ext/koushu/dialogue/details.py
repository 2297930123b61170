"""What stands inside turns and refers to them: sounds in brackets, names in running text, translations of turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from koushu.dialogue import nodes as own
from koushu.dialogue.cast.post_people import known_in
from koushu.dialogue.cast.speakers import UNNAMED
from koushu.dialogue.lexicon import INTERVIEWERS, QUESTION_LABELS, folded
from koushu.dialogue.recognition.vocals import find_heard
from koushu.dialogue.roles import TO_TURN
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from koushu.dialogue.cast.speakers import Speaker

# Their text is no running text, or it is told already what it is.
_CLOSED = (nodes.literal, nodes.math, nodes.raw, nodes.FixedTextElement, own.lead, own.vocal, own.editorial)
_ASKING: Final = INTERVIEWERS | QUESTION_LABELS


class MarkDetails(SphinxTransform):
    """Types what is heard, finds who is named, and ties translations to the turns that they translate."""

    # After turns are recognised and known by their anchors, at 30.
    default_priority = 31

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Complete the turns and the names of this document."""
        turns = list(self.document.findall(own.turn))
        for turn in turns:
            _mark_heard(turn)
            if turn.get("pair"):
                self._pair(turn, turns)
        mentions = list(self.document.findall(own.mention))
        people = known_in(self.env, self.document.get("hugo_params", {})) if turns or mentions else ()
        self._name(mentions, _ids_by_name(turns, people) if mentions else {})
        asking = {one.id for one in people if one.role == "interviewer"}
        for dialogue in self.document.findall(own.dialogue):
            dialogue["questions"] = _has_questions(dialogue, asking)

    def _pair(self, turn: own.turn, turns: Sequence[own.turn]) -> None:
        wanted = turn["pair"]
        names = {wanted, nodes.fully_normalize_name(wanted)}
        first = next((one for one in turns if one is not turn and names & {*one["ids"], *one["names"]}), None)
        if first is not None:
            turn["pair"] = first["ids"][0]
            return
        del turn["pair"]
        self._report(turn, f"`turn` is a translation of “{wanted}”; expected the name of another turn here")

    def _name(self, mentions: Iterable[own.mention], ids: Mapping[str, list[str]]) -> None:
        for mention in mentions:
            mention["speakers"] = ids.get(folded(mention["label"]), [])
            if not mention["speakers"]:
                text = (
                    f"nobody here is called “{mention['label']}”; expected the id, name or alias of a speaker"
                )
                self._report(mention, text)

    def _report(self, node: nodes.Element, text: str) -> None:
        where = str(self.env.doc2path(self.env.docname))
        report(Problem(Kind.DIALOGUE_REFERENCE, node.line or 0, text), where)


class NameReferences(SphinxTransform):
    """Notes in which language references to turns, and what stands beside turns, are to be worded."""

    # After the post's own language is settled, at 860.
    default_priority = 871

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Set the language of each reference and each dialogue."""
        language = str(self.document.get("language") or self.config.language or "en")
        for dialogue in self.document.findall(own.dialogue):
            dialogue["language"] = language
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("reftype") == TO_TURN and not node.get("refdomain"):
                node["language"] = language


def _has_questions(dialogue: own.dialogue, asking: AbstractSet[str]) -> bool:
    """Tell whether a dialogue is one of questions and answers: somebody in it is there to ask."""
    return any(
        not asking.isdisjoint(turn["speakers"])
        or UNNAMED in turn["speakers"]
        or folded(turn.get("label", "")) in _ASKING
        for turn in dialogue.findall(own.turn)
    )


def _ids_by_name(turns: Iterable[own.turn], people: Iterable[Speaker]) -> dict[str, list[str]]:
    """Return the ids of the speakers that each name means, by its folded form."""
    found: dict[str, list[str]] = {}
    for person in people:
        for key in person.keys:
            found.setdefault(key, [person.id])
    for turn in turns:
        for name in (turn.get("label", ""), "".join(turn.get("people", ()))):
            found.setdefault(folded(name), list(turn["speakers"]))
        for one in turn["speakers"]:
            found.setdefault(folded(one), [one])
    return found


def _mark_heard(turn: own.turn) -> None:
    for text in list(_running_text(turn)):
        whole = str(text)
        pieces: list[nodes.Node] = []
        place = 0
        for heard in find_heard(whole):
            if heard.start > place:
                pieces.append(nodes.Text(whole[place : heard.start]))
            shown = whole[heard.start : heard.stop]
            node = own.vocal(shown, shown, kind=heard.kind)
            node.source, node.line = turn.source, turn.line
            pieces.append(node)
            place = heard.stop
        if pieces:
            rest = [nodes.Text(whole[place:])] if place < len(whole) else []
            text.parent.replace(text, [*pieces, *rest])


def _running_text(node: nodes.Element) -> Iterator[nodes.Text]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, _CLOSED):
            yield from _running_text(child)
