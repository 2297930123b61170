"""Blanks and quotation marks where Chinese and Latin meet."""

from __future__ import annotations

import time

import pytest

from koushu.typst_builder.spacing import breakable, collapse, is_cjk, latin_runs


@pytest.mark.parametrize(
    ("text", "before", "after", "expected"),
    [
        ("中文\n换行", "", "", "中文换行"),
        ("English\nword", "", "", "English word"),
        ("中文\nword", "", "", "中文 word"),
        ("한국어\n문장", "", "", "한국어 문장"),
        ("中  文", "", "", "中 文"),
        ("\n文", "中", "", "文"),
        ("中\n", "", "文", "中"),
        ("中\n", "", "x", "中 "),
        ("  start", "", "", "start"),
        ("  after blank", " ", "", "after blank"),
        (" after word", "x", "", " after word"),
        ("no-break\u00a0\u00a0blank\u3000wide", "", "", "no-break\u00a0\u00a0blank\u3000wide"),
    ],
)
def test_blanks(text: str, before: str, after: str, expected: str) -> None:
    assert collapse(text, before, after) == expected


def _marked(text: str) -> str:
    return "".join(f"<{piece}>" if latin else piece for piece, latin in latin_runs(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don’t", "don<’>t"),
        ("2019–2023", "2019<–>2023"),
        ("他说“你好”。", "他说“你好”。"),
        ("他说“Hello”。", "他说“Hello”。"),
        ("She said “no” twice", "She said <“>no<”> twice"),
        ("the ‘inner’ one", "the <‘>inner<’> one"),
        ("破折号——中文", "破折号——中文"),
        ("等等……", "等等……"),
        ("“混合 mixed”", "“混合 mixed”"),
        ("plain", "plain"),
    ],
)
def test_marks_belong_to_their_neighbours(text: str, expected: str) -> None:
    assert _marked(text) == expected


def test_nothing_is_lost() -> None:
    text = "“a” ’b’ c—d…e“中”f ‘‘’’ “””"
    assert "".join(piece for piece, _ in latin_runs(text)) == text


def test_time_grows_with_the_text_only() -> None:
    started = time.process_time()
    list(latin_runs("“a" * 20_000))
    collapse(" \n" * 50_000, "", "")
    assert time.process_time() - started < 5


def test_scripts() -> None:
    assert all(map(is_cjk, "中ひカ，。「ＡＢ𠮷"))
    assert not any(map(is_cjk, "aé1한·"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a word and another of some length", ["a word and another of some length"]),
        ("中文" * 40, ["中文" * 40]),
        (
            "see https://example.org/path/of/x.html?a=1 there",
            ["see https://", "example.", "org/", "path/", "of/x.", "html?", "a=1 there"],
        ),
        ("x" * 40, ["x" * 12, "x" * 12, "x" * 16]),
        ("a_very_long_name_of_a_function()", ["a_very_", "long_", "name_", "of_a_", "function()"]),
    ],
)
def test_long_words_have_places_to_break(text: str, pieces: list[str]) -> None:
    assert breakable(text) == pieces
    assert "".join(breakable(text)) == text
