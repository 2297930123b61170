"""Rules that are found by their first character read every text as all rules would."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.dialect import markdown
from koushu.hugo.dialect.settings import read_markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

CASES = sorted((Path(__file__).parent.parent / "cases" / "markdown").rglob("*.md"))
EVERYTHING = {
    "goldmark": {
        "extensions": {
            "extras": {
                name: {"enable": True} for name in ("insert", "mark", "subscript", "superscript", "delete")
            },
            "strikethrough": False,
            "passthrough": {
                "enable": True,
                "delimiters": {"block": [["$$", "$$"]], "inline": [["$", "$"], ["\\(", "\\)"]]},
            },
            "cjk": {"enable": True, "escapedSpace": True, "eastAsianLineBreaks": True},
        },
        "parser": {"attribute": {"block": True}},
    }
}
MARKUPS = {
    "ours": read_markup({}, roles=frozenset({"abbr"})),
    "strict": read_markup({}, strict=True),
    "everything": read_markup(EVERYTHING, emoji=True),
}
PIECES = (
    *(chr(code) for code in range(33, 127) if not chr(code).isalnum()),
    *(
        "a ",
        "1. ",
        "中",
        "\n",
        "\n\n",
        "    ",
        "![",
        "](b)",
        "[^1]",
        "<!-- c -->",
        "https://a.b/",
        "{abbr}`x`",
    ),
    *(
        "```",
        "~~~",
        "::: {turn} A\nb\n:::",
        '{% chat(speaker="A") %}',
        "a: b\n: c",
        "\ue0000\ue001",
        "&amp;",
        "\\",
    ),
)


@pytest.fixture(params=MARKUPS)
def parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[MarkdownIt, MarkdownIt]:
    """Return a parser as it is, and one that asks every rule everywhere."""
    markup = MARKUPS[request.param]
    ours = markdown.make_parser(markup)
    monkeypatch.setattr(markdown, "first_characters_plugin", lambda _: None)
    return ours, markdown.make_parser(markup)


def test_cases_are_read_alike(parsers: tuple[MarkdownIt, MarkdownIt]) -> None:
    ours, every = parsers
    assert len(CASES) > 10
    for case in CASES:
        text = case.read_text(encoding="utf-8")
        assert ours.parse(text) == every.parse(text), case


def test_pieces_beside_each_other_are_read_alike(parsers: tuple[MarkdownIt, MarkdownIt]) -> None:
    ours, every = parsers
    for one, other in product(PIECES, repeat=2):
        for text in (
            f"{one}{other}b",
            f"a {one}b{other}\n{one} c",
            f"> {one}\n{other}",
            f"- {one}\n  {other}",
        ):
            assert ours.parse(text) == every.parse(text), text
