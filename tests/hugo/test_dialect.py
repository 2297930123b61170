"""What the rules of the dialect make of each case: one block in a file of `tests/cases/markdown` is one test."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it.renderer import RendererHTML

from koushu.hugo.dialect.markdown import make_parser
from koushu.hugo.dialect.settings import read_markup
from markdown_cases import MARKUP, ROLES, STRICT, read_cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CASES = read_cases()


class _Renderer(RendererHTML):
    """markdown-it's own HTML, with short forms for the tokens that are ours."""

    def tagged_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<{tokens[index].tag}>"

    def tagged_close(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"</{tokens[index].tag}>"

    def math_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<math>{tokens[index].content.strip()}</math>"

    def math_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<math block>{tokens[index].content.strip()}</math>\n"

    def shortcode(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"[call {tokens[index].meta['index']}]"

    def shortcode_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"[call {tokens[index].meta['index']}]\n"

    def myst_role(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<{tokens[index].meta['name']}>{tokens[index].content}</{tokens[index].meta['name']}>"

    def footnote_ref(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"[note {tokens[index].meta['label']}]"

    def footnote_definition_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<note {tokens[index].meta['label']}>\n"

    def footnote_definition_close(self, *_: Any) -> str:
        return "</note>\n"

    def list_item_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        done = tokens[index].meta.get("checked")
        box = "" if done is None else "[x] " if done else "[ ] "
        return self.renderToken(tokens, index, options, env) + box


@cache
def _parser(topic: str) -> MarkdownIt:
    return make_parser(read_markup(MARKUP.get(topic, {}), strict=topic in STRICT, roles=ROLES), _Renderer)


@pytest.mark.parametrize(
    ("topic", "source", "expected"),
    [(case.topic, case.source, case.expected) for case in CASES],
    ids=[f"{case.topic}-{case.title}" for case in CASES],
)
def test_case(topic: str, source: str, expected: str) -> None:
    assert _parser(topic).render(source).strip() == expected.strip()


@pytest.mark.parametrize(
    "source",
    [
        "*" * 5_000 + "a",
        "**a：" * 2_000,
        "[" * 5_000,
        "`" * 5_000 + "x",
        "https://a.b/" + "(" * 5_000,
        "a@" * 5_000,
        "~a" * 5_000,
        "$" * 4_999,
        "'\"" * 3_000,
        "# x {" + "{" * 5_000 + "}",
        "a\n" * 3_000 + ": b",
        "|" * 3_000 + "\n" + "|-" * 1_500,
        "> " * 2_000 + "a",
        "[^a" * 3_000,
        "\ue000" * 5_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_runs_end_in_time(source: str, time_limit: None) -> None:
    make_parser(read_markup(MARKUP["passthrough"])).render(source)


@pytest.fixture
def time_limit() -> Any:
    """Fail a test that takes longer than any real post could, instead of letting it run for ever."""
    import signal

    def stop(*_: Any) -> None:
        pytest.fail("took more than 10 seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
