"""Code is printed by formatters that are kept as by those that Sphinx makes for each block."""

from __future__ import annotations

import pytest
from sphinx import highlighting
from sphinx.highlighting import PygmentsBridge

from koushu.running import code_formatters

ASKED = (
    {"linenos": False},
    {"linenos": "inline", "linenostart": 3},
    {"linenos": "table", "hl_lines": [1, 2]},
    {"linenos": False, "hl_lines": [2]},
    {},
)
SOURCES = (
    ("python", "def a(b):\n    return b  # c\n"),
    ("html", "<p class='x'>y</p>\n"),
    ("none", "a < b\n"),
)


@pytest.fixture
def bridge(monkeypatch: pytest.MonkeyPatch) -> PygmentsBridge:
    monkeypatch.setattr(PygmentsBridge, "get_formatter", code_formatters.kept_formatter)
    return PygmentsBridge("html", "sphinx")


def test_blocks_are_printed_as_by_sphinx(bridge: PygmentsBridge, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed() -> list[str]:
        return [
            bridge.highlight_block(text, lang, **dict(asked)) for asked in ASKED for lang, text in SOURCES
        ]

    kept = [*printed(), *printed()]
    monkeypatch.setattr(PygmentsBridge, "get_formatter", code_formatters._make)
    assert kept == [*printed(), *printed()]


def test_blocks_that_are_printed_alike_share_a_formatter(bridge: PygmentsBridge) -> None:
    one = bridge.get_formatter(linenos=False, hl_lines=[1])
    assert bridge.get_formatter(hl_lines=[1], linenos=False) is one
    assert bridge.get_formatter(linenos=False, hl_lines=[1, 2]) is not one
    assert bridge.get_formatter(linenos=False) is not one
    assert PygmentsBridge("html", "friendly").get_formatter(linenos=False, hl_lines=[1]) is not one


def test_no_more_than_some_are_kept(bridge: PygmentsBridge) -> None:
    for line in range(3 * code_formatters._MOST_KEPT):
        bridge.get_formatter(hl_lines=[line])
    assert len(code_formatters._kept[bridge]) <= code_formatters._MOST_KEPT


def test_others_than_pygments_own_are_made_anew(bridge: PygmentsBridge) -> None:
    latex = PygmentsBridge("latex", "sphinx")
    assert latex.get_formatter() is not latex.get_formatter()
    odd = object()
    assert bridge.get_formatter(odd=odd) is not bridge.get_formatter(odd=odd)


@pytest.mark.parametrize("lang", ["html", "no-such-language", "guess", "HTML", "none"])
def test_languages_are_read_as_by_sphinx(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting, "lexer_classes", dict(highlighting.lexer_classes))
    monkeypatch.setattr(code_formatters, "lexer_classes", highlighting.lexer_classes)
    bridge, source = PygmentsBridge("html", "sphinx"), "<p class='x'>y</p>\n"
    usual = code_formatters._find(bridge, source, lang)
    for _ in range(2):
        found = code_formatters.noted_lexer(bridge, source, lang)
        assert (type(found), found.options) == (type(usual), usual.options)
        assert [type(one) for one in found.filters] == [type(one) for one in usual.filters]
    assert (lang in highlighting.lexer_classes) is (lang in {"html", "none"})
