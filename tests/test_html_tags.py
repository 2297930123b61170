"""Tags, values of attributes and words are those that docutils writes."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from docutils.writers import html5_polyglot

from koushu.running import html_tags, texts

WORDS = (
    "",
    "a",
    "b c",
    "汉字",
    "&amp; <x>",
    'say "it"',
    "me@example.org",
    "two\nlines\tand\fmore",
    "language-de",
    "  ",
)
NAMES = ("CLASS", "href", "classes", "ids", "TITLE", "data-x", "STYLE")
KINDS = (nodes.paragraph, nodes.table, nodes.bullet_list, nodes.inline, dict)


@pytest.fixture
def translator() -> Any:
    document = new_document("a")
    writer = html5_polyglot.Writer()
    settings = document.settings
    for spec in writer.settings_spec[2]:
        name = spec[1][0].removeprefix("--").replace("-", "_")
        settings.ensure_value(name, spec[2].get("default"))
    settings.stylesheet = settings.stylesheet_path = ""
    settings.xml_declaration = False
    settings.output_encoding = "utf-8"
    return html5_polyglot.HTMLTranslator(document)


def attributes(dice: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in dice.sample(NAMES, dice.randrange(4)):
        several = name in {"classes", "ids"} or dice.random() < 0.1
        found[name] = dice.sample(WORDS, dice.randrange(3)) if several else dice.choice(WORDS)
        if name == "CLASS" and several:
            found[name] = dice.choice(WORDS)
    return found


def test_tags_are_those_of_docutils(translator: Any) -> None:
    dice = random.Random(7)
    seen = set()
    for _ in range(4000):
        own = {"classes": dice.sample(WORDS, dice.randrange(3)), "ids": dice.sample(WORDS, dice.randrange(3))}
        node = dice.choice(KINDS)(**(own if dice.random() < 0.8 else {}))
        given = attributes(dice)
        more = (dice.choice(("p", "DIV", "h1")), dice.choice(("", "\n")), dice.random() < 0.2)
        translator.in_mailto = dice.random() < 0.1
        other, others = deepcopy(node), deepcopy(given)
        tag = html_tags.start_tag(translator, node, *more, **given)
        assert tag == html_tags._usual_starttag(translator, other, *more, **others)
        # Both leave the node as the other does.
        assert str(node) == str(other)
        seen.add(tag)
    assert len(seen) > 500


@pytest.mark.parametrize("attributes", [{"ID": "x"}, {"title": None}])
def test_what_no_tag_may_have_is_refused(translator: Any, attributes: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        html_tags.start_tag(translator, nodes.paragraph(), "p", **attributes)


@pytest.mark.parametrize("text", [*WORDS, "<&>\"'@", 5, nodes.Text("<")])
def test_words_are_those_of_docutils(translator: Any, text: Any) -> None:
    assert html_tags.encoded(translator, text) == html_tags._usual_encode(translator, text)
    for translator.in_mailto in (False, True):
        found = html_tags.attribute_value(translator, str(text))
        assert found == html_tags._usual_attval(translator, str(text))


def test_characters_of_another_translator_are_its_own(translator: Any) -> None:
    translator.special_characters = {ord("<"): "‹", ord("a"): "b"}
    assert html_tags.encoded(translator, "a<&") == "b‹&"
    assert html_tags.attribute_value(translator, "a") == "b"


@pytest.mark.parametrize("text", ["plain", "a\0*b", "a\0 b\0\nc", "\0\0", ""])
def test_what_was_escaped_is_said_plainly(text: str) -> None:
    found = texts._as_text(nodes.Text(text))
    assert found == texts._unescaped(nodes.Text(text))
    assert type(found) is str
