"""Transcripts of other programs as posts: every form, bad files, and out and in again."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conftest import ROOT, SHARED
from koushu.cli import main
from koushu.dialogue.cast.speakers import Speaker
from koushu.dialogue.clock import clock, normal_time, seconds_of
from koushu.dialogue.exports.captions import as_vtt
from koushu.dialogue.exports.facts import PageRecord
from koushu.dialogue.exports.podcast import as_podcast
from koushu.dialogue.extract import Conversation, Utterance, count_words
from koushu.dialogue.extract_store import conversations_of
from koushu.dialogue.imports.post import Heading, write_post
from koushu.dialogue.imports.reading import read_transcript
from koushu.dialogue.imports.records import TranscriptError
from koushu.dialogue.recognition.source import read_post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

VTT = """WEBVTT - a talk

STYLE
::cue { color: red }

NOTE made by hand

1
00:00:01.000 --> 00:00:03.500 align:start
<v.loud Ana King>Hello &amp; <i>welcome</i>.</v>

00:03.500 --> 00:05.000
<v Ana King>Who are
you?

00:00:06.000 --> 00:00:09.000
<v Bo>I am <c.yellow>Bo</c>. <v Ana King>Good.
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
Ana: Hello & welcome.

2
00:00:03,500 --> 00:00:05,000
Who are
you?

3
00:00:06,000 --> 00:00:07,000
Bo: I am Bo.

4
00:00:07,000 --> 00:00:08,000
- Ana: <b>Good</b>: it is 10:30.

5
00:00:08,000 --> 00:00:09,000
Bo: {\\an8}Yes.
"""
PODCAST = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "Ana", "startTime": 0.5, "endTime": 1.0, "body": "Hello"},
        {"speaker": "Ana", "startTime": 1.0, "endTime": 2.0, "body": "there."},
        {"speaker": "Bo", "startTime": 62, "endTime": 63, "body": "你好，"},
        {"speaker": "Bo", "startTime": 63, "endTime": 64, "body": "Ana。"},
        {"startTime": 64, "endTime": 65, "body": "再见。"},
    ],
}
WHISPER = {
    "text": " Hello there. Bye.",
    "language": "en",
    "segments": [
        {
            "id": 0,
            "start": 0.0,
            "end": 2.48,
            "text": " Hello there.",
            "tokens": [1, 2],
            "speaker": "SPEAKER_00",
        },
        {"id": 1, "start": 2.48, "end": 4.0, "text": " Bye.", "speaker": "SPEAKER_01"},
    ],
}
WHISPER_CPP = {
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:02,480"},
            "offsets": {"from": 0, "to": 2480},
            "text": " Hello.",
        },
        {"timestamps": {"from": "00:01:02,480", "to": "00:01:04,000"}, "text": " Bye."},
    ],
}
OTTER = """Weekly meeting
Thu, Mar 5, 2020 11:00AM • 45:12

Ana King  0:02
Hello there.

It is *warm* today.

Bo  1:05:09
1. Yes
# it is.

Transcribed by https://otter.ai
"""
DESCRIPT = """**Ana:** [00:00:02] Hello there. Ratio 3:1.

**Bo:** [00:01:05] Yes.
Indeed.
"""
DESCRIPT_BARE = """Ana: Hello there.

Bo: Yes. Note: it is late.

Ana: Bye.

Bo: Bye.
"""
REV = """Ana King (00:02):
Hello there.

Bo (01:05):
Yes.
"""
BRACKETS = "[00:00:02] Ana: Hello there.\n[00:01:05] Bo: Yes.\n"


def turns_of(text: str, suffix: str) -> list[tuple[str, str, float | None]]:
    found = read_transcript(text.encode(), suffix)
    return [(one.speaker, one.text, one.start) for one in found.segments]


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        (
            VTT,
            ".vtt",
            [
                ("Ana King", "Hello & welcome. Who are you?", 1.0),
                ("Bo", "I am Bo.", 6.0),
                ("Ana King", "Good.", 6.0),
            ],
        ),
        (
            SRT,
            ".srt",
            [
                ("Ana", "Hello & welcome. Who are you?", 1.0),
                ("Bo", "I am Bo.", 6.0),
                ("Ana", "Good: it is 10:30.", 7.0),
                ("Bo", "Yes.", 8.0),
            ],
        ),
        (json.dumps(PODCAST), ".json", [("Ana", "Hello there.", 0.5), ("Bo", "你好，Ana。再见。", 62.0)]),
        (json.dumps(WHISPER), ".json", [("SPEAKER_00", "Hello there.", 0.0), ("SPEAKER_01", "Bye.", 2.48)]),
        (json.dumps(WHISPER_CPP), ".json", [("", "Hello. Bye.", 0.0)]),
        (
            OTTER,
            ".txt",
            [("Ana King", "Hello there.\nIt is *warm* today.", 2.0), ("Bo", "1. Yes # it is.", 3909.0)],
        ),
        (DESCRIPT, ".txt", [("Ana", "Hello there. Ratio 3:1.", 2.0), ("Bo", "Yes. Indeed.", 65.0)]),
        (
            DESCRIPT_BARE,
            ".txt",
            [
                ("Ana", "Hello there.", None),
                ("Bo", "Yes. Note: it is late.", None),
                ("Ana", "Bye.", None),
                ("Bo", "Bye.", None),
            ],
        ),
        (REV, ".txt", [("Ana King", "Hello there.", 2.0), ("Bo", "Yes.", 65.0)]),
        (BRACKETS, ".txt", [("Ana", "Hello there.", 2.0), ("Bo", "Yes.", 65.0)]),
        (
            VTT.replace("\n", "\r\n"),
            "",
            [
                ("Ana King", "Hello & welcome. Who are you?", 1.0),
                ("Bo", "I am Bo.", 6.0),
                ("Ana King", "Good.", 6.0),
            ],
        ),
    ],
    ids=[
        "vtt",
        "srt",
        "podcast",
        "whisper",
        "whisper.cpp",
        "otter",
        "descript",
        "bare",
        "rev",
        "brackets",
        "crlf",
    ],
)
def test_a_form_is_read(text: str, suffix: str, expected: list[tuple[str, str, float | None]]) -> None:
    assert turns_of(text, suffix) == expected


def test_scrolling_captions_say_each_line_once() -> None:
    text = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none two\n\n00:00:02.000 --> 00:00:03.000\none two\nthree four\n\n"
        "00:00:03.000 --> 00:00:04.000\nthree four\nfive\n"
    )
    assert turns_of(text, ".vtt") == [("", "one two three four five", 1.0)]


def test_an_otter_export_has_its_title() -> None:
    found = read_transcript(OTTER.encode(), ".txt")
    assert (found.title, found.opening) == ("Weekly meeting", "Thu, Mar 5, 2020 11:00AM • 45:12")


@pytest.mark.parametrize(
    ("text", "suffix", "line", "expected"),
    [
        ("", ".vtt", 0, "the file is empty"),
        ("hello", ".vtt", 1, "found `hello`; expected `WEBVTT` in the first line"),
        ("WEBVTT\n\n", ".vtt", 1, "found no captions"),
        (
            "WEBVTT\n\n00:01.000 --> nowhere\nHi\n",
            ".vtt",
            3,
            "found `00:01.000 --> nowhere`; expected two times",
        ),
        ("1\n00:00:01,000 -> 00:00:02,000\nHi\n", ".srt", 1, "expected a number, and a line with `-->`"),
        ("{", ".json", 1, "found no JSON"),
        ('{\n "segments": [\n {"body": "x",}]}', ".json", 3, "found no JSON"),
        ("[1, 2]", ".json", 1, "found no list `segments`"),
        ('{"segments": []}', ".json", 1, "found no words"),
        ('{"segments": [\n{"body": "a", "startTime": 1},\n{"body": 7}]}', ".json", 3, "segment 2: found `7`"),
        ('{"segments": [\n{"body": "a", "startTime": "soon"}]}', ".json", 2, "found `soon` as a time"),
        ('{"segments": [{"body": "a", "startTime": NaN}]}', ".json", 1, "found `nan` as a time"),
        ('{"segments": [{"body": "a", "startTime": -1}]}', ".json", 1, "found `-1` as a time"),
        ("[" * 200_000, ".json", 1, "found"),
        ("Just a story.\nNothing: more.\n", ".txt", 1, "found no line that names a speaker"),
    ],
)
def test_a_bad_file_is_said_in_a_sentence(
    tmp_path: Path, text: str, suffix: str, line: int, expected: str
) -> None:
    with pytest.raises(TranscriptError, match=re.escape(expected)) as caught:
        read_transcript(text.encode(), suffix)
    assert caught.value.line == line
    file = tmp_path / f"bad{suffix}"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "transcript", str(file), "-o", str(tmp_path / "out.md")])
    assert result.exit_code == 1
    assert result.output.startswith(f"{file}:{line or ''}: ")
    assert "Traceback" not in result.output
    assert not (tmp_path / "out.md").exists()


def test_bytes_that_are_no_text_are_said() -> None:
    with pytest.raises(TranscriptError, match="0xFF at offset 8") as caught:
        read_transcript(b"WEBVTT\n\n\xff\x00", ".vtt")
    assert caught.value.line == 3


def test_the_command_writes_a_post(tmp_path: Path) -> None:
    file, out = tmp_path / "my_talk.vtt", tmp_path / "posts" / "talk.md"
    file.write_text(VTT, encoding="utf-8")
    command = [
        "import",
        "transcript",
        str(file),
        "-o",
        str(out),
        "--date",
        "2024-05-06",
        "--audio",
        "a.mp3",
        "--lang",
        "en",
    ]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0
    assert "3 turns, 2 speakers: Ana King, Bo" in result.output
    assert out.read_text(encoding="utf-8") == (
        '---\ntitle: "My talk"\ndate: 2024-05-06\nlang: "en"\naudio: "a.mp3"\nspeakers:\n  - "Ana King"\n  - "Bo"\n'
        "dialogue: on\n---\n\n"
        "**Ana King:** (00:00:01) Hello & welcome. Who are you?\n\n"
        "**Bo:** (00:00:06) I am Bo.\n\n"
        "**Ana King:** (00:00:06) Good.\n"
    )
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 1
    assert "the file exists" in again.output
    assert CliRunner().invoke(main, [*command, "--force"]).exit_code == 0
    printed = CliRunner().invoke(main, ["import", "transcript", str(file)])
    assert "**Bo:** (00:00:06) I am Bo." in printed.output


def test_wrong_use_is_told(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["import", "transcript", str(tmp_path / "none.vtt")]).exit_code == 2
    assert CliRunner().invoke(main, ["import", "transcript", str(tmp_path)]).exit_code == 2


@dataclass(frozen=True)
class Said:
    """A turn as it must come back."""

    speaker: str
    words: str
    time: str | None


def said(text: str, *, merged: bool = False) -> list[Said]:
    found: list[Said] = []
    for item in read_post(text.encode()).as_json():
        if item["kind"] == "turn":
            words = " ".join(str(item["text"]).split())
            found.append(Said(str(item["speaker"]), words, item["time"] and str(item["time"])))
    return found


def conversation(name: str, text: str) -> Conversation:
    """Return a file's dialogue with a time for each turn, as a recording would give it."""
    turns, people = [], {}
    for number, item in enumerate(read_post(text.encode()).as_json(), start=1):
        if item["kind"] != "turn":
            continue
        label, words = str(item["speaker"]), str(item["text"])
        people[label] = Speaker(label, label)
        time = clock(number * 7)
        turns.append(
            Utterance(
                "turn", f"t-{number}", number, (label,), label, time, None, "", words, count_words(words)
            )
        )
    return Conversation(name, name, "en", "", "", tuple(turns), tuple(people.values()))


def said_on_site(publication: Callable[..., Publication], text: str) -> list[Said]:
    """Return the turns of a post that is written out, which only a build reads."""
    (talk,) = conversations_of(publication({"a.md": text}, builder="dummy", language="en").app.env).values()
    return [Said(one.label, " ".join(one.text.split()), one.time) for one in talk.turns]


def there_and_back(publication: Callable[..., Publication], talk: Conversation, form: str) -> list[Said]:
    text = as_vtt(talk, PageRecord()) if form == "vtt" else as_podcast(talk)
    transcript = read_transcript(text.encode(), ".vtt" if form == "vtt" else ".json")
    post = write_post(transcript, Heading("A talk"))
    return said_on_site(publication, post) if "````{dialogue}" in post else said(post)


def expected(talk: Conversation) -> list[Said]:
    return [Said(one.label, " ".join(one.text.split()) or "…", one.time) for one in talk.turns]


TRICKY = """---
title: Tricky
dialogue: on
---

**Ana:** 3 * 4 * 5, `code`, snake_case, _edge_, <b>, &amp;amp; {{< ref "x" >}} and [a](b).

**Bo:** First.

\\# no heading

1\\. no list

\\- no item

\\> no quote

**Bo:** Again, the same man.

**Ana:** [laughs] \\*really\\* [^1] ~~no~~ C:\\new

（笑）

**Bo:** 你好。

再见 --> 好

**Ana:** |a|b|

Note: it is late.

**Bo:** $5 and $6, 50% off! https://example.org/a_b_c?x=1&y=2
"""
EXPECTED = (
    *(SHARED / "dialogue-samples").glob("*.json"),
    *(ROOT / "tests" / "cases" / "dialogue").glob("*.expected"),
)
# Where nobody speaks there is nothing to bring back.
CASES = sorted(
    path.with_suffix(".md")
    for path in EXPECTED
    if re.search(r'"turn"|^\d+ (?![-*])', path.read_text(encoding="utf-8"), re.MULTILINE)
)
CORPORA = sorted((SHARED / "corpora").glob("thechangelog+transcripts/**/*.md"))[::12]


@pytest.mark.parametrize("form", ["vtt", "podcast"])
def test_out_and_in_again_gives_the_same_turns(publication: Callable[..., Publication], form: str) -> None:
    talk = conversation("tricky", TRICKY)
    assert len(talk.turns) == 7
    assert there_and_back(publication, talk, form) == expected(talk)


@pytest.mark.parametrize("form", ["vtt", "podcast"])
@pytest.mark.parametrize("path", [*CASES, *CORPORA], ids=lambda path: path.stem[:40])
def test_real_talks_come_back(publication: Callable[..., Publication], path: Path, form: str) -> None:
    talk = conversation(path.stem, path.read_text(encoding="utf-8"))
    assert talk.turns
    back, wanted = there_and_back(publication, talk, form), expected(talk)
    assert [(one.speaker, one.time) for one in back] == [(one.speaker, one.time) for one in wanted]
    assert [_letters(one.words) for one in back] == [_letters(one.words) for one in wanted]


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


WORDS = (
    # Each is a mark of Markdown, of YAML, of captions or of ours somewhere.
    *[
        "hello",
        "World",
        "你好",
        "。",
        "，",
        "*a*",
        "_x_",
        "__y__",
        "`c`",
        "<b>",
        "&amp;",
        "[1]",
        "[a](b)",
        "[^1]",
        "#",
        "-",
        ">",
        "~~s~~",
        "|a|",
        "$5$",
        ":tada:",
        "-->",
        "...",
        "===",
        "+++",
    ],
    *(
        "1. x",
        "{{< x >}}",
        "\\*",
        "<!-- c -->",
        "(laughs)",
        "（笑）",
        "Note:",
        "Ana:",
        "**B:**",
        "C:\\new",
        "\u3000",
    ),
    *(
        "http://a.b/c_d_e?x=1&y=2",
        '"q"',
        "\u200b",
        "&#65;",
        "<v Eve>",
        "00:00:01.000 --> 00:00:02.000",
        "NOTE x",
    ),
)
NAMES = ("Ana", "Bo Li", "周敏", "主持人", "J. R. R. Tolkien", "Ana & Bo Li", "R&D <1>")


@pytest.mark.parametrize("seed", range(60))
def test_any_words_come_back(seed: int) -> None:
    chance = random.Random(seed)

    def words() -> str:
        lines = (" ".join(chance.choices(WORDS, k=chance.randint(1, 9))) for _ in range(chance.randint(1, 3)))
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines))) or "x"

    turns = []
    for number in range(1, chance.randint(3, 9)):
        name, text = chance.choice(NAMES), words()
        turns.append(
            Utterance("turn", f"t-{number}", number, (name,), name, clock(number * 5), None, "", text, 5)
        )
    people = tuple(Speaker(name, name) for name in NAMES)
    talk = Conversation("d", "T", "en", "", "", tuple(turns), people)
    for text, suffix in ((as_vtt(talk, PageRecord()), ".vtt"), (as_podcast(talk), ".json")):
        back = read_transcript(text.encode(), suffix)
        assert [(one.speaker, one.text, one.start) for one in back.segments] == [
            (one.label, one.text, seconds_of(one.time or "")) for one in turns
        ]
        post = write_post(back, Heading("T"))
        if "````{dialogue}" not in post:
            assert ["".join(one.words.split()) for one in said(post)] == [
                "".join(one.text.split()) for one in turns
            ]


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_file_is_read_or_said(seed: int) -> None:
    chance = random.Random(seed)
    text, suffix = chance.choice(
        [
            (VTT, ".vtt"),
            (SRT, ".srt"),
            (json.dumps(PODCAST), ".json"),
            (json.dumps(WHISPER_CPP), ".json"),
            (OTTER, ".txt"),
        ]
    )
    for _ in range(chance.randint(1, 6)):
        place, size = chance.randrange(len(text)), chance.randint(0, 20)
        text = (
            text[:place]
            + chance.choice(["", "\n", "-->", "<v ", "{", "]", '"', "\0", "9" * 40, ":"])
            + text[place + size :]
        )
    told = ""
    try:
        write_post(read_transcript(text.encode(), suffix), Heading("T"))
    except TranscriptError as error:
        told = str(error)
    assert "\n" not in told


def test_the_site_reads_its_own_captions(publication: Callable[..., Publication]) -> None:
    built = publication({"posts/talk.md": IMPORTED}, language="en")
    text = built.read("posts/talk.vtt")
    post = write_post(read_transcript(text.encode(), ".vtt"), Heading("A talk"))
    again = publication({"posts/talk.md": post}, language="en")
    assert again.warnings == built.warnings == []
    (one,), (two,) = (conversations_of(site.app.env).values() for site in (built, again))
    assert [(turn.label, turn.text, turn.time, turn.id) for turn in one.turns] == [
        (turn.label, turn.text, turn.time, turn.id) for turn in two.turns
    ]
    assert one.title == two.title


IMPORTED = """---
title: A talk
dialogue: on
---

**Ana King:** (00:00:02) Where “were” you -- then?

And *what* did you see...

**Bo Li:** (00:01:05) Water.

**Bo Li:** (00:01:09) Much of it.

**Ana King & Bo Li:** (01:00:09) Good bye.
"""


@pytest.mark.parametrize(
    "name",
    [
        "A Very Long Name Of Many Words Indeed Sir",
        "x",
        "https://a.b",
        "Note",
        "主持人",
        "J. R. R. Tolkien",
        "记者（画外音）",
    ],
)
def test_any_name_keeps_its_words(publication: Callable[..., Publication], name: str) -> None:
    vtt = f"WEBVTT\n\n00:01.500 --> 00:02.000\n<v {name}>Where were you?\n\n00:02.000 --> 00:03.250\n<v Bo>Here.\n"
    post = write_post(read_transcript(vtt.encode(), ".vtt"), Heading("T"))
    (talk,) = conversations_of(publication({"a.md": post}, language="en").app.env).values()
    assert [turn.text for turn in talk.turns] == ["Where were you?", "Here."]
    assert [int(seconds_of(turn.time or "") or 0) for turn in talk.turns] == [1, 2]
    assert normal_time(talk.turns[0].time or "") == talk.turns[0].time
