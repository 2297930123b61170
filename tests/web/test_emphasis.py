"""Emphasis is marked by its script, and by whether it is a phrase or a passage."""

import pytest
from docutils import nodes
from docutils.utils import new_document

from koushu.web.emphasis import MarkEmphasis


def classes(*parts):
    document = new_document("")
    document += nodes.paragraph("", "", *parts)
    MarkEmphasis(document).run()
    return next(iter(document.findall(nodes.emphasis)))["classes"]


@pytest.mark.parametrize(
    ("before", "emphasised", "expected"),
    [
        ("这是", "重点", ["cjk"]),
        ("", "为了行文简洁，下文有修改", ["cjk", "voice"]),
        ("前", "很长的一段话" * 4, ["cjk", "voice"]),
        ("这是", "attention", []),
        ("plain ", "words", []),
        ("これは", "かな", ["cjk"]),
        ("", "한국어", ["cjk", "voice"]),
    ],
)
def test_classes(before, emphasised, expected):
    assert classes(nodes.Text(before), nodes.emphasis("", emphasised)) == expected
