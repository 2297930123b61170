"""The opening words are the author's running text, in one line, cut where a reader would."""

import pytest
from docutils import nodes

from koushu.web.opening import opening_words, shortened


def paragraph(*parts):
    node = nodes.paragraph()
    node += [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return node


def section(*children):
    root = nodes.section("", nodes.title("", "The title"))
    root += children
    return root


def test_running_text_of_paragraphs_in_order():
    quote = nodes.block_quote("", paragraph("quoted"))
    assert opening_words(section(quote, paragraph("two\nlines"))) == "quoted two lines"


def test_what_is_not_running_text_is_left_out():
    header = nodes.container("", paragraph("by someone"), classes=["post-header"])
    note = nodes.footnote("", paragraph("a note"))
    mark = nodes.footnote_reference("", "1")
    figure = nodes.figure("", nodes.caption("", "caption"))
    comment = nodes.comment("", "hidden")
    code = nodes.literal_block("", "code()")
    children = (header, figure, comment, code, paragraph("Text", mark, "."), note)
    assert opening_words(section(*children)) == "Text."


def test_no_blank_between_wide_characters():
    assert opening_words(section(paragraph("第一行\n第二行"), paragraph("第三。"))) == "第一行第二行第三。"
    assert opening_words(section(paragraph("用 GPT\n写"))) == "用 GPT 写"


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("short", 10, "short"),
        ("one two three four", 12, "one two…"),
        ("一二三四五六七八九十", 6, "一二三四五…"),
        ("一二三四，六七八", 6, "一二三四…"),
        ("exactly ten", 11, "exactly ten"),
    ],
)
def test_cut(text, length, expected):
    assert shortened(text, length) == expected
    assert len(shortened(text, length)) <= length


def test_only_the_beginning_is_read():
    class Unread(nodes.paragraph):
        @property
        def children(self):
            raise AssertionError

        @children.setter
        def children(self, value):
            pass

    assert opening_words(section(paragraph("x" * 200), Unread())).startswith("xxx")
