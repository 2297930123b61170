"""The buffer of Typst code: nesting, flat levels, and the origin of each line."""

from __future__ import annotations

from koushu.typst_builder.writer import MAX_DEPTH, CodeWriter, Origin


def test_calls_nest() -> None:
    code = CodeWriter()
    code.begin_call("emphasis")
    code.add_text("a")
    code.end_call()
    assert code.code() == 'emphasis({\n"a"\n})\n'


def test_a_call_without_content_has_empty_content() -> None:
    code = CodeWriter()
    code.begin_call("strong-text", kind="x")
    code.end_call()
    assert code.code() == 'strong-text(kind: "x", {\n[]\n})\n'


def test_a_list_has_its_items_as_arguments() -> None:
    code = CodeWriter()
    code.begin_list("bullets", tight=True)
    for text in "ab":
        code.begin_item()
        code.add_text(text)
        code.end_item()
    code.end_list()
    assert code.code() == 'bullets(tight: true, \n{\n"a"\n},\n{\n"b"\n},\n)\n'


def test_paragraphs_are_parted_once() -> None:
    code = CodeWriter()
    code.break_paragraph()
    code.add_text("a")
    code.break_paragraph()
    code.break_paragraph()
    code.add_text("b{")
    code.break_paragraph()
    assert code.lines == ['"a"', "parbreak()", '"b{"', "parbreak()"]


def test_what_is_nested_too_deep_keeps_its_text() -> None:
    code = CodeWriter()
    for _ in range(3 * MAX_DEPTH):
        code.begin_call("quotation")
    code.add_text("deep")
    for _ in range(3 * MAX_DEPTH):
        code.end_call()
    assert 0 < code.lines.count("quotation({") == code.lines.count("})") < MAX_DEPTH
    assert '"deep"' in code.lines


def test_items_of_a_list_nested_too_deep_become_paragraphs() -> None:
    code = CodeWriter()
    for _ in range(MAX_DEPTH):
        code.begin_list("bullets")
        code.begin_item()
    code.add_text("a")
    code.end_item()
    code.begin_item()
    code.add_text("b")
    for _ in range(MAX_DEPTH):
        code.end_item()
        code.end_list()
    text = code.code()
    assert text.count("bullets(") < MAX_DEPTH
    assert '"a"\nparbreak()\n"b"' in text
    assert text.count("(") == text.count(")")
    assert text.count("{") == text.count("}")


def test_each_line_knows_where_it_comes_from() -> None:
    code = CodeWriter()
    code.origin = Origin("a", 3)
    code.add_text("x")
    code.origin = Origin("b", 7)
    code.add_text("y")
    assert code.origins == [Origin("a", 3), Origin("b", 7)]
