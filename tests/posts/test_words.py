"""Words of a body without its marks, and its script."""

from __future__ import annotations

import pytest

from koushu.hugo.scripts import script_language
from koushu.posts.words import one_line, plain_text, shortened


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Title\n\nSome *words* and `code`.", "Title Some words and code."),
        ("- one\n- two\n1. three", "one two three"),
        ("> quoted\n> twice", "quoted twice"),
        ("[link](https://e.org/a_(b)) and ![alt](p.png)", "link and alt"),
        ('a {{< figure src="x.png" >}} b', "a b"),
        ("a <!-- secret --> b<br>c", "a b c"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("text[^1]\n\n[^1]: note", "text note"),
        ("------\n\n**说：**话", "说：话"),
        ("a {cite:p}`key` b", "a b"),
        ("before\n\n```python\ncode\n```\n\nafter", "before code after"),
        ("", ""),
    ],
)
def test_plain_text_leaves_the_words(body: str, text: str) -> None:
    assert plain_text(body) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Words of\n  snake_case and 2 * 3 * 4.", "Words of snake_case and 2 * 3 * 4."),
        ("Seen by {cite:p}`a,b`, in {sub}`2` and **bold** `code`[^1].", "Seen by, in 2 and bold code."),
        (
            "An {abbr}`LIFO (last in)`, a {ref}`text <target>`, {rfc}`4287` {fas}`star`",
            "An LIFO, a text, RFC 4287",
        ),
        ('{unknown}`x` a {{< ref "b.md" >}} [link](https://e.org/(x))', "{unknown}x a link"),
        ("as {cite:t}`key` says", "as key says"),
        ("一句{cite}`k`。`` ** `", "一句。`` ** `"),
    ],
)
def test_a_line_of_front_matter_reads_as_readers_see_it(text: str, line: str) -> None:
    assert one_line(text) == line


def test_no_latin_word_is_cut() -> None:
    text = shortened("word " * 60, 52)
    assert text.endswith("word…")
    assert len(text) <= 52


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这是中文，也有 English words", "zh"),
        ("これは日本語の文章です", "ja"),
        ("한국어 문장입니다", "ko"),
        ("Plain English with one 字", "und-Latn"),
        ("Déjà vu à l’école", "und-Latn"),
        ("Это по-русски", ""),
        ("123", ""),
    ],
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert script_language(text) == language


def test_long_runs_of_marks_end() -> None:
    for shape in (
        "[" * 50_000,
        "](" * 30_000,
        "`" * 50_000,
        "<" * 50_000,
        "{{<" * 20_000,
        "<!--" * 20_000,
        "- " * 40_000,
    ):
        assert isinstance(plain_text(shape) + one_line(shape), str)
