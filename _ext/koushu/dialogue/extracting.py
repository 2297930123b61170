"""From a doctree to its conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.cast.speakers import Speaker
from koushu.dialogue.clock import normal_time
from koushu.dialogue.extract import Conversation, Utterance, UtteranceKind, count_words
from koushu.dialogue.inlines import is_hard_break

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KINDS: Final[Mapping[str, UtteranceKind]] = {"turn": "turn", "narration": "narration", "scenebreak": "break"}
_UNSAID: Final = (
    own.lead,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.image,
    nodes.Invisible,
    nodes.system_message,
    nodes.raw,
)


def read_conversation(
    document: nodes.document, docname: str, language: str, known: Sequence[Speaker]
) -> Conversation | None:
    """Return what is said in a document, `None` when nobody speaks in it.

    `known` are the people that it can mean; who is not among them is told by the name in the tree.
    """
    told = [
        node
        for dialogue in document.findall(own.dialogue)
        for node in dialogue.findall(nodes.Element)
        if isinstance(node, own.UTTERED)
    ]
    turns = [node for node in told if isinstance(node, own.turn)]
    if not turns:
        return None
    title = next(iter(document.findall(nodes.title)), None)
    params: Mapping[str, object] = document.get("hugo_params", {})
    return Conversation(
        docname,
        title.astext() if title is not None else "",
        str(document.get("language") or language),
        _first(document, "style"),
        _first(document, "audio") or _text(params.get("audio")),
        tuple(map(_utterance, told, _ends(told))),
        _speakers(turns, known),
    )


def talk_of(document: nodes.document, docname: str, language: str, known: Sequence[Speaker]) -> Conversation:
    """Return the same of turns alone, which tell no more than who says how many words."""
    turns = [turn for dialogue in document.findall(own.dialogue) for turn in dialogue.findall(own.turn)]
    told = tuple(
        Utterance(
            "turn",
            speakers=tuple(turn.get("speakers", ())),
            words=count_words(said(turn)),
            pair=turn.get("pair", ""),
        )
        for turn in turns
    )
    language = str(document.get("language") or language)
    return Conversation(docname, "", language, utterances=told, speakers=_speakers(turns, known))


def _utterance(node: nodes.Element, end: int) -> Utterance:
    text = said(node)
    return Utterance(
        kind=_KINDS[node.tagname],
        id=node["ids"][0] if node["ids"] else "",
        number=node.get("number", 0),
        speakers=tuple(node.get("speakers", ())),
        label=node.get("label", ""),
        time=normal_time(node.get("time", "")),
        end=normal_time(node.get("end", "")),
        language=node.get("lang", ""),
        text=text,
        words=count_words(text),
        line=node.line or 0,
        end_line=end,
        pair=node.get("pair", ""),
    )


def _ends(told: Sequence[nodes.Element]) -> list[int]:
    """Return the last line of each; none reaches into the next, as two may share a paragraph of the source."""
    ends = []
    for number, node in enumerate(told, start=1):
        end = _last_line(node) or node.line or 0
        after = (told[number].line or 0) if number < len(told) else 0
        ends.append(max(node.line or 0, min(end, after - 1) if after else end))
    return ends


def _last_line(node: nodes.Element) -> int:
    """Return the last line of all text in a node, 0 where none has a line."""
    last = 0
    if isinstance(node, nodes.TextElement) and node.line:
        source = node.rawsource
        lines = source.rstrip("\n").count("\n") if "\n" in source else 0
        last = node.line + max(lines, _breaks(node))
    for child in node.children:
        if isinstance(child, nodes.Element) and (below := _last_line(child)) > last:
            last = below
    return last


def _breaks(node: nodes.Element) -> int:
    """Return how many line breaks the text of a node has."""
    if node.__class__.astext is not nodes.Element.astext or node.child_text_separator:
        return node.astext().count("\n")
    breaks = 0
    for child in node.children:
        if isinstance(child, nodes.Text):
            breaks += str(child).count("\n")
        elif isinstance(child, nodes.Element):
            breaks += _breaks(child)
    return breaks


def said(node: nodes.Element) -> str:
    """Return the words of a turn or of narration without the label, a line for each paragraph."""
    return "\n".join(line for line in _lines(node) if line)


def _lines(node: nodes.Element) -> Iterator[str]:
    if isinstance(node, _UNSAID):
        return
    if isinstance(node, nodes.TextElement):
        words: list[str] = []
        _add_words(node, words)
        yield "\n".join(filter(None, [" ".join(line.split()) for line in "".join(words).split("\u2028")]))
        return
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from _lines(child)


def _add_words(node: nodes.Element, words: list[str]) -> None:
    for child in node.children:
        if isinstance(child, nodes.Text):
            words.append(str(child))
        elif is_hard_break(child):
            words.append("\u2028")
        elif isinstance(child, nodes.Element) and not isinstance(child, _UNSAID):
            _add_words(child, words)


def _speakers(turns: Sequence[nodes.Element], known: Sequence[Speaker]) -> tuple[Speaker, ...]:
    found: dict[str, Speaker] = {}
    described = {one.id: one for one in known}
    for turn in turns:
        identifiers: list[str] = turn.get("speakers", [])
        names: list[str] = turn.get("people") or [turn.get("label", "")]
        for identifier, name in zip(identifiers, names, strict=False):
            if identifier not in found:
                found[identifier] = described.get(identifier) or Speaker(identifier, name or identifier)
    return tuple(found.values())


def _first(document: nodes.document, attribute: str) -> str:
    return next((one[attribute] for one in document.findall(own.dialogue) if one.get(attribute)), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
