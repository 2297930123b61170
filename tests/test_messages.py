"""The catalogues of our own words are complete, alike in their values, and cover every call."""

import ast
import string
from pathlib import Path

import pytest

from koushu.messages import CATALOGUES, message

PACKAGE = Path(__file__).parent.parent / "_ext" / "koushu"


def fields(form):
    forms = form if isinstance(form, tuple) else (form,)
    return {name for text in forms for _, name, _, _ in string.Formatter().parse(text) if name}


def calls():
    """Yield the key of each `message("key", …)` in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                yield path.name, node.args[0].value


@pytest.mark.parametrize("language", CATALOGUES)
def test_each_language_has_every_key_with_the_same_values(language):
    english, other = CATALOGUES["en"], CATALOGUES[language]
    assert list(other) == list(english)
    assert {key: fields(form) for key, form in other.items()} == {
        key: fields(form) for key, form in english.items()
    }


def test_every_key_the_package_asks_for_exists():
    assert [(file, key) for file, key in calls() if key not in CATALOGUES["en"]] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh", "标签"), ("zh-CN", "标签"), ("zh_TW", "标签"), ("en-GB", "Tags"), ("fr", "Tags"), ("", "Tags")],
)
def test_the_primary_subtag_chooses_the_catalogue(language, expected):
    assert message("tags", language) == expected


def test_count_chooses_singular_and_plural():
    assert message("words", "en", count=1) == "1 word"
    assert message("words", "en", count=12345) == "12,345 words"
    assert message("words", "zh", count=1) == "1 字"


def test_an_unknown_key_is_an_error_of_ours():
    with pytest.raises(KeyError):
        message("no_such_key", "en")
