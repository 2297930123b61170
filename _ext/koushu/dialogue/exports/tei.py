"""A conversation as TEI P5: speech in `u`, or drama in `sp` where the style is `play`.

Source: TEI P5 Guidelines, 2 (header), 7.2 (performance texts), 8.3 and 8.4 (transcriptions of speech).
"""

from __future__ import annotations

import mimetypes
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from koushu.dialogue.clock import clock, seconds_of
from koushu.dialogue.recognition.vocals import find_heard
from koushu.xhtml import without_forbidden

if TYPE_CHECKING:
    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.extract import Conversation, Utterance

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_NAMES: Final = {"xml_id": f"{_XML}id", "xml_lang": f"{_XML}lang"}
_MARKS: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#09;",
}
_MARKED: Final = re.compile('[&<>"\r\n\t]')
# XML 1.0, production 4a, without the colon.
_NO_NAME: Final = re.compile(
    r"[^-.0-9A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
_PLAIN_NAME: Final = re.compile(r"[-.\w]*", re.ASCII)
_NO_BEGINNING: Final = ("", *"-.0123456789\u00b7")
"""What no name begins with; a name of nothing is none."""


def as_tei(conversation: Conversation, page: PageRecord) -> str:
    """Return a document that is valid by TEI All."""
    root = ET.Element("TEI", {"xmlns": NAMESPACE, f"{_XML}lang": _tag(conversation.language)})
    _header(root, conversation, page)
    text = _add(root, "text")
    times = _timeline(text, conversation)
    division = _add(_add(text, "body"), "div", type="conversation")
    _add(division, "head", conversation.title or conversation.docname)
    write = _speech if conversation.style == "play" else _utterance
    for one in conversation.utterances:
        if one.kind == "break":
            _add(division, "milestone", unit="scene")
        elif one.kind == "narration" and conversation.style == "play":
            _spoken(_add(division, "stage", **_located(one)), one.text)
        elif one.kind == "narration":
            _spoken(_add(division, "note", type="narration", **_located(one)), one.text)
        else:
            write(division, one, times)
    written = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(root, written)
    return "".join(written) + "\n"


def _write(node: ET.Element, written: list[str]) -> None:
    """Add an element and its tail as `ET.tostring` prints it, which would first look for namespaces everywhere."""
    name, text = node.tag, node.text
    start = "".join(
        [f"<{name}", *[f' {key.replace(_XML, "xml:")}="{_attribute(value)}"' for key, value in node.items()]]
    )
    if len(node):
        written.append(f"{start}>{_escaped(text) if text else ''}")
        for child in node:
            _write(child, written)
        written.append(f"</{name}>")
    else:
        # Most elements hold words alone.
        written.append(f"{start}>{_escaped(text)}</{name}>" if text else f"{start} />")
    if node.tail:
        written.append(_escaped(node.tail))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _MARKED.sub(lambda found: _MARKS[found.group()], text) if _MARKED.search(text) else text


def _add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Add an element; attributes without a value are left out, `xml_id` is `xml:id`, `xml_lang` is `xml:lang`."""
    given = {_NAMES.get(key, key): without_forbidden(value) for key, value in attributes.items() if value}
    node = ET.SubElement(parent, name, given)
    if text:
        node.text = without_forbidden(text)
    return node


def _tag(language: str) -> str:
    return language.replace("_", "-") or "und"


def _name(text: str) -> str:
    """Return a text as an XML name; what cannot stand in one is written by its number."""
    safe = (
        text if _PLAIN_NAME.fullmatch(text) else _NO_NAME.sub(lambda found: f"_x{ord(found.group()):X}", text)
    )
    return f"_{safe}" if safe[:1] in _NO_BEGINNING else safe


@lru_cache(1024)
def _person(identifier: str) -> str:
    return _name(f"speaker-{identifier}")


def _header(root: ET.Element, conversation: Conversation, page: PageRecord) -> None:
    header = _add(root, "teiHeader")
    file = _add(header, "fileDesc")
    title = _add(file, "titleStmt")
    _add(title, "title", conversation.title or conversation.docname)
    for author in page.authors:
        _add(title, "author", author)
    for speaker in conversation.speakers:
        response = _add(title, "respStmt")
        _add(response, "resp", speaker.role or "speaker")
        _add(response, "name", speaker.name, ref=f"#{_person(speaker.id)}")
    publication = _add(file, "publicationStmt")
    _add(publication, "publisher", page.site or "Koushu")
    if page.published:
        _add(publication, "date", page.published.date().isoformat(), when=page.published.date().isoformat())
    if page.address:
        _add(publication, "ptr", target=page.address)
    _source(_add(file, "sourceDesc"), conversation)
    software = _add(_add(_add(header, "encodingDesc"), "appInfo"), "application", ident="koushu")
    software.set("version", page.version or "0")
    _add(software, "label", "Koushu")
    _profile(_add(header, "profileDesc"), conversation, page)
    if page.modified:
        changed = page.modified.date().isoformat()
        _add(_add(header, "revisionDesc"), "change", "Last changed", when=changed)


def _source(source: ET.Element, conversation: Conversation) -> None:
    if not conversation.audio:
        _add(source, "p", "Published as text.")
        return
    kind = mimetypes.guess_type(conversation.audio)[0] or "audio/mpeg"
    recording = _add(_add(source, "recordingStmt"), "recording")
    recording.set("type", "video" if kind.startswith("video/") else "audio")
    _add(recording, "media", mimeType=kind, url=_address(conversation.audio))


def _address(text: str) -> str:
    return re.sub(r"[\s<>\"{}|\\^`]", lambda found: f"%{ord(found.group()):02X}", text.strip())


def _profile(profile: ET.Element, conversation: Conversation, page: PageRecord) -> None:
    if page.description:
        _add(_add(profile, "abstract"), "p", page.description)
    languages = dict.fromkeys(
        _tag(one) for one in (conversation.language, *(turn.language for turn in conversation.turns)) if one
    )
    usage = _add(profile, "langUsage")
    for language in languages or {"und": None}:
        _add(usage, "language", language, ident=language)
    if conversation.speakers:
        people = _add(_add(profile, "particDesc"), "listPerson")
        for speaker in conversation.speakers:
            _describe(_add(people, "person", xml_id=_person(speaker.id)), speaker)
    if page.tags:
        words = _add(_add(profile, "textClass"), "keywords")
        for tag in page.tags:
            _add(words, "term", tag)


def _describe(person: ET.Element, speaker: Speaker) -> None:
    if speaker.role:
        person.set("role", _name(speaker.role.replace(" ", "-")))
    for language, name in speaker.names.items() or {"": speaker.name}.items():
        _add(person, "persName", name, xml_lang=language)
    for alias in speaker.aliases:
        _add(person, "persName", alias, type="alias")
    if speaker.title:
        _add(person, "occupation", speaker.title)
    if speaker.affiliation:
        _add(person, "affiliation", speaker.affiliation)
    if speaker.language:
        _add(_add(person, "langKnowledge"), "langKnown", speaker.language, tag=_tag(speaker.language))
    for address in (speaker.url, *speaker.same_as):
        if address:
            _add(person, "idno", address, type="URI")


def _timeline(text: ET.Element, conversation: Conversation) -> dict[str, str]:
    """Add the moments that turns name, and return their references by time."""
    told = (moment for one in conversation.turns for moment in (one.time, one.end) if moment)
    moments = sorted({seconds_of(moment) or 0.0 for moment in told})
    if not moments:
        return {}
    line = _add(text, "timeline", unit="s", origin="#T0")
    _add(line, "when", xml_id="T0")
    for number, moment in enumerate(moments, start=1):
        _add(line, "when", xml_id=f"T{number}", interval=f"{moment:g}", since="#T0")
    return {clock(moment): f"#T{number}" for number, moment in enumerate(moments, start=1)}


def _located(one: Utterance) -> dict[str, str]:
    return {"xml_id": _name(one.id) if one.id else "", "xml_lang": _tag(one.language) if one.language else ""}


def _utterance(division: ET.Element, one: Utterance, times: dict[str, str]) -> None:
    who = " ".join(f"#{_person(speaker)}" for speaker in one.speakers)
    spoken = _add(division, "u", n=str(one.number), who=who, **_located(one))
    for name, moment in (("start", one.time), ("end", one.end)):
        if moment in times:
            spoken.set(name, times[moment])
    if one.pair:
        spoken.set("corresp", f"#{_name(one.pair)}")
    paragraphs = one.text.split("\n")
    if len(paragraphs) == 1:
        _spoken(spoken, one.text)
        return
    for paragraph in paragraphs:
        _spoken(_add(spoken, "seg", type="paragraph"), paragraph)


def _speech(division: ET.Element, one: Utterance, _times: dict[str, str]) -> None:
    who = " ".join(f"#{_person(speaker)}" for speaker in one.speakers)
    speech = _add(division, "sp", n=str(one.number), who=who, **_located(one))
    _add(speech, "speaker", one.label or "?")
    for paragraph in one.text.split("\n"):
        _spoken(_add(speech, "p"), paragraph)


def _spoken(parent: ET.Element, text: str) -> None:
    """Add words, with what is heard between them as elements."""
    last, place = None, 0
    for heard in find_heard(text):
        _append(parent, last, text[place : heard.start])
        last = _add(parent, heard.kind)
        phrase = text[heard.start + 1 : heard.stop - 1].strip()
        if heard.kind == "gap":
            last.set("reason", "inaudible")
        if heard.kind == "pause":
            # It may hold nothing, so that its words stand in the attribute for a label.
            last.set("n", without_forbidden(phrase))
        else:
            _add(last, "desc", phrase)
        place = heard.stop
    _append(parent, last, text[place:])


def _append(parent: ET.Element, last: ET.Element | None, text: str) -> None:
    words = without_forbidden(text)
    if last is None:
        parent.text = (parent.text or "") + words
    else:
        last.tail = (last.tail or "") + words
