"""A site's own templates: what they print, beside the real Hugo, and what keeps them within bounds."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it.utils import read_fixture_file

from hugo_oracle import render_pages
from koushu.hugo.shortcodes.call import PLACEHOLDER
from koushu.hugo.shortcodes.extract import extract_shortcodes
from koushu.hugo.shortcodes.names import Inner
from koushu.hugo.shortcodes.templates.call import Store, page_param
from koushu.hugo.shortcodes.templates.evaluator import World, run_template
from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.shortcodes.templates.parser import parse_template
from koushu.hugo.shortcodes.templates.values import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

CASES = [
    case[1:]
    for case in read_fixture_file(Path(__file__).parent.parent / "cases" / "shortcodes" / "templates.md")
]
_PAGE = Record(Title="Page & more", Params={"mood": "calm"})
_PAGE["Param"] = partial(page_param, _PAGE)
_WORLD = World(_PAGE, {"page": lambda: _PAGE, "newScratch": Store})


def printed(source: str) -> str:
    """Return what a template prints for each call of a case."""
    template, _, text = source.partition("===\n")
    tree = parse_template(template.strip("\n"))
    known = {"t": Inner.ALWAYS if ".Inner" in template else Inner.NEVER}
    extraction = extract_shortcodes(text, 1, known)
    assert not extraction.problems

    # An inner call runs before its outer one, as the calls are in order.
    stores: dict[int, Store] = {}
    world = World(_PAGE, {"page": lambda: _PAGE, "newScratch": Store}, stores=stores)
    made = [run_template(tree, call, world).text for call in extraction.calls]

    def run(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: run(made[int(found[1])]), text)

    return run(extraction.text)


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_template(title: str, source: str, expected: str) -> None:
    assert printed(source).split() == expected.split()


@pytest.mark.hugo
def test_templates_as_in_hugo(tmp_path: Path) -> None:
    """The pages are HTML, of which Hugo reads the shortcodes and nothing else."""
    pages, templates = {}, {}
    for index, (_, source, _) in enumerate(CASES):
        template, _, text = source.partition("===\n")
        call = text.replace("{{< t", f"{{{{< t{index}").replace("{{< /t", f"{{{{< /t{index}")
        templates[f"t{index}"] = template.strip("\n")
        pages[f"p{index}.html"] = f"---\ntitle: Page & more\nmood: calm\n---\n{call}"
    hugo = render_pages(tmp_path, pages, "{{ .Content }}", templates)
    # Go and Python write some references in other ways.
    same = {"&#34;": "&quot;", "&#39;": "&#x27;", "&#43;": "+"}
    hugo = {name: re.sub("&#[0-9]+;", lambda found: same[found[0]], text) for name, text in hugo.items()}
    found = {title: hugo[f"p{index}"].split() for index, (title, _, _) in enumerate(CASES)}
    assert found == {title: expected.split() for title, _, expected in CASES}


BROKEN = {
    "{{ if true }}": "line 1: found `if`; expected an `end` for it",
    "a\n{{ end }}": "line 2: found `end`; expected an action before it that it closes",
    "{{ foo 1 }}": "line 1: found the function `foo`, which is not known here",
    "\n\n{{ exec.Command 1 }}": "line 3: found the function `exec.Command`, which is not known here",
    "{{ .Get 0": "line 1: found `{{`; expected `}}` that ends it",
    "{{ (1 }}": "line 1: found `(`; expected `)` that closes it",
    "{{ 1 | }}": "line 1: found an action that stops short; expected a value",
    "{{ define 1 }}": "line 1: found a template without a name; expected one in quotes",
    "{{ define `x` }}": "line 1: found `define`; expected an `end` for it",
    "{{ ? }}": "line 1: found '?' in an action",
    "{{ 5 6 }}": "line 1: found a value with arguments; expected a function that is known",
    "{{ if true }}" * 60: "line 1: found actions in actions; expected at most 40 deep",
    "{{ " + "(" * 60 + "1" + ")" * 60 + " }}": "line 1: found brackets in brackets; expected at most 40 deep",
}


@pytest.mark.parametrize(("source", "message"), BROKEN.items())
def test_what_cannot_be_run_is_said_before_it_is_run(source: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(source)
    assert f"line {caught.value.line}: {caught.value.message}" == message


ENDLESS = {
    "{{ range 9999999 }}x{{ end }}": "to range over",
    "{{ range 20000 }}{{ range 20000 }}x{{ end }}{{ end }}": "work without end",
    "{{ $x := `aaaaaaaaaa` }}"
    + "{{ $x = printf `%s%s%s%s%s%s%s%s%s%s` $x $x $x $x $x $x $x $x $x $x }}" * 9: "end",
    "{{ define `x` }}{{ template `x` . }}{{ end }}{{ template `x` . }}": "templates in templates",
    "{{ define `_partials/x` }}{{ partial `x` . }}{{ end }}{{ partial `x` . }}": "templates in templates",
    "{{ seq 1 999999999 }}": "a list without end",
    "{{ strings.Repeat 999999999 `x` }}": "a text without end",
    "{{ mul 999999999 999999999 }}": "a number without end",
    "{{ findRE `(a+)+$` (printf `%s!` (strings.Repeat 5000 `a`)) }}": "cannot take this",
    "{{ sub `x` 1 }}": "cannot take this",
    "{{ div 1 0 }}": "cannot take this",
    "{{ partial `nowhere` . }}": "no partial",
    "{{ readFile `/etc/passwd` }}": "not known here",
    "{{ .Page.Pages }}": "the field `.Pages`, which is not known here",
    "{{ .Nothing }}": "the field `.Nothing`, which is not known here",
    "{{ $x }}": "which has no value here",
    "{{ .Name.Foo }}": "which has no fields",
    "{{ .Name 1 }}": "takes none",
    "{{ template `x` }}": "does not define",
    "{{ printf `%999999d` 1 }}{{ index (slice 1) `a` | upper }}{{ split 1 }}": "cannot take this",
}


@pytest.mark.parametrize(("source", "message"), ENDLESS.items())
def test_work_has_bounds(source: str, message: str) -> None:
    (call,) = extract_shortcodes("{{< t >}}", 1, {"t": Inner.NEVER}).calls
    with pytest.raises(TemplateError, match=message):
        run_template(parse_template(source), call, _WORLD)


def _said(made: Publication) -> list[str]:
    return [line for line in made.warnings if "[hugo." in line]


def _tree(made: Publication, docname: str) -> list[str]:
    (section,) = made.doctree(docname).children
    return [node.pformat().strip() for node in section.children[1:]]


_SITE: dict[str, str | bytes] = {
    "layouts/shortcodes/card.html": '<div class="card"><h3>{{ .Get "title" }}</h3>{{ .Inner | markdownify }}</div>',
    "layouts/_shortcodes/ns/hi.html": '<span class="hi">{{ .Get 0 }}</span>{{- /* none */ -}}',
    "layouts/shortcodes/evil.html": "<script>alert(1)</script>"
    '<a href="javascript:alert(1)" onclick="x">{{ .Get 0 }}</a>',
    "layouts/shortcodes/list.html": "<ul>{{ range .Params }}<li>{{ . }}</li>{{ end }}</ul>",
    "layouts/shortcodes/broken.html": "\n{{ exec.Command 1 }}{{ .Inner }}",
    "layouts/shortcodes/note.html": "{{ $x := exec.Command 1 }}",
    "layouts/shortcodes/frame.html": '<iframe src="https://x.org/{{ .Get 0 }}" title="T"></iframe>'
    '<img src="{{ .Get 1 }}">',
    "layouts/shortcodes/kbd.html": "<b>{{ .Inner }}</b>",
}


def _build(publication: Callable[..., Publication], text: str, **options: object) -> Publication:
    files = {**_SITE, "a.md": f"---\ntitle: Page\n---\n{text}"}
    return publication(files, builder="dummy", extensions=["koushu.hugo"], **options)


def test_a_template_of_the_site_becomes_nodes(publication: Callable[..., Publication]) -> None:
    made = _build(
        publication, '{{< card title="A" >}}Some *text*.\n\n- x{{< /card >}}\n\nOne {{< ns/hi you >}} two.\n'
    )
    card, paragraph = made.doctree("a").children[0].children[1:]
    assert card["classes"] == ["card"]
    assert [node.tagname for node in card.children[0].children] == [
        "flat_heading",
        "paragraph",
        "bullet_list",
    ]
    assert paragraph.astext() == "One you two."
    assert paragraph.children[1]["classes"] == ["hi"]


def test_a_template_cannot_bring_code_into_a_page(publication: Callable[..., Publication]) -> None:
    (tree,) = _tree(_build(publication, "{{< evil words >}}\n"), "a")
    assert "words" in tree
    assert "alert" not in tree.replace("refuri_as_written", "")
    assert "raw" not in tree


def test_what_looks_like_a_mark_of_ours_is_text(publication: Callable[..., Publication]) -> None:
    text = '\ue0029\ue003 {{< card title="\ue0029\ue003" >}}\ue0029\ue003 \ue0009\ue001 words{{< /card >}}\n'
    assert "words" in _build(publication, text).doctree("a").astext()


def test_lists_frames_and_images_of_a_template(publication: Callable[..., Publication]) -> None:
    made = _build(publication, "{{< list a b >}}\n\n{{< frame v a.png >}}\n")
    trees = _tree(made, "a")
    assert trees[0].count("<list_item>") == 2
    assert 'url="https://x.org/v"' in trees[1]
    assert "a.png" in "".join(made.warnings)


def test_a_template_comes_before_a_handler_of_ours(publication: Callable[..., Publication]) -> None:
    (tree,) = _tree(_build(publication, "{{< kbd >}}x{{< /kbd >}}\n"), "a")
    assert "<strong>" in tree


def test_a_template_that_cannot_be_run_is_said_once_with_its_line(
    publication: Callable[..., Publication],
) -> None:
    made = _build(
        publication,
        "{{< broken >}}kept{{< /broken >}} {{< broken >}}too{{< /broken >}}\n\n{{< note >}}N{{< /note >}}\n",
    )
    (warning,) = _said(made)
    assert "broken.html:2: found the function `exec.Command`" in warning
    trees = _tree(made, "a")
    assert "kept" in trees[0]
    # One that we know is made by our own handler.
    assert trees[-1].startswith("<note>")


def test_shortcodes_of_the_configuration(publication: Callable[..., Publication]) -> None:
    made = _build(
        publication,
        "{{< big word >}} and\n\n{{< both >}}x{{< /both >}}\n",
        hugo_shortcodes={"big": "**{{ .Get 0 }}**", "both": "- {{ .Inner }}\n- *y*\n"},
    )
    trees = _tree(made, "a")
    assert "<strong>" in trees[0]
    assert trees[1].count("<list_item>") == 2
    assert not _said(made)


@pytest.mark.parametrize("parallel", [0, 2])
def test_unknown_names_are_said_once_for_the_site(
    publication: Callable[..., Publication], parallel: int
) -> None:
    files: dict[str, str | bytes] = {
        f"p{n}.md": f"# P{n}\n\n{{{{< zork >}}}} {{{{< zork >}}}}\n" for n in range(8)
    }
    made = publication(files, builder="dummy", parallel=parallel, extensions=["koushu.hugo"])
    (warning,) = [line for line in made.warnings if "zork" in line]
    assert warning.startswith("p0.md:3: ")
    assert "16 times in 8 files" in warning


def test_unknown_names_may_pass_or_stop_the_build(publication: Callable[..., Publication]) -> None:
    from sphinx.errors import SphinxError

    files: dict[str, str | bytes] = {"a.md": "# A\n\n{{< zork >}}kept{{< /zork >}}\n"}
    made = publication(files, builder="dummy", extensions=["koushu.hugo"], hugo_unknown_shortcodes="keep")
    assert "kept" in made.doctree("a").astext()
    assert not _said(made)
    with pytest.raises(SphinxError, match="zork"):
        publication(files, builder="dummy", extensions=["koushu.hugo"], hugo_unknown_shortcodes="error")
