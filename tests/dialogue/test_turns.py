"""Turns, narration and breaks in Markdown, held against case files and against the shared samples."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from koushu.dialogue.__main__ import main
from koushu.dialogue.recognition.source import clock, read_post

CASES = Path(__file__).parent.parent / "cases" / "dialogue"
SHARED = Path(__file__).parent.parent.parent.parent / "shared"
SAMPLES = SHARED / "dialogue-samples"
TRANSCRIPTS = SHARED / "corpora" / "thechangelog+transcripts"


def items(source: str | bytes) -> list[str]:
    """Return each item as `line speaker`, `line (narration)` or `line (break)`."""
    data = source.encode() if isinstance(source, str) else source
    names = {"narration": "(narration)", "break": "(break)"}
    return [
        f"{one['line']} {names.get(str(one['kind'])) or one['speaker']}" for one in read_post(data).as_json()
    ]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    assert items(path.read_bytes()) == path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


def test_half_of_the_cases_look_alike() -> None:
    empty = [path for path in CASES.glob("*.expected") if not path.read_text(encoding="utf-8").strip()]
    assert len(list(CASES.glob("*.md"))) >= 80
    assert len(empty) >= 40


@pytest.fixture(
    params=sorted(SAMPLES.glob("*.json")) or [None], ids=lambda path: path.stem if path else "missing"
)
def sample(request: pytest.FixtureRequest) -> Path:
    if request.param is None:
        pytest.skip("../shared/dialogue-samples is not here")
    return request.param


def test_sample(sample: Path) -> None:
    """Every expected turn, narration and break, on its lines; what is optional may be there or not."""
    expected = [one for one in json.loads(sample.read_text(encoding="utf-8")) if one["kind"] != "none"]
    found = {
        (one["kind"], one["line"]): one for one in read_post(sample.with_suffix(".md").read_bytes()).as_json()
    }
    for gold in expected:
        one = found.pop((gold["kind"], gold["line"]), None)
        if gold.get("optional"):
            continue
        assert one is not None, gold
        assert one["end_line"] == gold["end_line"], gold
        if gold["kind"] == "turn":
            assert one["speaker"] == gold["speaker"], gold
        if "time" in gold:
            assert one["time"] == gold["time"], gold
    assert not found


def test_the_first_sample_has_what_its_readers_count() -> None:
    path = SAMPLES / "d01-zh-seed.md"
    if not path.exists():
        pytest.skip("../shared/dialogue-samples is not here")
    post = read_post(path.read_bytes())
    kinds = [one["kind"] for one in post.as_json()]
    assert (kinds.count("turn"), kinds.count("narration"), kinds.count("break")) == (24, 6, 3)
    assert {speaker.id for item in post.reading.turns for speaker in item.speakers} == {
        "jan-leike",
        "john-schulman",
        "sandhini-agarwal",
        "liam-fedus",
    }
    assert len(post.reading.turns) == 24


def test_full_names_stand_behind_short_ones() -> None:
    text = (CASES / "zh-full-name-then-initials.md").read_bytes()
    people = {str(one["speaker"]): one["person"] for one in read_post(text).as_json()}
    assert people["NT"] == "Nitish Tiwari"
    assert people["徐"] == "徐晓明"


def test_words_of_a_turn_are_without_its_label() -> None:
    text = "**Ana:** You kept the lamp?\n\n**Bo:** I did.\n\nFor years.\n\n**Ana:** Why?\n\n**Bo:** The stairs.\n"
    records = read_post(b"---\ntitle: An interview\n---\n" + text.encode()).as_json()
    assert [one["text"] for one in records] == [
        "You kept the lamp?",
        "I did.\nFor years.",
        "Why?",
        "The stairs.",
    ]
    assert (records[1]["line"], records[1]["end_line"]) == (6, 8)


@pytest.mark.parametrize(
    ("written", "read"), [("4:03", "00:04:03"), ("00:22:33", "00:22:33"), ("1:02:03.5", "01:02:03")]
)
def test_time_codes_have_one_form(written: str, read: str) -> None:
    assert clock(written) == read


@pytest.mark.parametrize(
    "value", ["on", "off", "auto", "true", "false", "{mode: on}", "maybe", "[1, 2]", "3"]
)
def test_any_front_matter_value_is_read(value: str) -> None:
    post = read_post(f"---\ndialogue: {value}\n---\n**Salt:** I dissolve.\n\n**Pepper:** I don't.\n".encode())
    odd = value in {"maybe", "[1, 2]", "3"}
    assert [problem.kind.value for problem in post.problems] == (["dialogue.front_matter"] if odd else [])
    assert all(problem.line == 2 for problem in post.problems)
    assert len(post.as_json()) == (2 if value in {"on", "true", "{mode: on}"} else 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "**",
        "**:**",
        "****:",
        ":",
        "::::",
        "<b>:</b>",
        "**a:** " * 50,
        "> " * 200 + "**a:** b",
        "- " * 100 + "a: b",
        "_" * 5000,
        "*_" * 3000,
        "(" * 5000,
        "（以下简称" * 500,
        "[[[[:" * 400,
        "**Ana:** \u2028\u2028\ufffc\n" * 20,
        "a: b\n" * 2000,
        "\x00**A:** b\n\n**B:** c",
        "00:00 " * 1000 + ":",
    ],
    ids=range(20),
)
def test_nothing_breaks_it_and_nothing_takes_long(text: str) -> None:
    begin = time.perf_counter()
    post = read_post(text.encode())
    assert time.perf_counter() - begin < 3
    for one in post.as_json():
        assert int(str(one["line"])) <= int(str(one["end_line"])) <= max(text.count("\n") + 1, 1)


def test_transcripts_lose_no_label_and_call_no_break_a_speaker() -> None:
    paths = sorted(TRANSCRIPTS.glob("*/*.md"))
    if not paths:
        pytest.skip("../shared/corpora is not here")
    wanted = found = 0
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        labels = {
            number
            for number, line in enumerate(lines, 1)
            if line.startswith("**")
            and ":**" in line[:64]
            and not line.startswith(("**Break", "**Jingle", "**Outro"))
        }
        turns = [one for one in read_post(path.read_bytes()).as_json() if one["kind"] == "turn"]
        assert not {one["speaker"] for one in turns} & {"Break", "Jingle", "Outro"}, path.name
        wanted += len(labels)
        found += len(labels & {one["line"] for one in turns})
    assert found >= 0.998 * wanted


def test_a_hundred_posts_take_a_second() -> None:
    posts = [path.read_bytes() for path in sorted(CASES.glob("*.md"))]
    posts += [path.read_bytes() for path in sorted(SAMPLES.glob("*.md"))]
    read_post(posts[0])
    begin = time.process_time()
    for post in posts:
        read_post(post).as_json()
    assert len(posts) / (time.process_time() - begin) > 100


def test_the_command_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("bold-colon-inside", "not-recipe-en"):
        (tmp_path / f"{name}.md").write_bytes((CASES / f"{name}.md").read_bytes())
    assert main([str(path) for path in sorted(tmp_path.glob("*.md"))]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["not-recipe-en"] == []
    assert set(printed["bold-colon-inside"][0]) == {
        "kind",
        "speaker",
        "person",
        "time",
        "text",
        "line",
        "end_line",
    }


def test_thousands_of_labels_take_no_longer_each() -> None:
    def seconds(count: int) -> float:
        body = "".join(f"**Name{number:05}:** says something.\n\n" for number in range(count))
        begin = time.process_time()
        post = read_post(f"---\ndialogue: on\n---\n{body}".encode())
        assert len(post.as_json()) == count
        return time.process_time() - begin

    # Other work on the machine makes a run longer, never shorter.
    assert min(seconds(3000) for _ in range(3)) < 12 * min(seconds(500) for _ in range(3))


@pytest.mark.parametrize("section", ["The talk", "the-talk", "talk-one"])
def test_a_section_is_named_by_its_heading_or_an_id(section: str) -> None:
    turns = "**Salt:** I dissolve.\n\n**Pepper:** I don't.\n"
    text = f"---\ndialogue: {{mode: on, sections: [{section}]}}\n---\n{turns}\n## The talk {{#talk-one}}\n\n{turns}"
    assert items(text) == ["10 Salt", "12 Pepper"]
