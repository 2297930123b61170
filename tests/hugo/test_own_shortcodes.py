"""Shortcodes that a site describes without Hugo: in Jinja, or as other names of those that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.hugo.shortcodes.aliases import read_aliases
from koushu.hugo.shortcodes.extract import extract_shortcodes
from koushu.hugo.shortcodes.names import Inner
from koushu.hugo.shortcodes.templates.jinja import read_jinja
from koushu.hugo.shortcodes.templates.lexer import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication
    from koushu.hugo.shortcodes.call import Call

_NAMES = """
bili: {as: bilibili, arguments: {id: aid}}
info-box: {as: notice, arguments: {title: 0}, values: {type: info}}
smile: "**{{ .Get 0 }}** :)"
gone: ""
far: {as: nowhere}
wrong: [1]
"""
_FILES: dict[str, str | bytes] = {
    "shortcodes/shortcodes.yml": _NAMES,
    "shortcodes/steps.md.jinja": "{% for line in inner.strip().splitlines() %}\n1. {{ line }}\n{% endfor %}\n",
    "shortcodes/star.html.jinja": "<em>{{ args[0] }}</em> <b>{{ params.x or page.title }}</b>",
    "shortcodes/bad.md.jinja": "\n{% for %}",
}


def _call(source: str) -> Call:
    return extract_shortcodes(source, 1, {"t": Inner.OPTIONAL}).calls[0]


def _build(publication: Callable[..., Publication], text: str) -> Publication:
    return publication(
        {**_FILES, "a.md": f"---\ntitle: Page\n---\n{text}"}, builder="dummy", extensions=["koushu.hugo"]
    )


def test_other_names_stand_for_known_shortcodes(publication: Callable[..., Publication]) -> None:
    made = _build(
        publication,
        '{{< bili aid="BV1" >}}\n\n{{< info-box "A title" >}}Text{{< /info-box >}}\n\nSo {{< smile "well" >}}.'
        "\n\n{{< gone >}}\n\n{{< far >}}kept{{< /far >}}\n",
    )
    trees = [node.pformat() for node in made.doctree("a").children[0].children[1:]]
    assert 'url="https://www.bilibili.com/video/BV1/"' in trees[0]
    assert "A title" in trees[1]
    assert 'classes="note info"' in trees[1]
    assert "<strong>" in trees[2]
    assert "kept" in trees[3]
    assert len(trees) == 4
    said = [line for line in made.warnings if "[hugo." in line]
    assert any("shortcodes.yml:7: " in line and "'wrong'" in line for line in said)
    assert any("`as: nowhere`" in line for line in said)


def test_jinja_makes_markdown_and_html(publication: Callable[..., Publication]) -> None:
    made = _build(
        publication,
        '{{< steps >}}\na *b*\nc\n{{< /steps >}}\n\n{{< star "<x>" >}}\n\n{{< bad >}}k{{< /bad >}}\n',
    )
    listing, paragraph, *_ = made.doctree("a").children[0].children[1:]
    assert [item.astext() for item in listing.children] == ["a b", "c"]
    assert "<emphasis>" in listing.pformat()
    assert paragraph.astext() == "<x> Page"
    (said,) = [line for line in made.warnings if "bad" in line]
    assert "bad.md.jinja:2: " in said


@pytest.mark.parametrize("parallel", [0, 2])
def test_only_the_pages_that_call_it_are_read_again(
    publication: Callable[..., Publication], parallel: int
) -> None:
    files = {**_FILES, "a.md": "# A\n\n{{< smile x >}}\n", "b.md": "# B\n\n{{< star y >}}\n", "c.md": "# C\n"}
    built = publication(files, builder="dummy", extensions=["koushu.hugo"], parallel=parallel)
    folder = built.app.srcdir / "shortcodes"
    (folder / "shortcodes.yml").write_text(_NAMES.replace(":)", ":("), encoding="utf-8")
    built = built.rebuild()
    assert ":(" in built.doctree("a").astext()
    assert "0 added, 1 changed, 0 removed" in built.log
    (folder / "star.html.jinja").unlink()
    built = built.rebuild()
    assert "0 added, 1 changed, 0 removed" in built.log


REFUSED = {
    "{{ ''.__class__.__mro__ }}": "unsafe",
    "{{ 'x' * 99999999 }}": "not two small numbers",
    "{% for i in range(99999999) %}{% endfor %}": "loops without end",
    "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}": "loops without end",
    "{% for a in inner %}{% endfor %}": "split it first",
    "{{ lipsum(9) }}": "undefined",
    "{% include '/etc/passwd' %}": "no loader",
    "{% set x = namespace(v='a') %}": "undefined",
    "{{ 1 / 0 }}": "division",
    "{{ params.a.b.c }}": "no attribute",
}


@pytest.mark.parametrize(("source", "message"), REFUSED.items())
def test_jinja_has_bounds(source: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        read_jinja(source).run(_call("{{< t >}}" + "x" * 10 + "{{< /t >}}"), {})


def test_what_is_no_table_is_said() -> None:
    assert [problem.line for problem in read_aliases("a: [\n").problems] == [2]
    assert read_aliases("- a").problems[0].message.startswith("found no table")
    assert not read_aliases("").problems


@pytest.mark.parametrize(
    ("entry", "source", "positional", "named"),
    [
        ("{as: x}", "{{< t a b >}}", ("a", "b"), {}),
        ("{as: x, arguments: {id: 1}}", "{{< t a b >}}", (), {"id": "b"}),
        ("{as: x, arguments: {id: k}}", '{{< t k="1" o="2" >}}', (), {"id": "1", "o": "2"}),
        ("{as: x, values: {v: 1}}", "{{< t >}}", (), {"v": 1}),
        ("{as: x, values: {v: 1}}", '{{< t v="2" >}}', (), {"v": "2"}),
    ],
)
def test_arguments_under_other_names(
    entry: str, source: str, positional: tuple[str, ...], named: dict[str, object]
) -> None:
    call = read_aliases(f"t: {entry}").aliases["t"].apply(_call(source))
    assert (call.name, call.positional, dict(call.named)) == ("x", positional, named)
