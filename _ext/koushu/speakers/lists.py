"""What one person said, on a page; and the index of everybody, on the web and in books."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.dialogue import nodes as dialogue
from koushu.dialogue.page.cards import describe
from koushu.messages import message
from koushu.posts.header import SEPARATOR, printed_date
from koushu.speakers.links import index_anchor
from koushu.speakers.nodes import index_entry, index_place, page_numbers, turn_line
from koushu.speakers.page_source import INDEX
from koushu.speakers.tally import opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.extract import Utterance
    from koushu.posts.records import Post
    from koushu.speakers.links import Links
    from koushu.speakers.tally import Part, Person

# A page of several thousand openings serves nobody: beyond this many turns the numbers alone are linked.
_MOST_OPENINGS: Final = 1500


def person_blocks(
    person: Person, posts: Mapping[str, Post], language: str, links: Links
) -> list[nodes.Element]:
    """Return what one person said: a sentence of counts, who it is, then a section for each page, newest first."""
    name = person.speaker.display(language)
    summary = message("speaker_summary", language, name=name, **_counts(person, language))
    blocks: list[nodes.Element] = [nodes.paragraph(summary, summary, classes=["speaker-summary"])]
    if about := about_speaker(person.speaker, language):
        blocks.append(nodes.paragraph("", "", *about, classes=["speaker-about"]))
    brief = person.turns > _MOST_OPENINGS
    newest = sorted(person.parts, key=lambda one: _moment(one, posts), reverse=True)
    blocks += [_section(part, posts, language, links, brief=brief) for part in newest]
    everybody = nodes.paragraph(classes=["speaker-more"])
    everybody += links.to(INDEX, "", message("all_speakers", language))
    return [*blocks, everybody]


def about_speaker(speaker: Speaker, language: str) -> list[nodes.Node]:
    """Return role, title, affiliation and addresses of a speaker as running text; nothing when none is told."""
    told = describe(speaker, language)
    found: list[nodes.Node] = [nodes.inline(told, told)] if told else []
    for address in (speaker.url, *speaker.same_as):
        if address.startswith(("https://", "http://")):
            if found:
                found.append(nodes.Text(SEPARATOR))
            shown = address.partition("://")[2].removeprefix("www.").rstrip("/")
            found.append(nodes.reference(shown, shown, refuri=address))
    return found


def people_list(people: Iterable[Person], language: str) -> list[nodes.Element]:
    """Return the index of a web site: `bullet_list.speaker-list > list_item(ids) > paragraph`."""
    items = nodes.bullet_list(classes=["speaker-list"])
    for person in people:
        items += nodes.list_item("", _line(person, language), ids=[index_anchor(person.speaker.id)])
    return [items] if len(items) else []


def linked_index(people: Iterable[Person], language: str, links: Links) -> list[nodes.Element]:
    """Return the index of a book on a screen: each person with links to every turn, by page."""
    items = nodes.bullet_list(classes=["speaker-list"])
    for person in people:
        places = nodes.bullet_list()
        for part in person.parts:
            line = nodes.paragraph("", "", links.to(part.docname, "", part.conversation.title))
            line += nodes.Text(" ")
            line += _numbers(part, links)
            places += nodes.list_item("", line)
        entry = nodes.list_item("", _line(person, language), places, ids=[index_anchor(person.speaker.id)])
        items += entry
    return [items] if len(items) else []


def printed_index(people: Iterable[Person], language: str, links: Links) -> list[nodes.Element]:
    """Return the index of a printed book: each person with the pages of every turn, by chapter."""
    entries: list[nodes.Element] = []
    for person in people:
        name = person.speaker.display(language)
        head = nodes.paragraph("", "", nodes.strong(name, name))
        if about := describe(person.speaker, language):
            head += nodes.Text(" ")
            head += nodes.inline(about, about, classes=["speaker-about"])
        entry = index_entry("", head)
        for part in person.parts:
            title = links.to(part.docname, "", part.conversation.title)
            targets = [(part.docname, turn.id) for turn in part.turns if turn.id]
            entry += index_place("", nodes.paragraph("", "", title, page_numbers(targets=targets)))
        entries.append(entry)
    return entries


def _counts(person: Person, language: str) -> dict[str, str]:
    return {
        "posts": message("post_count", language, count=len(person.parts)),
        "turns": message("turn_count", language, count=person.turns),
        "words": message("words", language, count=person.words),
    }


def _line(person: Person, language: str) -> nodes.paragraph:
    """Return the name, who it is, and the counts."""
    name = person.speaker.display(language)
    line = nodes.paragraph(classes=["speaker-line"])
    line += dialogue.mention(name, name, label=name, speakers=[person.speaker.id])
    about = describe(person.speaker, language)
    counts = SEPARATOR.join(_counts(person, language).values())
    for text, kind in ((about, "speaker-about"), (counts, "speaker-counts")):
        if text:
            line += nodes.Text(" ")
            line += nodes.inline(text, text, classes=[kind])
    return line


def _section(
    part: Part, posts: Mapping[str, Post], language: str, links: Links, *, brief: bool
) -> nodes.section:
    """Return one page's part: its title as a heading, date and counts, and each turn."""
    conversation = part.conversation
    title = nodes.title("", "", links.to(conversation.docname, "", conversation.title))
    section = nodes.section("", title, ids=[f"in-{conversation.docname}".replace("/", "-")])
    post = posts.get(conversation.docname)
    told = [printed_date(post.meta.date, language)] if post is not None and post.meta.date else []
    told.append(message("turn_count", language, count=part.row.turn_count))
    told.append(message("words", language, count=part.words))
    told.append(message("share_of", language, percent=part.percent))
    text = SEPARATOR.join(told)
    section += nodes.paragraph(text, text, classes=["speaker-counts"])
    if brief:
        section += nodes.paragraph("", "", *_numbers(part, links))
        return section
    # Compact, as the HTML writer calls a list of single lines.
    listing = nodes.bullet_list(classes=["turn-list", f"sp-{part.slot}", "simple"])
    listing.extend(_turn(turn, part, language, links) for turn in part.turns)
    section += listing
    return section


def _turn(turn: Utterance, part: Part, language: str, links: Links) -> nodes.Element:
    """Return one turn: a link by its number, its time, and its first words."""
    label = message("turn_number", language, number=turn.number)
    time = turn.time.partition(".")[0] if turn.time else ""
    words = opening(turn.text)
    own = turn.language or part.conversation.language
    foreign = own if own != language else ""
    if address := links.address(part.docname, turn.id):
        text = " ".join(filter(None, (label, time, words)))
        told = {"address": address, "label": label, "time": time, "words": words, "language": foreign}
        return turn_line(text, text, **told)
    line = nodes.paragraph("", "", links.to(part.docname, turn.id, label, "turn-number"))
    if time:
        line += nodes.Text(" ")
        line += nodes.inline(time, time, classes=["turn-time"])
    line += nodes.Text(" ")
    line += nodes.inline(
        words, words, classes=["turn-opening"] + ([f"language-{foreign}"] if foreign else [])
    )
    return nodes.list_item("", line)


def _numbers(part: Part, links: Links) -> list[nodes.Node]:
    """Return a link to each turn by its number; runs that follow each other are linked once."""
    found: list[nodes.Node] = []
    for turns in _runs(part.turns):
        if found:
            found.append(nodes.Text(", "))
        first, last = turns[0], turns[-1]
        shown = str(first.number) if first is last else f"{first.number}–{last.number}"
        found.append(links.to(part.docname, first.id, shown, "turn-number"))
    return found


def _runs(turns: Iterable[Utterance]) -> list[list[Utterance]]:
    numbered = enumerate(turns)
    return [[turn for _, turn in run] for _, run in groupby(numbered, key=lambda one: one[1].number - one[0])]


def _moment(part: Part, posts: Mapping[str, Post]) -> tuple[float, str]:
    post = posts.get(part.docname)
    moment = post.meta.date.timestamp() if post is not None and post.meta.date else 0.0
    return moment, part.docname
