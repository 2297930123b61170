"""Python values as Typst code, checked by Typst itself."""

from __future__ import annotations

import json

import pytest
import typst

from koushu.typst_builder.escape import Code, arguments, call, string, value

HOSTILE = [
    "#panic()",
    '"];#panic()',
    '\\"];#panic()',
    "\\",
    '\\\\"',
    "// comment",
    "/* comment",
    "@reference $x$ <label> *a* _b_ `c` = d",
    "\\u{41}",
    "line\nline",
    "tab\tstop",
    "\u2028\u2029",
    "中文「引号」“x”",
    ", )",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_is_what_typst_reads(text: str) -> None:
    literal = string(text)
    assert "\n" not in literal
    assert json.loads(typst.eval(b"", literal, ignore_system_fonts=True)) == text


def test_controls_have_no_glyph_and_are_left_out() -> None:
    assert string("a\x00\x07\x1b\x7f\x9fb\ud800\ufffe") == '"ab"'


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (True, "true"),
        (None, "none"),
        (3, "3"),
        (0.5, "0.5"),
        ("a", '"a"'),
        ([], "()"),
        (["a"], '("a", )'),
        ([["a", "b"], "c"], '(("a", "b", ), "c", )'),
        ({}, "(:)"),
        ({'a"': 1}, '("a\\"": 1)'),
        (Code("1fr"), "1fr"),
    ],
)
def test_values(item: object, expected: str) -> None:
    assert value(item) == expected


def test_underscores_of_keywords_are_hyphens_in_typst() -> None:
    assert arguments("x", start_at=1, block_=True) == '"x", start-at: 1, block: true, '


def test_a_call_keeps_the_marks_of_its_content() -> None:
    assert call("f", ", )", ["a"]) == 'f(", )", ("a", ))'


@pytest.mark.parametrize("name", ["", "f()", "f;g", "1f", "f g", "f.", 'f"'])
def test_only_identifiers_are_functions(name: str) -> None:
    with pytest.raises(ValueError, match="no Typst function name"):
        call(name)
