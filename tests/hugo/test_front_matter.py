"""Front matter: where it ends, what it holds, and what is said when it is broken."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from hugo_oracle import render_values
from koushu.hugo.found import MOST_PROBLEMS
from koushu.hugo.metadata.fields import MAX_DEPTH, MAX_VALUES
from koushu.hugo.metadata.front_matter import FrontMatter, split_front_matter
from koushu.problems import Kind

CASES = Path(__file__).parent.parent / "cases" / "front_matter"
SPLIT = [case[1:] for case in read_fixture_file(CASES / "split.md")]
MALFORMED = [case[1:] for case in read_fixture_file(CASES / "malformed.md")]


def _shown(front: FrontMatter) -> str:
    data = json.dumps(front.data, ensure_ascii=False, default=dt.date.isoformat)
    said = [f"line {problem.line}: {problem.message}" for problem in front.problems]
    body = f"body from line {front.body_line}: {front.body.split(chr(10))[0]}"
    return "\n".join([f"{front.format} {data}", *said, body])


@pytest.mark.parametrize(
    ("title", "source", "expected"), SPLIT + MALFORMED, ids=[case[0] for case in SPLIT + MALFORMED]
)
def test_case(title: str, source: str, expected: str) -> None:
    front = split_front_matter(source)
    assert _shown(front) == expected.strip()
    assert source.endswith(front.body)
    assert source.split("\n")[front.body_line - 1].endswith(front.body.split("\n")[0])


def test_a_third_of_the_cases_is_malformed() -> None:
    assert len(MALFORMED) * 2 >= len(SPLIT)


@pytest.mark.hugo
def test_cases_as_in_hugo(tmp_path: Path) -> None:
    """What we read without a problem, Hugo reads in the same way."""
    taken = [case for case in SPLIT if split_front_matter(case[1]).format != "none"]
    pages = {f"p{index}.md": source for index, (_, source, _) in enumerate(taken)}
    hugo = render_values(tmp_path, pages, {"params": ".Params", "body": ".RawContent"})
    for index, (title, source, _) in enumerate(taken):
        front = split_front_matter(source)
        found = hugo[f"p{index}"]
        given = front.data | front.data.get("params", {})
        known = {key: value for key, value in given.items() if key not in {"params", "linktitle"}}
        assert {key: found["params"].get(key) for key in known} == known, title
        # Hugo leaves what is left of the closing line in the text.
        assert found["body"].lstrip("- \n") == front.body, title


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(line_end: str, mark: str) -> None:
    from koushu.hugo.source import decode_source

    text = mark + line_end.join(["---", "title: a", "---", "body", ""])
    front = split_front_matter(decode_source(text.encode()).text)
    assert (front.data, front.body, front.body_line) == ({"title": "a"}, "body\n", 4)


def test_lines_of_keys() -> None:
    yaml = split_front_matter("\n---\ntitle: a\n\nTags:\n  - x\ndate: 2023-03-14\n---\n")
    assert yaml.lines == {"title": 3, "tags": 5, "date": 7}
    toml = split_front_matter('+++\ntitle = "a"\n\nTags = ["x"]\n[params]\ntags = 1\n[[resources]]\n+++\n')
    assert toml.lines == {"title": 2, "tags": 4, "params": 5, "resources": 7}
    json_ = split_front_matter('{\n"title": "a",\n"Tags":\n["x"],\n"date": ""}\n')
    assert json_.lines == {"title": 2, "tags": 3, "date": 5}


def test_line_of_a_key_below_strange_line_ends() -> None:
    assert split_front_matter('---\nx: "a\u2028b"\ntitle: a\n---\n').lines["title"] == 3


def test_typed_values() -> None:
    toml = split_front_matter(
        "+++\na = 2023-03-14\nb = 2023-03-14T10:00:00Z\nc = 10:00:00\nd = 1.5\ne = true\n+++\n"
    ).data
    assert toml == {
        "a": dt.date(2023, 3, 14),
        "b": dt.datetime(2023, 3, 14, 10, tzinfo=dt.UTC),
        "c": dt.time(10),
        "d": 1.5,
        "e": True,
    }


def test_aliases_that_multiply_are_refused() -> None:
    rows = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 9)]
    front = split_front_matter("\n".join(["---", "title: kept", *rows, "---", "body"]))
    assert front.data["title"] == "kept"
    assert front.body == "body"
    assert front.problems
    assert any(
        str(MAX_VALUES) in problem.message or "anchor" in problem.message for problem in front.problems
    )


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: kept\nx: {}\n---\n".format("[" * 5000 + "]" * 5000),
        "---\ntitle: kept\nx: {}\n---\n".format("{a: " * 5000 + "}" * 5000),
        "---\ntitle: kept\nx:\n{}\n---\n".format("\n".join(" " * n + "- - -" for n in range(2, 200))),
        '+++\ntitle = "kept"\nx = {}\n+++\n'.format("[" * 5000 + "]" * 5000),
        '+++\ntitle = "kept"\n{} = 1\n+++\n'.format(".".join(["a"] * 5000)),
        '+++\ntitle = "kept"\n[{}]\ny = 1\n+++\n'.format(".".join(["a"] * 5000)),
        '{{"title": "kept", "x": {}}}\n'.format("[" * 5000 + "]" * 5000),
        '{{"title": "kept", "x": {}}}\n'.format('{"a":' * 5000 + "1" + "}" * 5000),
    ],
    ids=[
        "yaml lists",
        "yaml mappings",
        "yaml blocks",
        "toml lists",
        "toml keys",
        "toml tables",
        "json lists",
        "json objects",
    ],
)
def test_depth_is_bounded(front: str) -> None:
    read = split_front_matter(front + "body\n")
    assert read.data["title"] == "kept"
    assert read.body == "body\n"
    assert [problem.kind for problem in read.problems] == [Kind.FRONT_MATTER]
    assert str(MAX_DEPTH) in read.problems[0].message or "expected" in read.problems[0].message


def test_size_is_bounded() -> None:
    source = "---\ntitle: a\n" + "x: y\n" * 40_000 + "---\nbody\n"
    front = split_front_matter(source)
    assert front.body == source
    assert len(front.problems) == 1


def test_very_many_faults_are_counted() -> None:
    front = split_front_matter("---\n" + 'x: "\n' * 5000 + "---\nbody\n")
    assert front.body == "body\n"
    assert len(front.problems) == MOST_PROBLEMS + 1
    assert "more faults from here on" in front.problems[-1].message


# Letters of which broken front matter is made; a prime number of them, so that no text repeats.
_PIECES = [
    "---\n",
    "+++\n",
    "{",
    "}",
    '"',
    "'",
    ":",
    "：",
    "=",
    "[",
    "]",
    "a",
    "b: c\n",
    "d = 1\n",
    "\n",
    "  ",
    "\t",
    "- ",
    "#",
    "&x",
    "*x",
    "!!",
    "|",
    ">",
    "\\",
    "中",
    "\x01",
    "...",
    "<<: *x\n",
    "\u2028",
    ".",
]


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_raised_and_nothing_is_lost(seed: int) -> None:
    import random

    rng = random.Random(seed)
    for _ in range(50):
        opening = rng.choice(["---\n", "+++\n", "{", '{"a": '])
        source = (
            opening
            + "".join(rng.choices(_PIECES, k=rng.randrange(40)))
            + rng.choice(["\n---\n", "\n+++\n", "}", ""])
        )
        front = split_front_matter(source + "body\n")
        assert front.body.endswith("body\n")
        lines = source.count("\n") + 2
        assert all(1 <= problem.line <= lines for problem in front.problems), source
        assert all(1 <= line <= lines for line in front.lines.values()), source
