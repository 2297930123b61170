"""Exports: valid by the formats' own rules, complete, and announced on the page."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html
from webvtt import WebVTT

from koushu.dialogue.cast.speakers import Speaker
from koushu.dialogue.exports.captions import as_vtt
from koushu.dialogue.exports.data import as_json
from koushu.dialogue.exports.facts import PageRecord
from koushu.dialogue.exports.json_text import json_text
from koushu.dialogue.exports.linked_data import conversation_nodes
from koushu.dialogue.exports.podcast import as_podcast
from koushu.dialogue.exports.table import COLUMNS, as_csv
from koushu.dialogue.exports.tei import as_tei
from koushu.dialogue.exports.timing import timed_turns
from koushu.dialogue.extract import Conversation, Utterance
from koushu.linked_data import graph_script
from tools import require_tei_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

TEI = "{http://www.tei-c.org/ns/1.0}"
NOON = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
PAGE = PageRecord(
    "The & Site", "https://example.org/a/", ("Me",), NOON, NOON, "What <it> is", ("floods", "农村"), "0.1"
)
PEOPLE = (
    Speaker(
        "zhou-min",
        "周敏",
        ("ZM",),
        "narrator",
        "zh",
        names={"zh": "周敏", "en": "Zhou Min"},
        affiliation="A & B",
        title="Librarian",
        url="https://example.org/?a=1&b=2",
        same_as=("https://orcid.org/1",),
    ),
    Speaker("bo", "Bo Li", role="an old friend"),
    Speaker("²c!", "</script><b>C & D"),
)
SAID_FIRST = "t-zhou-min-3fa9c1"
SAID = (
    Utterance("narration", text="They sit [laughs] down.", words=4, line=3, end_line=3),
    Utterance(
        "turn",
        SAID_FIRST,
        1,
        ("zhou-min",),
        "周敏",
        "00:00:05",
        "00:00:07.500",
        "zh",
        "好 & <b>！（笑）\n第二段 --> [pause] [phone rings]",
        12,
        5,
        7,
    ),
    Utterance("break", line=9, end_line=9),
    Utterance(
        "turn",
        "t-bo-²c!-1.2",
        2,
        ("bo", "²c!"),
        "Bo & C",
        text="[inaudible] Yes.\x0b",
        words=1,
        pair=SAID_FIRST,
    ),
    Utterance("turn", "t-bo-2", 3, ("bo",), "Bo Li", "00:00:02", text="", words=0),
    Utterance("turn", "t-bo-3", 4, (), "", "01:00:00", text="The end.", words=2),
)
TALK = Conversation("posts/a", "A talk & more", "en", "", "talk one.mp3", SAID, PEOPLE)
UNTIMED = Conversation("posts/b", "B", "zh-CN", "interview", "", SAID[3:4], PEOPLE[1:])


def variants() -> list[Conversation]:
    from dataclasses import replace

    return [
        replace(talk, style=style, audio=audio)
        for talk in (TALK, UNTIMED)
        for style in ("", "play", "log")
        for audio in ("", "a b.mp3", "https://example.org/x.mp4")
    ]


@pytest.fixture(scope="module")
def tei_all() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(require_tei_schema()))


@pytest.mark.parametrize("page", [PageRecord(), PAGE])
@pytest.mark.parametrize("talk", variants())
def test_tei_is_valid(tei_all: etree.RelaxNG, talk: Conversation, page: PageRecord) -> None:
    document = etree.fromstring(as_tei(talk, page).encode())
    assert tei_all.validate(document), tei_all.error_log


def test_the_schema_refuses_what_is_no_tei(tei_all: etree.RelaxNG) -> None:
    wrong = as_tei(TALK, PAGE).replace("<u ", "<utterance ").replace("</u>", "</utterance>")
    assert not tei_all.validate(etree.fromstring(wrong.encode()))


def test_tei_says_who_when_and_what_is_heard() -> None:
    root = etree.fromstring(as_tei(TALK, PAGE).encode())
    first, second, *_ = root.iter(f"{TEI}u")
    xml = "{http://www.w3.org/XML/1998/namespace}"
    people = {one.get(f"{xml}id"): one for one in root.iter(f"{TEI}person")}
    assert first.get("who") == "#speaker-zhou-min"
    assert [one.lstrip("#") in people for one in second.get("who").split()] == [True, True]
    assert first.get(f"{xml}lang") == "zh"
    moments = {one.get(f"{xml}id"): one.get("interval") for one in root.iter(f"{TEI}when")}
    assert moments[first.get("start").lstrip("#")] == "5"
    assert moments[first.get("end").lstrip("#")] == "7.5"
    assert second.get("corresp") == f"#{first.get(f'{xml}id')}"
    assert [one.tag.removeprefix(TEI) for one in first.iter(f"{TEI}*")][1:] == [
        "seg",
        "vocal",
        "desc",
        "seg",
        "pause",
        "incident",
        "desc",
    ]
    assert [name.text for name in people["speaker-zhou-min"].iter(f"{TEI}persName")] == [
        "周敏",
        "Zhou Min",
        "ZM",
    ]
    assert root.find(f".//{TEI}title").text == "A talk & more"


def test_no_word_is_lost_in_any_form() -> None:
    for form in (as_json, as_csv, as_tei):
        text = form(TALK, PAGE)
        if form is as_tei:
            text = "".join(etree.fromstring(text.encode()).itertext())
        for words in ("好 & <b>！", "第二段 -->", "They sit", "Yes.", "The end."):
            assert words in text, (form, words)


def test_json_holds_what_the_command_prints() -> None:
    data = json.loads(as_json(TALK, PAGE))
    assert [item["kind"] for item in data["items"]] == [one.kind for one in SAID]
    assert data["items"][1] == {
        "kind": "turn",
        "speaker": "周敏",
        "person": None,
        "time": "00:00:05",
        "text": SAID[1].text,
        "line": 5,
        "end_line": 7,
        "id": SAID_FIRST,
        "number": 1,
        "speakers": ["zhou-min"],
        "end": "00:00:07.500",
        "language": "zh",
        "words": 12,
    }
    assert data["items"][3]["person"] == "Bo Li、</script><b>C & D"
    assert {"kind", "speaker", "person", "time", "text", "line", "end_line"} <= data["items"][0].keys()


def test_the_table_has_a_row_for_each_turn() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(TALK, PAGE))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["kind"] for row in rows] == ["narration", "turn", "turn", "turn", "turn"]
    assert rows[1]["speaker"] == "周敏"
    assert rows[1]["words"] == SAID[1].text
    assert rows[2]["speaker"] == "Bo Li; </script><b>C & D"
    assert {row["tags"] for row in rows} == {"floods; 农村"}


def test_captions_are_read_again() -> None:
    text = as_vtt(TALK, PAGE)
    cues = WebVTT.from_string(text)
    assert [cue.voice for cue in cues] == [
        "周敏",
        "Bo Li &amp; &lt;/script&gt;&lt;b&gt;C &amp; D",
        "Bo Li",
        "?",
    ]
    assert [cue.identifier for cue in cues] == ["t-zhou-min-3fa9c1", "t-bo-²c!-1.2", "t-bo-2", "t-bo-3"]
    assert all(cue.start_in_seconds < cue.end_in_seconds for cue in cues)
    assert next(cue.start for cue in cues) == "00:00:05.000"
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
    assert text.count("-->") == 4
    assert as_vtt(UNTIMED, PAGE) == ""


def test_a_turn_without_a_time_lies_between_its_neighbours() -> None:
    turns = timed_turns(TALK.turns)
    assert next(one.start for one in turns) == 5.0
    assert [one.start for one in turns][-1] == 3600.0
    assert 5.0 < turns[1].start < turns[2].start < 3600.0
    assert turns[0].end == 7.5


def test_a_podcast_has_its_segments() -> None:
    data = json.loads(as_podcast(TALK))
    assert data["version"] == "1.0.0"
    assert [sorted(segment) for segment in data["segments"]] == [
        ["body", "endTime", "speaker", "startTime"]
    ] * 4
    assert data["segments"][0] == {"speaker": "周敏", "startTime": 5.0, "endTime": 7.5, "body": SAID[1].text}
    assert as_podcast(UNTIMED) == ""


def test_linked_data_names_everybody_and_closes_no_script() -> None:
    file = "https://example.org/a/talk.dialogue.json"
    script = graph_script(conversation_nodes(TALK, PAGE, file))
    text = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search(r"[<>&\u2028]", text)
    graph = {node["@type"]: node for node in json.loads(text)["@graph"]}
    named = [one.get("contributor", one) for one in graph["Article"]["contributor"]]
    assert sorted(one["name"] for one in named) == sorted(one.name for one in PEOPLE)
    assert named[0]["sameAs"] == ["https://orcid.org/1"]
    assert graph["Conversation"]["encoding"]["contentUrl"] == file
    assert graph["Article"]["hasPart"] == {"@id": graph["Conversation"]["@id"]}
    roles = [one for one in graph["Article"]["contributor"] if one["@type"] == "Role"]
    assert {(one["roleName"], one["contributor"]["name"]) for one in roles} == {
        ("narrator", "周敏"),
        ("an old friend", "Bo Li"),
    }


POST = """---
title: The flood & after </script>
date: 2024-05-06
tags: [floods]
description: A talk.
speakers:
  bo: {name: Bo Li, role: interviewer}
---

**Bo:** (00:00:02) Where were you then?

**Ana:** (00:00:05) Upstairs [laughs], I think.

**Bo:** (00:00:09) And after?
"""
FILES = {"posts/talk.md": POST, "posts/b/index.md": POST.replace("(00:00:0", "(0")}


@pytest.mark.parametrize(
    ("builder", "page"), [("html", "posts/talk.html"), ("dirhtml", "posts/talk/index.html")]
)
def test_the_files_lie_beside_the_page(
    publication: Callable[..., Publication], tei_all: etree.RelaxNG, builder: str, page: str
) -> None:
    built = publication(FILES, builder=builder, language="en", html_baseurl="https://example.org/")
    assert built.warnings == []
    root = html.fromstring(built.read(page))
    folder = (built.out / page).parent
    links = {one.get("type"): one.get("href") for one in root.iterfind(".//head/link[@rel='alternate']")}
    listed = [one.get("href") for one in root.find_class("dialogue-downloads")[0].iter("a")]
    assert listed == ["talk.dialogue.json", "talk.tei.xml", "talk.csv", "talk.vtt", "talk.podcast.json"]
    assert links["application/tei+xml"] == "talk.tei.xml"
    assert all((folder / name).is_file() for name in listed)
    assert tei_all.validate(etree.parse(folder / "talk.tei.xml"))
    assert len(json.loads((folder / "talk.dialogue.json").read_text(encoding="utf-8"))["items"]) == 3
    (script,) = (one for one in root.iter("script") if one.get("type") == "application/ld+json")
    graph = json.loads(script.text)["@graph"]
    (article,) = (one for one in graph if one["@type"] == "BlogPosting")
    assert article["headline"] == "The flood & after </script>"
    (talk,) = (one for one in graph if one["@type"] == "Conversation")
    assert article["hasPart"] == {"@id": talk["@id"]}
    assert talk["isPartOf"] == {"@id": article["@id"]}
    whole = folder.relative_to(built.out) / "talk.dialogue.json"
    assert talk["encoding"]["contentUrl"] == f"https://example.org/{whole.as_posix()}"
    assert [one["name"] for one in article["contributor"] if one["@type"] == "Person"] == ["Ana"]


def test_forms_are_chosen(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, language="en", dialogue_exports=["csv"])
    names = [path.name for path in built.out.rglob("talk.*") if "_sources" not in str(path)]
    assert sorted(names) == ["talk.csv", "talk.html", "talk.md"]
    none = publication(FILES, language="en", dialogue_exports=[])
    assert "dialogue-downloads" not in none.read("posts/talk.html")


def test_two_processes_write_the_same(publication: Callable[..., Publication]) -> None:
    files = {**FILES, **{f"posts/p{number}.md": POST for number in range(8)}}
    one, two = publication(files, language="en"), publication(files, language="en", parallel=2)

    def written(built: Publication) -> dict[str, bytes]:
        found = (path for path in built.out.rglob("*") if path.suffix in {".xml", ".vtt", ".csv"})
        return {str(path.relative_to(built.out)): path.read_bytes() for path in found}

    assert len(written(one)) > 20
    assert written(one) == written(two)


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"a": [], "b": {}, "c": None, "d": True, "e": 0, "f": 1.5, 'g"\n': "周敏：“是”\\ \t\u2028"},
        {"items": [{"text": "a\nb", "speakers": ["x", "y"]}, {"text": ""}, [[1]], "z"]},
    ],
)
def test_json_is_printed_as_the_standard_library_prints_it(value: object) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=1)
